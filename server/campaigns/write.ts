import { isDeepStrictEqual } from 'node:util'
import type { BodyOf } from '#contract/endpoint.ts'
import type * as contract from '#contract/campaigns.ts'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { dayOf } from '../lib/day.ts'
import { refuse } from '../lib/refusal.ts'
import { changeInForce, lockCampaign, markStarted, markStopped, saveDraft } from './queries.ts'
import { termsOf } from './read.ts'
import { checkTerms, decideStart, hasStarted } from './rules.ts'

type Who = { operatorId: string; id: string }

/**
 * Writes a campaign that gives nothing before somebody else starts it. The same terms again change nothing. Refuses
 * campaign_terms_wrong, campaign_started, and campaign_changed when somebody else has changed it since it was read.
 */
export async function writeCampaign(
  context: Context,
  { operatorId, id }: Who,
  { revision, terms }: BodyOf<typeof contract.writeCampaign>,
): Promise<void> {
  const now = context.now()
  const verdict = checkTerms(terms, now, dayOf)
  if (verdict.refused) refuse(verdict.refused, verdict.facts)
  await context.database.transact(async (tx) => {
    const before = await lockCampaign(tx, id)
    if (before && isDeepStrictEqual(termsOf(before), normal(terms))) return
    if (before?.startedAt || before?.stoppedAt) refuse('campaign_started')
    if ((before?.revision ?? 0) !== revision) refuse('campaign_changed')
    await saveDraft(tx, { id, terms, operatorId, at: now })
    const detail = { revision: revision + 1, terms: JSON.stringify(terms) }
    await audit(tx, { operatorId, act: 'write_campaign', subject: id, detail, at: now })
  })
}

/** Instants written alike, so that the same terms are seen to be the same. */
function normal(terms: contract.CampaignTerms): contract.CampaignTerms {
  const { startsAt, endsAt } = terms
  return {
    ...terms,
    startsAt: new Date(startsAt).toISOString(),
    endsAt: endsAt === null ? null : new Date(endsAt).toISOString(),
  }
}

/**
 * Lets a campaign start as it was read: four eyes, because it spends the town's money by itself. Again is once. Refuses
 * what decideStart refuses, not_found, and campaign_terms_wrong when its end is over by now.
 */
export async function startCampaign(
  context: Context,
  { operatorId, id }: Who,
  revision: number,
): Promise<void> {
  await context.database.transact(async (tx) => {
    await changeInForce(tx)
    // Only now: what was decided without this campaign was made before it began.
    const now = context.now()
    const draft = await lockCampaign(tx, id)
    if (!draft) refuse('not_found')
    if (hasStarted(draft, operatorId, revision)) return
    const { refused } = decideStart(draft, operatorId, revision)
    if (refused) refuse(refused)
    const verdict = checkTerms(termsOf(draft), now, dayOf)
    if (verdict.refused) refuse(verdict.refused, verdict.facts)
    await markStarted(tx, id, operatorId, now)
    await audit(tx, { operatorId, act: 'start_campaign', subject: id, detail: { revision }, at: now })
  })
}

/**
 * Stops a campaign for every top-up that is confirmed and every payment that is made from now on; what was promised
 * before still comes. One person is enough, so that a mistake can be stopped at once. Again is once. Refuses not_found.
 */
export async function stopCampaign(context: Context, { operatorId, id }: Who, reason: string): Promise<void> {
  await context.database.transact(async (tx) => {
    await changeInForce(tx)
    // Only now: no promise that was made before may be later than the stop.
    const at = context.now()
    if (!(await lockCampaign(tx, id))) refuse('not_found')
    if (!(await markStopped(tx, { id, operatorId, reason, at }))) return
    await audit(tx, { operatorId, act: 'stop_campaign', subject: id, detail: { reason }, at })
  })
}
