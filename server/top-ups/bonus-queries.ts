import type { Offer, WhyLess } from '#contract/campaigns.ts'
import { type Queries, sql } from '../lib/database.ts'

export type OfferRow = Omit<Offer, 'until'> & { until: Date | null }

/** The campaigns in force at an instant, each as it stands for this person, the oldest first. */
export function listOffers(queries: Queries, residentId: string, at: Date): Promise<OfferRow[]> {
  return queries.many(sql`
    select campaign_id as "campaignId", name, basis_points as "basisPoints", minimum_top_up as "minimumTopUp",
           cap_per_top_up as "capPerTopUp", cap_per_person as "capPerPerson", left_for_person as "leftForPerson",
           cap_per_period as "capPerPeriod", period, left_in_period as "leftInPeriod",
           left_in_budget as "leftInBudget", stacks, not_for as "notFor", grant_when as "when",
           grant_hour as "grantHour", expires_on as "expiresOn", ends_at as until
    from campaigns.standing(${[residentId]}::uuid[], ${[at]}::timestamptz[])
    order by starts_at, campaign_id`)
}

export type BonusRow = {
  name: string
  points: number
  because: WhyLess | null
  granted: boolean
  when: 'at_once' | 'next_day'
  grantHour: number
  expiresOn: string
  takenBack: number
  owed: number
}

/** What a confirmed top-up was promised, by campaign, and what has become of it; nothing for one that failed. */
export function listBonuses(queries: Queries, residentId: string, postingId: string): Promise<BonusRow[]> {
  return queries.many(sql`
    select c.name, d.points, d.because, l.id is not null as granted,
           c.grant_when as "when", c.grant_hour as "grantHour", coalesce(l.expires_on, d.expires_on) as "expiresOn",
           coalesce(k.points, 0)::bigint as "takenBack", coalesce(k.owed, 0)::bigint as owed
    from campaigns.promise d
    join campaigns.campaign c on c.id = d.campaign_id
    left join ledger.lot l on l.bucket = d.bucket and l.wallet = d.owner
      and l.id = ledger.derived_id(d.posting, d.campaign_id::text)
    left join lateral (
      select sum(x.points) as points, sum(x.owed) as owed from campaigns.take_back x where x.bonus = l.id) k on true
    where d.bucket = ledger.bucket(${residentId}::uuid) and d.owner = ${residentId} and d.posting = ${postingId}
      and d.released_at is null
    order by c.starts_at, c.id`)
}
