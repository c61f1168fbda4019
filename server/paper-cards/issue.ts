import { randomBytes, randomInt } from 'node:crypto'
import type { BodyOf, ReplyOf } from '#contract/endpoint.ts'
import type { issuePaperCard } from '#contract/paper-cards.ts'
import { encodePayerCode, encodePayerDigits } from '#contract/payer-code.ts'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { hashCardPin, hashPayerCode, isOfNow } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import { coloursOf } from '../print/colours.ts'
import { printCard } from './print-card.ts'
import * as queries from './queries.ts'
import { isEasyPin } from './rules.ts'

type Wish = BodyOf<typeof issuePaperCard>

/**
 * Makes a card for a person and gives its sheet, this once: nobody can print it again, since only keyed hashes stay.
 * The card before it ends with the next payment, and the balance stays where it is. Refuses what the contract lists.
 */
export async function issueCard(
  context: Context,
  operatorId: string,
  personId: string,
  { id, pin, tellsBalance }: Wish,
): Promise<ReplyOf<typeof issuePaperCard>> {
  const at = context.now()
  const { passcodeKey, payerCodePrefix } = context.config
  const token = randomBytes(16)
  const digits = encodePayerDigits(payerCodePrefix, randomDigits(43 - payerCodePrefix.length))
  const number = randomDigits(8)
  const person = await context.database.transact(async (tx) => {
    const found = await queries.lockPerson(tx, personId)
    if (found?.decision !== 'approved' || found.hasLeft) refuse('not_found')
    if (!isOfNow(id, at)) refuse('clock_off')
    if (isEasyPin(pin, found.birthdate)) refuse('card_pin_too_easy')
    const replaced = await queries.endCard(tx, { personId, because: 'replaced', by: operatorId, at })
    const made = await queries.insertCard(tx, {
      ...{ id, personId, number, tellsBalance, issuedBy: operatorId, issuedAt: at },
      tokenHmac: hashPayerCode(passcodeKey, { kind: 'token', token }),
      digitsHmac: hashPayerCode(passcodeKey, { kind: 'digits', digits }),
      pinHmac: hashCardPin(passcodeKey, id, pin),
    })
    if (!made) refuse('paper_card_issued')
    const detail = { card: number, replaced: replaced > 0, tellsBalance }
    await audit(tx, { operatorId, act: 'issue_paper_card', subject: personId, detail, at })
    return found
  })
  const { colours, ...names } = await queries.readTownNames(context.database, at)
  const sheet = await printCard(
    {
      ...{ number, digits, names, origin: context.config.origin },
      colours: coloursOf(colours),
      code: encodePayerCode(token),
      name: `${person.familyKana} ${person.givenKana}`,
    },
    at,
  )
  // In lines, as RFC 2045 has it: nobody takes a stretch of it for something else.
  return { number, sheet: sheet.toString('base64').replaceAll(/.{76}/g, '$&\n') }
}

/** So many random digits; randomInt has no bias. */
const randomDigits = (length: number): string => Array.from({ length }, () => randomInt(10)).join('')

/**
 * Sets a new PIN, typed by the person, and lets a card go on that wrong ones had stopped. Refuses what the contract
 * lists.
 */
export async function setPin(
  context: Context,
  operatorId: string,
  personId: string,
  pin: string,
): Promise<void> {
  const at = context.now()
  await context.database.transact(async (tx) => {
    const person = await queries.findPerson(tx, personId)
    const card = await queries.lockLiveCard(tx, personId)
    if (!person || !card) refuse('not_found')
    if (isEasyPin(pin, person.birthdate)) refuse('card_pin_too_easy')
    await queries.setPin(tx, card.id, hashCardPin(context.config.passcodeKey, card.id, pin))
    await audit(tx, { operatorId, act: 'set_paper_card_pin', subject: personId, detail: {}, at })
  })
}
