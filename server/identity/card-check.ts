import type { ReplyOf } from '#contract/endpoint.ts'
import type { readCardCheck } from '#contract/identity.ts'
import { ageBandOf, isInTown } from '#contract/residency.ts'
import { isFrozen } from '../access.ts'
import type { Context } from '../context.ts'
import { lockWallets } from '../ledger/post.ts'
import { dayOf } from '../lib/day.ts'
import { hashSecret, makeId } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import type { IdCardResult } from '../providers/id-card/port.ts'
import {
  countChecksSince,
  findCard,
  findNewestCheck,
  insertCheck,
  keepCard,
  lockName,
  readCardSettings,
  recordOutcome,
  takeCheck,
  takeName,
} from './queries.ts'
import { checkMinutes, checksPerHour, decideName, kanaOf } from './rules.ts'

const callbackPath = '/api/card-checks/callback'

/**
 * Begins a visit to the external app and gives the address to go to. Its secrets stay here, bound to the
 * resident. Refuses too_many_requests and card_check_unavailable.
 */
export async function startCardCheck(context: Context, residentId: string): Promise<string> {
  const startedAt = context.now()
  const since = new Date(startedAt.getTime() - 3_600_000)
  if ((await countChecksSince(context.database, residentId, since)) >= checksPerHour) {
    refuse('too_many_requests', { waitSeconds: 3600 })
  }
  const begun = await context.providers.idCard
    .begin({ redirectUri: context.config.origin + callbackPath })
    .catch(() => refuse('card_check_unavailable'))
  await insertCheck(context.database, {
    id: makeId(),
    residentId,
    stateHash: hashSecret(begun.secrets.state),
    secrets: begun.secrets,
    startedAt,
    expiresAt: new Date(startedAt.getTime() + checkMinutes * 60_000),
  })
  return begun.redirectUrl
}

/**
 * Ends a visit with the address on which the browser came back, once; a replayed, foreign or late return
 * changes nothing. Every end is an outcome on record; there is no refusal.
 */
export async function finishCardCheck(context: Context, residentId: string, callbackUrl: URL): Promise<void> {
  const state = callbackUrl.searchParams.get('state') ?? ''
  const check = await takeCheck(context.database, hashSecret(state), residentId, context.now())
  if (!check) return
  const redirectUri = context.config.origin + callbackPath
  const result = await context.providers.idCard.complete({ callbackUrl, secrets: check.secrets, redirectUri })
  const reason = await keepResult(context, residentId, result)
  await recordOutcome(context.database, check.id, reason === null ? 'passed' : 'failed', reason)
}

async function keepResult(
  context: Context,
  residentId: string,
  result: IdCardResult,
): Promise<string | null> {
  if (!result.ok) return result.reason
  const { address = '', birthdate } = result.claims
  if (!birthdate) return 'birthdate_missing'
  // The name on the card itself is in kanji or Latin letters and says nothing about a profile in kana.
  const told = kanaOf(result.claims.kana)
  const { addressPrefix, keepBirthdate } = await readCardSettings(context.database, context.now())
  return context.database.transact(async (tx) => {
    // Under the lock that a freeze takes: what was begun before it does not get past it.
    await lockWallets(tx, [residentId])
    if (await isFrozen(tx, residentId)) return 'frozen'
    const verdict = decideName(told, await lockName(tx, residentId))
    if (verdict === 'differs') return 'name_differs'
    const kept = await keepCard(tx, {
      residentId,
      issuer: result.issuer,
      subject: result.subject,
      passedAt: context.now(),
      inTown: isInTown(address, addressPrefix),
      ageBand: ageBandOf(birthdate, dayOf(context.now())),
      birthdate: keepBirthdate ? birthdate : null,
      nameTold: told !== undefined,
    })
    if (!kept) return 'card_used_elsewhere'
    if (told && verdict === 'take') await takeName(tx, residentId, told)
    return null
  })
}

type State = ReplyOf<typeof readCardCheck>

/** How the newest visit stands. */
export async function readNewestCheck(context: Context, residentId: string): Promise<State> {
  const check = await findNewestCheck(context.database, residentId)
  if (!check) {
    const card = await findCard(context.database, residentId)
    if (!card) return { state: 'none', reason: null, inTown: null, checkedAt: null }
    return { state: 'passed', reason: null, inTown: card.inTown, checkedAt: card.checkedAt.toISOString() }
  }
  const expired = check.outcome === null && check.expiresAt <= context.now()
  return {
    state: check.outcome ?? (expired ? 'failed' : 'waiting'),
    reason: (expired ? 'expired' : check.reason) as State['reason'],
    inTown: check.inTown,
    checkedAt: check.checkedAt?.toISOString() ?? null,
  }
}
