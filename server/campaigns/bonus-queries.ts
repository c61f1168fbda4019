import type { BonusPart, Offer } from '#contract/campaigns.ts'
import { type Queries, sql } from '../lib/database.ts'

/** The campaigns for payments in force at an instant, each as it stands for this person, the oldest first. */
export async function listPaymentOffers(queries: Queries, residentId: string, at: Date): Promise<Offer[]> {
  const { offers } = await queries.one<{ offers: Offer[] }>(sql`
    select campaigns.offers('payment', ${residentId}, ${at}) as offers`)
  return offers
}

type PaidRow = { paidAt: Date; coin: number; parts: BonusPart[] | null }

/** A payment of somebody, by its id or by a refund's, with what it was promised; null where nothing is decided. */
export function findPaid(queries: Queries, residentId: string, id: string): Promise<PaidRow | undefined> {
  return queries.maybe(sql`
    select p.occurred_at as "paidAt", coalesce(t.amount, 0)::bigint as coin,
           campaigns.promised(p.owner, p.id) as parts
    from ledger.posting x
    join ledger.posting p
      on p.bucket = x.bucket and p.owner = x.owner and p.kind = 'payment'
        and p.id = case x.kind when 'refund' then x.caused_by else x.id end
    left join ledger.transfer t
      on t.bucket = p.bucket and t.owner = p.owner and t.posting = p.id and t.currency = 'coin'
    where x.bucket = ledger.bucket(${residentId}::uuid) and x.owner = ${residentId} and x.id = ${id}`)
}
