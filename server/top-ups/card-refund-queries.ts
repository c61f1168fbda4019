import type { CardRefundState } from '#contract/card-top-ups.ts'
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
  refund: {
    id: string
    by: string
    operatorId: string
    reason: string
    at: string
    confirmedBy: string | null
    state: CardRefundState
  } | null
}

/** Whether the refund `f` has moved money, or a dispute that was faster; what became of it afterwards is not asked. */
const isGivenBack = sql`exists (
  select from top_ups.take_back k where k.top_up_id = f.top_up_id and k.at >= f.decided_at)`

/** A top-up by card as the office sees it. */
export function findForOffice(queries: Queries, topUpId: string): Promise<ForOffice | undefined> {
  return queries.maybe(sql`
    select t.id, t.state, t.amount, coalesce(t.source_name, '') as "sourceName", t.source_digits as "lastDigits",
           jsonb_build_object('id', r.id, 'name', coalesce(r.family_kana || ' ' || r.given_kana, ''),
                              'mail', l.mail) as resident,
           t.requested_at as "requestedAt",
           (select coalesce(sum(k.amount), 0)::bigint from top_ups.kept_back k where k.top_up_id = t.id) as "takenBack",
           case when f.id is not null
             then jsonb_build_object('id', f.id, 'by', o.name, 'operatorId', f.operator_id, 'reason', f.reason,
                                     'at', f.at, 'confirmedBy', d.name,
                                     'state', case when f.decision is null then 'proposed'
                                                   when ${isGivenBack} then 'given_back'
                                                   else 'confirmed' end) end as refund
    from top_ups.top_up t
    join residents.resident r on r.id = t.resident_id
    join sign_in.login l on l.audience = 'resident' and l.subject = r.id
    left join top_ups.card_refund f on f.top_up_id = t.id and f.decision is distinct from 'withdrawn'
    left join operators.operator o on o.id = f.operator_id
    left join operators.operator d on d.id = f.decided_by
    where t.id = ${topUpId} and t.means = 'card'`)
}

export type Refund = {
  id: string
  topUpId: string
  operatorId: string
  reason: string
  decision: 'confirmed' | 'withdrawn' | null
}

export function findRefund(queries: Queries, id: string): Promise<Refund | undefined> {
  return queries.maybe(sql`
    select id, top_up_id as "topUpId", operator_id as "operatorId", reason, decision
    from top_ups.card_refund where id = ${id}`)
}

export type OpenRefund = {
  topUpId: string
  amount: number
  by: string
  operatorId: string
  reason: string
  at: Date
}

/** What one person has proposed and nobody has decided about, oldest first. */
export function listOpenRefunds(queries: Queries): Promise<OpenRefund[]> {
  return queries.many(sql`
    select f.top_up_id as "topUpId", t.amount, o.name as by, f.operator_id as "operatorId", f.reason, f.at
    from top_ups.card_refund f
    join top_ups.top_up t on t.id = f.top_up_id
    join operators.operator o on o.id = f.operator_id
    where f.decision is null
    order by f.at, f.id
    limit 200`)
}

/** False when the id is taken, or a refund of this top-up is proposed or confirmed. */
export async function insertRefund(
  tx: Queries,
  refund: Omit<Refund, 'decision'> & { at: Date },
): Promise<boolean> {
  const { id, topUpId, operatorId, reason, at } = refund
  return (
    (await tx.run(sql`
      insert into top_ups.card_refund (id, top_up_id, operator_id, reason, at)
      values (${id}, ${topUpId}, ${operatorId}, ${reason}, ${at})
      on conflict do nothing`)) === 1
  )
}

export async function markRefundDecided(
  tx: Queries,
  id: string,
  { decision, by, at }: { decision: 'confirmed' | 'withdrawn'; by: string; at: Date },
): Promise<void> {
  await tx.run(sql`
    update top_ups.card_refund set decision = ${decision}, decided_by = ${by}, decided_at = ${at}
    where id = ${id} and decision is null`)
}

/** What was confirmed before an instant and has moved nothing, the oldest first. */
export function listOverdueRefunds(
  queries: Queries,
  before: Date,
): Promise<{ topUpId: string; refundId: string }[]> {
  return queries.many(sql`
    select f.top_up_id as "topUpId", f.id as "refundId"
    from top_ups.card_refund f
    where f.decision = 'confirmed' and f.decided_at < ${before} and not ${isGivenBack}
    order by f.decided_at, f.id
    limit 100`)
}
