// The phone is lost, the card is there: instead of the second step the My Number Card that the account knows.
import type { ReplyOf } from '#contract/endpoint.ts'
import type { readRecovery as readEndpoint } from '#contract/recovery.ts'
import type { Context } from '../context.ts'
import { hashSecret, makeId, makeSecret } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import { requireChallenge } from './answer.ts'
import { finishChallenge, readLogin } from './queries.ts'
import {
  countRecoveriesSince,
  endVisit,
  findCardOf,
  findRecoveryOf,
  insertCardRecovery,
  takeCardVisit,
} from './recovery-queries.ts'
import { recoveriesPerHour, recoveryMinutes } from './rules.ts'

/** Where the card app sends the browser back to; it has to be registered with the provider. */
export const cardRecoveryReturn = '/api/recoveries/card/return'

type Started = { redirectUrl: string; browserSecret: string }

/**
 * Begins a visit to the card app for somebody whose password was right; the sign-in that was under way is over
 * with it. Gives where the browser goes and the secret for its cookie. Refuses what the contract lists.
 */
export async function startCardRecovery(context: Context, challengeId: string): Promise<Started> {
  const { loginId } = await requireChallenge(context, challengeId, { purpose: 'sign_in' })
  const { subject: residentId } = await readLogin(context.database, loginId)
  if (!(await findCardOf(context.database, residentId))) refuse('recovery_without_card')
  const startedAt = context.now()
  const hourAgo = new Date(startedAt.getTime() - 3_600_000)
  if ((await countRecoveriesSince(context.database, loginId, hourAgo)) >= recoveriesPerHour) {
    refuse('recovery_paused', { waitSeconds: 3600 })
  }
  const redirectUri = context.config.origin + cardRecoveryReturn
  const begun = await context.providers.idCard
    .begin({ redirectUri })
    .catch(() => refuse('card_check_unavailable'))
  if (!(await finishChallenge(context.database, challengeId, startedAt))) refuse('second_step_expired')
  const browserSecret = makeSecret()
  await insertCardRecovery(context.database, {
    ...{ id: makeId(), loginId, startedAt, secrets: begun.secrets },
    browserHash: hashSecret(browserSecret),
    stateHash: hashSecret(begun.secrets.state),
    expiresAt: new Date(startedAt.getTime() + recoveryMinutes * 60_000),
  })
  return { redirectUrl: begun.redirectUrl, browserSecret }
}

/**
 * Ends a visit with the address on which the browser came back, once; only the card of the account proves
 * anything, told by issuer and pairwise subject. A replayed, foreign or late return changes nothing.
 */
export async function finishCardVisit(
  context: Context,
  browserSecret: string,
  callbackUrl: URL,
): Promise<void> {
  const stateHash = hashSecret(callbackUrl.searchParams.get('state') ?? '')
  const visit = await takeCardVisit(context.database, stateHash, hashSecret(browserSecret), context.now())
  if (!visit) return
  const redirectUri = context.config.origin + cardRecoveryReturn
  const { secrets } = visit
  const result = await context.providers.idCard.complete({ callbackUrl, secrets, redirectUri })
  const { subject: residentId } = await readLogin(context.database, visit.loginId)
  const card = await findCardOf(context.database, residentId)
  const same = result.ok && card?.issuer === result.issuer && card.subject === result.subject
  const reason = result.ok ? (same ? null : 'other_card') : result.reason
  await endVisit(context.database, visit.id, { reason, at: context.now() })
}

type State = ReplyOf<typeof readEndpoint>

/** How the recovery of this browser stands. */
export async function readRecovery(context: Context, browserSecret: string | undefined): Promise<State> {
  const none: State = { way: null, state: 'none', reason: null }
  if (!browserSecret) return none
  const found = await findRecoveryOf(context.database, hashSecret(browserSecret), context.now())
  const { way, state, reason } = found ?? { way: null, state: 'none', reason: null }
  if (state !== 'visiting' && state !== 'failed' && state !== 'proven') return none
  return { way, state, reason: reason as State['reason'] }
}
