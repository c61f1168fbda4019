import type { BodyOf } from '#contract/endpoint.ts'
import { toKatakana } from '#contract/kana.ts'
import type { stopPaperCard } from '#contract/paper-cards.ts'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { refuse } from '../lib/refusal.ts'
import * as queries from './queries.ts'
import { hashWho } from './receive.ts'

/**
 * Stops a lost card: the next payment with it is refused, the balance stays. On the telephone nothing else is done, and
 * only for a name, a birth date and an address that are all right. Twice is once. Refuses paper_person_unknown.
 */
export async function stopCard(
  context: Context,
  operatorId: string,
  { familyKana, givenKana, birthdate, address, reason }: BodyOf<typeof stopPaperCard>,
): Promise<void> {
  const at = context.now()
  const said = { familyKana: toKatakana(familyKana), givenKana: toKatakana(givenKana), birthdate, address }
  const personId = await queries.findPersonByWho(context.database, hashWho(said))
  if (!personId) refuse('paper_person_unknown')
  await context.database.transact(async (tx) => {
    const ended = await queries.endCard(tx, { personId, because: 'stopped', by: operatorId, at })
    const detail = { reason, ended }
    await audit(tx, { operatorId, act: 'stop_paper_card', subject: personId, detail, at })
  })
}
