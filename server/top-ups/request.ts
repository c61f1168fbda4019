import type { BodyOf } from '#contract/endpoint.ts'
import type { requestTopUp as endpoint } from '#contract/top-ups.ts'
import type { Context } from '../context.ts'
import { isOfNow } from '../lib/id.ts'
import type { Transaction } from '../lib/database.ts'
import { Refusal, refuse } from '../lib/refusal.ts'
import { lockWallets } from '../ledger/post.ts'
import { hasLivePasscode, type PasscodeFor, sendPasscode } from '../passcodes/passcodes.ts'
import { languageOf } from '../words/queries.ts'
import { type Purse, requireHelp } from './helps.ts'
import { findTopUp, insertTopUp, type TopUpRow } from './queries.ts'
import { readTopUpFacts } from './read.ts'
import { decideTopUp } from './rules.ts'
import { refuseUntil, takeTurn, type Turn, waitForTurn } from './take-turn.ts'

type Request = BodyOf<typeof endpoint>

/**
 * Records the wish to top up and sends the passcode that confirms it. The same request again sends no second
 * message while the first can be used. When too many come at once, whoever asks gets a turn and is let in by the same
 * request when it has come. Refuses what the contract lists, in its order.
 */
export const requestTopUp = (context: Context, residentId: string, request: Request): Promise<void> =>
  requestInto(context, { residentId, payerId: residentId, helpId: null }, request)

/** The same into whosever wallet: the helper pays, and stands in line, for the relative. */
export async function requestInto(context: Context, purse: Purse, request: Request): Promise<void> {
  const before = await findTopUp(context.database, request.id)
  if (before) requireSame(before, purse, request)
  else if (!isOfNow(request.id, context.now())) refuse('clock_off')
  if (before && before.state !== 'awaiting_passcode') return
  if (!before) await waitForTurn(context.database, purse.payerId, context.now())

  const { turn, isNew, phone } = await context.database.transact((tx) =>
    begin(context, tx, { purse, request, before }),
  )
  if (turn) refuseUntil(turn)
  const what: PasscodeFor = { purpose: 'top_up', reference: request.id, phone }
  if (!isNew && (await hasLivePasscode(context.database, what, context.now()))) return
  // Of who pays: it is that person's phone.
  const language = await languageOf(context.database, purse.payerId)
  await sendPasscode(context, what, language).catch((error: unknown) => {
    // A twin of this very request was faster by a moment, and its message is on the way.
    if (!(error instanceof Refusal && error.code === 'passcode_too_soon')) throw error
  })
}

type Wish = { purse: Purse; request: Request; before: TopUpRow | undefined }
type Begun = {
  phone: string
  /** What has to be waited for first. */
  turn: Turn | null
  /** Begun here and now, so that no passcode can be on its way. */
  isNew: boolean
}

/** Under the wallet's lock: may it be, is it this person's turn, and then its row. */
async function begin(context: Context, tx: Transaction, { purse, request, before }: Wish): Promise<Begun> {
  const { residentId, payerId, helpId } = purse
  await lockWallets(tx, [residentId])
  const { id, bankAccountId } = request
  // Again under the lock: the help may have ended while this waited.
  if (helpId !== null) await requireHelp(tx, helpId, payerId)
  const facts = await readTopUpFacts(tx, context.now(), { residentId, payerId, bankAccountId, except: id })
  const verdict = decideTopUp(request.amount, facts)
  if (verdict.refused) refuse(verdict.refused, verdict.facts)
  const { phone } = facts
  if (!phone) refuse('phone_needed')
  // Behind the limits, so that nobody stands in line for a no; and never twice for one top-up.
  const begun = before ?? (await findTopUp(tx, id))
  const turn = begun ? null : await takeTurn(tx, payerId, context.now())
  if (turn) return { phone, turn, isNew: false }
  const paidBy = helpId === null ? null : payerId
  const wish = { ...request, residentId, helpId, paidBy, requestedAt: context.now() }
  const isNew = !begun && (await insertTopUp(tx, { ...wish, means: 'bank', state: 'awaiting_passcode' }))
  const twin = isNew ? undefined : await findTopUp(tx, id)
  if (twin) requireSame(twin, purse, request)
  context.pulse?.toppedUp()
  return { phone, turn: null, isNew }
}

function requireSame(before: TopUpRow, { residentId, helpId }: Purse, request: Request): void {
  const same =
    before.residentId === residentId &&
    before.helpId === helpId &&
    before.amount === request.amount &&
    before.bankAccountId === request.bankAccountId
  if (!same) refuse('top_up_exists_with_different_content')
}
