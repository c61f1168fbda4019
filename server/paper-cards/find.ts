import type { BodyOf, ReplyOf } from '#contract/endpoint.ts'
import { sameName } from '#contract/kana.ts'
import type { findPaperPeople } from '#contract/paper-cards.ts'
import { readPayerText } from '#contract/payer-code.ts'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import type { Queries } from '../lib/database.ts'
import { hashPayerCode } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import * as queries from './queries.ts'

/** What is kept of the code on a card. Refuses payer_code_foreign and payer_code_damaged. */
function hashCardText(context: Context, text: string): Buffer {
  const read = readPayerText(text)
  if (read.kind === 'foreign') refuse('payer_code_foreign')
  if (read.kind === 'damaged') refuse('payer_code_damaged')
  return hashPayerCode(context.config.passcodeKey, read)
}

/** Finds who stands at the desk; who looked is written down before anything shows. Refuses what the contract lists. */
export async function findPeople(
  context: Context,
  operatorId: string,
  body: BodyOf<typeof findPaperPeople>,
): Promise<ReplyOf<typeof findPaperPeople>> {
  const { code, familyKana = '', givenKana = '', birthdate = '' } = body
  const hmac = code === undefined ? null : hashCardText(context, code)
  const found = await context.database.transact(async (tx) => {
    const holders = hmac
      ? await queries.findHolderByCode(tx, hmac)
      : await findByName(tx, { familyKana, givenKana, birthdate })
    const detail = { by: hmac ? 'card' : 'name', found: holders.length }
    const subject = holders.length === 1 ? (holders[0]?.id ?? null) : null
    await audit(tx, { operatorId, act: 'find_paper_people', subject, detail, at: context.now() })
    return holders
  })
  return {
    people: found.map(({ familyKana: family, givenKana: given, card, ...holder }) => ({
      ...holder,
      name: `${family} ${given}`,
      card: card && { ...card, issuedAt: new Date(card.issuedAt).toISOString() },
    })),
  }
}

async function findByName(
  tx: Queries,
  { familyKana, givenKana, birthdate }: { familyKana: string; givenKana: string; birthdate: string },
): Promise<queries.Holder[]> {
  const born = await queries.listHoldersBorn(tx, birthdate)
  return born.filter((each) => sameName(each.familyKana + each.givenKana, familyKana + givenKana))
}
