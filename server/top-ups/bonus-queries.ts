import type { BonusPart, Offer } from '#contract/campaigns.ts'
import { type Queries, sql } from '../lib/database.ts'

/** The campaigns for top-ups in force at an instant, each as it stands for this person, the oldest first. */
export async function listOffers(queries: Queries, residentId: string, at: Date): Promise<Offer[]> {
  const { offers } = await queries.one<{ offers: Offer[] }>(sql`
    select campaigns.offers('top_up', ${residentId}, ${at}) as offers`)
  return offers
}

/** What a confirmed top-up was promised, by campaign, and what has become of it; nothing for one that failed. */
export async function listBonuses(
  queries: Queries,
  residentId: string,
  postingId: string,
): Promise<BonusPart[]> {
  const { parts } = await queries.one<{ parts: BonusPart[] | null }>(sql`
    select campaigns.promised(${residentId}, ${postingId}) as parts`)
  return parts ?? []
}
