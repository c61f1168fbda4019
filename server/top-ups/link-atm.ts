import type { linkAtm as endpoint, readAtmLink as read } from '#contract/atm.ts'
import type { BodyOf, ReplyOf } from '#contract/endpoint.ts'
import type { Context } from '../context.ts'
import { lockWallets } from '../ledger/post.ts'
import { hashSecret, isOfNow, makeId, sameBytes } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import { type AtmLink, countUnknownCodes, findAtmLink, insertAtmLink, keepAgreement } from './atm-queries.ts'
import { linkMinutes, noteUnit, unknownCodesPerHour } from './atm-rules.ts'
import { findTopUp } from './queries.ts'
import { readTopUpFacts } from './read.ts'
import { decideTopUp } from './rules.ts'

/**
 * Ties the machine whose code was read to this resident. Recorded before the network is asked, and asked under the
 * link's own id, so that the same request again is the same link. Refuses what the contract lists, in its order.
 */
export async function linkAtm(
  context: Context,
  residentId: string,
  { id, code }: BodyOf<typeof endpoint>,
): Promise<void> {
  const now = context.now()
  const codeHash = hashSecret(code)
  const before = await findAtmLink(context.database, id)
  if (before && (before.residentId !== residentId || !sameBytes(before.codeHash, codeHash))) {
    refuse('top_up_exists_with_different_content')
  }
  if (before?.linkRef) return
  if (!before) {
    if (!isOfNow(id, now)) refuse('clock_off')
    await begin(context, { id, residentId, codeHash })
  }
  const outcome = await context.providers.atm
    .link({ code, reference: id, at: now })
    .catch(() => refuse('atm_unavailable'))
  if (outcome.state === 'unknown_code') refuse('atm_code_unknown')
  if (outcome.state === 'code_over') refuse('atm_code_over')
  await keepAgreement(context.database, id, outcome)
}

type Begin = Pick<AtmLink, 'id' | 'residentId' | 'codeHash'>

async function begin(context: Context, { id, residentId, codeHash }: Begin): Promise<void> {
  const startedAt = context.now()
  const expiresAt = new Date(startedAt.getTime() + linkMinutes.toType * 60_000)
  await context.database.transact(async (tx) => {
    await lockWallets(tx, [residentId])
    const since = new Date(startedAt.getTime() - 3_600_000)
    if ((await countUnknownCodes(tx, residentId, since)) >= unknownCodesPerHour) {
      refuse('too_many_requests', { waitSeconds: 3600 })
    }
    const facts = await readTopUpFacts(tx, startedAt, { residentId, bankAccountId: null, except: null })
    const least = Math.ceil(facts.limits.minimum / noteUnit) * noteUnit
    const verdict = decideTopUp(least, facts)
    if (verdict.refused) refuse(verdict.refused, verdict.facts)
    const link = { id, residentId, codeHash, topUpId: makeId(), startedAt, expiresAt }
    // A twin of this request that was faster has begun the same link.
    if (await insertAtmLink(tx, link)) return
    const twin = await findAtmLink(tx, id)
    if (twin?.residentId !== residentId) refuse('top_up_exists_with_different_content')
  })
}

/** How a link of this resident stands. Refuses not_found. */
export async function readAtmLink(
  context: Context,
  residentId: string,
  id: string,
): Promise<ReplyOf<typeof read>> {
  const link = await findAtmLink(context.database, id)
  if (link?.residentId !== residentId) refuse('not_found')
  const topUp = await findTopUp(context.database, link.topUpId)
  const state = topUp ? 'credited' : stateOf(link, context.now())
  return {
    id,
    state,
    companyCode: context.providers.atm.companyCode,
    place: link.place ?? '',
    maximum: link.granted,
    topUpId: topUp?.id ?? null,
    expiresAt: link.expiresAt.toISOString(),
  }
}

function stateOf(
  { endedAt, expiresAt, granted }: AtmLink,
  now: Date,
): 'open' | 'counting' | 'ended' | 'over' {
  if (endedAt) return 'ended'
  if (expiresAt.getTime() <= now.getTime()) return 'over'
  return granted === null ? 'open' : 'counting'
}
