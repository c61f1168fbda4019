// Somebody with a printed card has registered in the app: one person, one wallet.
import { createHash } from 'node:crypto'
import { sameName } from '#contract/kana.ts'
import type { joinPaperCard } from '#contract/paper-cards.ts'
import { readPayerText } from '#contract/payer-code.ts'
import { ageBandOf } from '#contract/residency.ts'
import { requireProofsOf, requireStepUp } from '../access.ts'
import { lockWallets } from '../ledger/post.ts'
import { dayOf } from '../lib/day.ts'
import { hashCardPin, hashPayerCode } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import type { Call } from '../route.ts'
import * as queries from './queries.ts'

/**
 * Lets the caller's login speak for the wallet of the printed card that is at hand: its PIN is known, and the card
 * check of the app tells the same name and birth date as the desk has seen. Balance, history and helpers stay; the
 * wallet that the app had opened was never used, and closes. Once joined, the same again is done. Refuses what the
 * contract lists, in its order.
 */
export async function joinCard(call: Call<typeof joinPaperCard>): Promise<void> {
  const { context, caller, body } = call
  requireStepUp(context, caller)
  // All of them: from now on the login's proofs stand where the desk's one stood for each.
  await requireProofsOf(context.database, caller, 'top_up')
  const personId = await holderOf(call)
  if (personId === caller.id) return
  await context.database.transact(async (tx) => {
    const at = context.now()
    const person = await queries.lockPerson(tx, personId)
    await lockWallets(tx, [caller.id, personId])
    const newcomer = await queries.findNewcomer(tx, caller.id)
    // A twin of this request has joined them meanwhile.
    if (!newcomer) return
    const same =
      person?.decision === 'approved' &&
      !person.hasLeft &&
      sameName(person.familyKana + person.givenKana, newcomer.name) &&
      (newcomer.birthdate ?? person.birthdate) === person.birthdate &&
      newcomer.ageBand === ageBandOf(person.birthdate, dayOf(newcomer.passedAt))
    const { hasLogin, frozen } = await queries.readJoining(tx, personId)
    if (!same || hasLogin) refuse('paper_card_of_another')
    if (newcomer.frozen || frozen) refuse('frozen')
    if (!newcomer.unused) refuse('app_wallet_in_use')
    await queries.joinLogin(tx, {
      ...{ newcomerId: caller.id, personId, sessionHash: caller.tokenHash, keepsCard: body.keepCard, at },
    })
  })
}

/** Whose card it is, if it still pays and the PIN is right; a wrong one counts as at a till. */
async function holderOf({ context, body }: Call<typeof joinPaperCard>): Promise<string> {
  const { database, config } = context
  const read = readPayerText(body.code)
  const isCard = read.kind === 'token' || read.kind === 'digits'
  const card = isCard && (await queries.findCardByCode(database, hashPayerCode(config.passcodeKey, read)))
  if (!card) refuse('paper_card_unknown')
  if (card.ended) refuse('paper_card_stopped')
  const typed = hashCardPin(config.passcodeKey, card.id, body.pin)
  const guess = createHash('sha256').update('join/').update(typed).digest()
  const { verdict, triesLeft } = await queries.tryPin(database, card.id, { typed, guess })
  if (verdict === 'stopped' || (verdict === 'wrong' && triesLeft === 0)) refuse('paper_card_stopped')
  if (verdict === 'wrong') refuse('paper_card_pin_wrong', { triesLeft })
  return card.personId
}
