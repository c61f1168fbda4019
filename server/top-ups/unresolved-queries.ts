import type { TopUpMeans, TopUpState } from '#contract/top-ups.ts'
import { type Queries, sql } from '../lib/database.ts'
import type { Attention, Finding } from './rules.ts'

type Person = { id: string; name: string; mail: string }

export type UnresolvedRow = {
  id: string
  state: TopUpState
  means: TopUpMeans
  amount: number
  sourceName: string
  resident: Person
  attention: Attention | null
  providerRef: string | null
  seen: { amount: number | null; currency: string | null; providerRef: string | null } | null
  requestedAt: Date
  confirmedAt: Date | null
  asked: number
  askAt: Date | null
  proposal: (Pick<Resolution, 'id' | 'verdict' | 'providerRef' | 'note'> & ProposedBy) | null
}

type ProposedBy = { proposedBy: string; proposedById: string; proposedAt: string }

/** Whoever is meant by a top-up, as the office knows the person. */
const person = sql`
  jsonb_build_object('id', r.id, 'name', coalesce(r.family_kana || ' ' || r.given_kana, ''),
                     'mail', coalesce(l.mail, ''))`

/** Top-ups that wait for an answer or for a person, oldest first; those just confirmed are on their way. */
export function listUnresolved(queries: Queries, confirmedBefore: Date): Promise<UnresolvedRow[]> {
  return queries.many(sql`
    select t.id, t.state, t.means, t.amount, coalesce(b.name, t.source_name, '') as "sourceName",
           ${person} as resident, t.attention, t.provider_ref as "providerRef",
           case when t.seen is not null then jsonb_build_object(
             'amount', t.seen -> 'amount', 'currency', t.seen ->> 'currency',
             'providerRef', t.seen ->> 'providerRef') end as seen,
           t.requested_at as "requestedAt", t.confirmed_at as "confirmedAt", t.asked, t.ask_at as "askAt",
           case when s.id is not null then jsonb_build_object(
             'id', s.id, 'verdict', s.verdict, 'providerRef', s.provider_ref, 'note', s.note,
             'proposedBy', o.name, 'proposedById', o.id, 'proposedAt', s.proposed_at) end as proposal
    from top_ups.top_up t
    join residents.resident r on r.id = t.resident_id
    left join sign_in.login l on l.audience = 'resident' and l.subject = r.id
    left join bank_accounts.bank_account a on a.id = t.bank_account_id
    left join bank_accounts.bank b on b.code = a.bank_code
    left join top_ups.resolution s on s.top_up_id = t.id and s.decision is null
    left join operators.operator o on o.id = s.proposed_by
    where t.attention is not null
      or t.state in ('unknown', 'needs_attention')
      or (t.state = 'requested' and t.confirmed_at < ${confirmedBefore})
    order by t.requested_at, t.id
    limit 200`)
}

export type OwedRow = {
  topUpId: string
  resident: Person
  means: TopUpMeans
  amount: number
  owed: number
  cause: 'refund' | 'chargeback' | 'undone' | 'office'
  providerRef: string
  at: Date
}

/** What residents owe because a top-up was taken back that their wallets no longer held, newest first. */
export function listOwed(queries: Queries): Promise<OwedRow[]> {
  return queries.many(sql`
    select k.top_up_id as "topUpId", ${person} as resident, t.means, k.amount, k.amount - k.from_wallet as owed,
           k.cause, k.provider_ref as "providerRef", k.at
    from top_ups.kept_back k
    join top_ups.top_up t on t.id = k.top_up_id
    join residents.resident r on r.id = t.resident_id
    left join sign_in.login l on l.audience = 'resident' and l.subject = r.id
    where k.amount > k.from_wallet
    order by k.at desc, k.id
    limit 200`)
}

/** Open top-ups whose provider should have been asked before an instant: their job was lost. */
export function listOverdue(queries: Queries, before: Date): Promise<{ id: string }[]> {
  return queries.many(sql`
    select id
    from top_ups.top_up
    where state in ('requested', 'unknown', 'needs_attention') and ask_at < ${before}
    order by ask_at
    limit 100`)
}

export type Resolution = {
  id: string
  topUpId: string
  verdict: Finding
  providerRef: string | null
  note: string
  proposedBy: string
  proposedAt: Date
  decision: 'confirmed' | 'withdrawn' | null
}

export function findResolution(queries: Queries, id: string): Promise<Resolution | undefined> {
  return queries.maybe(sql`
    select id, top_up_id as "topUpId", verdict, provider_ref as "providerRef", note, proposed_by as "proposedBy",
           proposed_at as "proposedAt", decision
    from top_ups.resolution
    where id = ${id}`)
}

/** False when the id is taken, or when another proposal for the same top-up waits. */
export async function insertResolution(
  tx: Queries,
  resolution: Omit<Resolution, 'decision'>,
): Promise<boolean> {
  const { id, topUpId, verdict, providerRef, note, proposedBy, proposedAt } = resolution
  const written = await tx.run(sql`
    insert into top_ups.resolution (id, top_up_id, verdict, provider_ref, note, proposed_by, proposed_at)
    values (${id}, ${topUpId}, ${verdict}, ${providerRef}, ${note}, ${proposedBy}, ${proposedAt})
    on conflict do nothing`)
  return written === 1
}

export async function markDecided(
  tx: Queries,
  id: string,
  { decision, by, at }: { decision: 'confirmed' | 'withdrawn'; by: string; at: Date },
): Promise<void> {
  await tx.run(sql`
    update top_ups.resolution set decision = ${decision}, decided_by = ${by}, decided_at = ${at} where id = ${id}`)
}

/** A person has looked, and nothing moves. */
export async function clearAttention(tx: Queries, id: string): Promise<void> {
  await tx.run(
    sql`update top_ups.top_up set attention = null where id = ${id} and state <> 'needs_attention'`,
  )
}
