import type { CampaignTerms } from '#contract/campaigns.ts'
import type { RefusalCode } from '#contract/refusals.ts'
import { shareOf } from '../lib/amount.ts'
import type { Facts } from '../lib/refusal.ts'

export type CampaignState = 'draft' | 'planned' | 'running' | 'ended' | 'stopped'

export type Course = {
  startsAt: Date
  endsAt: Date | null
  startedAt: Date | null
  stoppedAt: Date | null
}

/** Where a campaign stands at an instant. */
export function stateOf({ startsAt, endsAt, startedAt, stoppedAt }: Course, now: Date): CampaignState {
  if (startedAt === null) return stoppedAt === null ? 'draft' : 'stopped'
  if (stoppedAt !== null && stoppedAt <= now) return 'stopped'
  if (now < startsAt) return 'planned'
  return endsAt === null || now < endsAt ? 'running' : 'ended'
}

type Verdict = { refused: null } | { refused: RefusalCode; facts: Facts }

/**
 * Whether the terms of a campaign make sense together at an instant: one way of running out, a period with its cap and
 * the other way round, an end after the start and still ahead, and points that can be used when the last of them come.
 * `lastDayOf` gives the day in Japan of an instant.
 */
export function checkTerms(terms: CampaignTerms, now: Date, dayOf: (at: Date) => string): Verdict {
  const no = (field: keyof CampaignTerms): Verdict => ({ refused: 'campaign_terms_wrong', facts: { field } })
  const [startsAt, endsAt] = [new Date(terms.startsAt), terms.endsAt === null ? null : new Date(terms.endsAt)]
  if (endsAt && (endsAt <= startsAt || endsAt <= now)) return no('endsAt')
  const ways = [terms.expiryMonths, terms.expiryDays, terms.expiresOn].filter((way) => way !== null)
  if (ways.length !== 1) return no('expiresOn')
  // A fixed last day ends the campaign before it: nobody shall get points that have run out.
  if (terms.expiresOn !== null && (endsAt === null || dayOf(endsAt) >= terms.expiresOn))
    return no('expiresOn')
  if ((terms.capPerPeriod === null) !== (terms.period === null)) return no('capPerPeriod')
  if (shareOf(terms.minimumAmount, terms.basisPoints) === 0 && terms.minimumAmount > 1)
    return no('minimumAmount')
  return { refused: null }
}

type Draft = {
  madeBy: string | null
  startedBy: string | null
  startedAt: Date | null
  stoppedAt: Date | null
  revision: number
}

/** Whether somebody has let a campaign start as of a revision already: the answer to that may have been lost. */
export const hasStarted = ({ startedBy, ...draft }: Draft, operatorId: string, revision: number): boolean =>
  startedBy === operatorId && draft.revision === revision

/** Whether somebody may let a campaign start as of a revision: a second person, who has read what is there now. */
export function decideStart(
  draft: Draft,
  operatorId: string,
  revision: number,
): { refused: RefusalCode | null } {
  if (draft.startedAt !== null || draft.stoppedAt !== null) return { refused: 'campaign_started' }
  if (draft.revision !== revision) return { refused: 'campaign_changed' }
  return { refused: draft.madeBy === operatorId ? 'second_person_needed' : null }
}
