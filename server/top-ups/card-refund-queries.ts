import type { TopUpState } from '#contract/top-ups.ts'
import { type Queries, sql } from '../lib/database.ts'

export type ForOffice = {
  id: string
  state: TopUpState
  amount: number
  sourceName: string
  lastDigits: string | null
  resident: { id: string; name: string; mail: string }
  requestedAt: Date
  takenBack: number
  refund: { by: string; reason: string; at: string } | null
}

/** A top-up by card as the office sees it. */
export function findForOffice(queries: Queries, topUpId: string): Promise<ForOffice | undefined> {
  return queries.maybe(sql`
    select t.id, t.state, t.amount, coalesce(t.source_name, '') as "sourceName", t.source_digits as "lastDigits",
           jsonb_build_object('id', r.id, 'name', coalesce(r.family_kana || ' ' || r.given_kana, ''),
                              'mail', l.mail) as resident,
           t.requested_at as "requestedAt",
           (select coalesce(sum(k.amount), 0)::bigint from top_ups.take_back k where k.top_up_id = t.id) as "takenBack",
           case when f.id is not null
             then jsonb_build_object('by', o.name, 'reason', f.reason, 'at', f.at) end as refund
    from top_ups.top_up t
    join residents.resident r on r.id = t.resident_id
    join sign_in.login l on l.audience = 'resident' and l.subject = r.id
    left join top_ups.card_refund f on f.top_up_id = t.id
    left join operators.operator o on o.id = f.operator_id
    where t.id = ${topUpId} and t.means = 'card'`)
}

export function findRefund(queries: Queries, topUpId: string): Promise<{ id: string } | undefined> {
  return queries.maybe(sql`select id from top_ups.card_refund where top_up_id = ${topUpId}`)
}

type Refund = { id: string; topUpId: string; operatorId: string; reason: string; at: Date }

export async function insertRefund(tx: Queries, refund: Refund): Promise<void> {
  const { id, topUpId, operatorId, reason, at } = refund
  await tx.run(sql`
    insert into top_ups.card_refund (id, top_up_id, operator_id, reason, at)
    values (${id}, ${topUpId}, ${operatorId}, ${reason}, ${at})`)
}
