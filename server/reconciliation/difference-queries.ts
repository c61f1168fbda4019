import type { DifferenceKind, DifferenceState, Resolution } from '#contract/reconciliation.ts'
import { type Queries, sql } from '../lib/database.ts'
import type { Judged } from './compare-queries.ts'

type Place = { source: string; day: string; now: Date }

/**
 * Opens what was found, and opens again what had gone or has changed its amounts; what two people have resolved
 * stays so. Each opening is a note.
 */
export async function openDifferences(tx: Queries, place: Place, found: readonly Judged[]): Promise<void> {
  if (found.length === 0) return
  const { source, day, now } = place
  await tx.run(sql`
    with found as (
      select ledger.uuid7(${now}) as id, x.*
      from unnest(
        ${found.map((each) => each.kind)}::text[], ${found.map((each) => each.reference)}::text[],
        ${found.map((each) => each.topUpId)}::uuid[], ${found.map((each) => each.ourAmount)}::bigint[],
        ${found.map((each) => each.theirAmount)}::bigint[]) as x(kind, reference, top_up_id, ours, theirs)
    ), opened as (
      insert into reconciliation.difference as d
        (id, source, day, kind, reference, top_up_id, our_amount, their_amount, state, found_at)
      select id, ${source}, ${day}, kind, reference, top_up_id, ours, theirs, 'open', ${now} from found
      on conflict (source, day, kind, reference) do update set
        our_amount = excluded.our_amount, their_amount = excluded.their_amount, state = 'open', ended_at = null,
        proposed_by = null, confirmed_by = null, resolution = null
      where d.state = 'gone'
        or (d.our_amount, d.their_amount) is distinct from (excluded.our_amount, excluded.their_amount)
      returning id, found_at = ${now} as fresh
    )
    insert into reconciliation.difference_note (id, difference_id, act, note, at)
    select ledger.uuid7(${now}), id, case when fresh then 'found' else 'found_again' end, '', ${now}
    from opened`)
}

/** Ends what a comparison does not find any more, among these kinds. */
export async function endDifferences(
  tx: Queries,
  { source, day, now }: Place,
  {
    kinds,
    still,
  }: { kinds: readonly DifferenceKind[]; still: readonly Pick<Judged, 'kind' | 'reference'>[] },
): Promise<void> {
  await tx.run(sql`
    with ended as (
      update reconciliation.difference d
      set state = 'gone', ended_at = ${now}, proposed_by = null, resolution = null
      where d.source = ${source} and d.day = ${day} and d.state in ('open', 'proposed')
        and d.kind = any (${kinds}::text[])
        and not exists (
          select from unnest(
            ${still.map((each) => each.kind)}::text[], ${still.map((each) => each.reference)}::text[])
            as s(kind, reference)
          where s.kind = d.kind and s.reference = d.reference)
      returning id
    )
    insert into reconciliation.difference_note (id, difference_id, act, note, at)
    select ledger.uuid7(${now}), id, 'gone', '', ${now} from ended`)
}

export type Difference = {
  id: string
  source: string
  title: string
  day: string
  kind: DifferenceKind
  reference: string
  topUpId: string | null
  ourAmount: number | null
  theirAmount: number | null
  state: DifferenceState
  owner: string | null
  proposedBy: string | null
  resolution: Resolution | null
  foundAt: Date
}

const columns = sql`
  d.id, d.source, s.title, d.day, d.kind, d.reference, d.top_up_id as "topUpId", d.our_amount as "ourAmount",
  d.their_amount as "theirAmount", d.state, o.name as owner, d.proposed_by as "proposedBy", d.resolution,
  d.found_at as "foundAt"`

/** What waits for people, oldest first. */
export function listOpen(queries: Queries): Promise<Difference[]> {
  return queries.many(sql`
    select ${columns}
    from reconciliation.difference d
    join reconciliation.source s on s.name = d.source
    left join operators.operator o on o.id = d.owner_id
    where d.state in ('open', 'proposed')
    order by d.found_at, d.id
    limit 500`)
}

/** All there was, newest first. */
export function listAll(queries: Queries): Promise<Difference[]> {
  return queries.many(sql`
    select ${columns}
    from reconciliation.difference d
    join reconciliation.source s on s.name = d.source
    left join operators.operator o on o.id = d.owner_id
    order by d.found_at desc, d.id desc
    limit 500`)
}

export function findDifference(queries: Queries, id: string): Promise<Difference | undefined> {
  return queries.maybe(sql`
    select ${columns}
    from reconciliation.difference d
    join reconciliation.source s on s.name = d.source
    left join operators.operator o on o.id = d.owner_id
    where d.id = ${id}`)
}

/** Locks a difference for what a person does to it. */
export async function lockDifference(tx: Queries, id: string): Promise<Difference | undefined> {
  await tx.maybe(sql`select id from reconciliation.difference where id = ${id} for update`)
  return findDifference(tx, id)
}

export async function markOwner(tx: Queries, id: string, operatorId: string): Promise<void> {
  await tx.run(sql`update reconciliation.difference set owner_id = ${operatorId} where id = ${id}`)
}

export async function markProposed(
  tx: Queries,
  id: string,
  { operatorId, resolution }: { operatorId: string; resolution: Resolution },
): Promise<void> {
  await tx.run(sql`
    update reconciliation.difference
    set state = 'proposed', proposed_by = ${operatorId}, resolution = ${resolution}
    where id = ${id}`)
}

export async function markSentBack(tx: Queries, id: string): Promise<void> {
  await tx.run(sql`
    update reconciliation.difference set state = 'open', proposed_by = null, resolution = null where id = ${id}`)
}

export async function markResolved(tx: Queries, id: string, operatorId: string, at: Date): Promise<void> {
  await tx.run(sql`
    update reconciliation.difference
    set state = 'resolved', confirmed_by = ${operatorId}, ended_at = ${at}
    where id = ${id}`)
}

type Note = {
  id: string
  differenceId: string
  act: 'took' | 'noted' | 'proposed' | 'sent_back' | 'confirmed'
  operatorId: string
  note: string
  at: Date
}

/** False when this act was written down before: a request that was sent twice. */
export async function insertNote(tx: Queries, note: Note): Promise<boolean> {
  const { id, differenceId, act, operatorId, at } = note
  return (
    (await tx.run(sql`
      insert into reconciliation.difference_note (id, difference_id, act, operator_id, note, at)
      values (${id}, ${differenceId}, ${act}, ${operatorId}, ${note.note}, ${at})
      on conflict (id) do nothing`)) === 1
  )
}

type NoteRow = {
  act: Note['act'] | 'found' | 'found_again' | 'gone'
  operator: string | null
  note: string
  at: Date
}

export function listNotes(queries: Queries, differenceId: string): Promise<NoteRow[]> {
  return queries.many(sql`
    select n.act, o.name as operator, n.note, n.at
    from reconciliation.difference_note n
    left join operators.operator o on o.id = n.operator_id
    where n.difference_id = ${differenceId}
    order by n.at, n.id`)
}

type Named = {
  fileId: string
  file: string
  number: number
  kind: 'charge' | 'return' | 'regained'
  amount: number
  providerRef: string
  at: Date
}

/** The rows of believed files that name an order. */
export function listLinesOfOrder(queries: Queries, source: string, orderId: string): Promise<Named[]> {
  return queries.many(sql`
    select f.id as "fileId", f.name as file, l.number, l.kind, l.amount, l.provider_ref as "providerRef", l.at
    from reconciliation.line l
    join reconciliation.file f on f.id = l.file_id and f.source = ${source} and f.state = 'current'
    where l.order_id = ${orderId}
    order by f.day, l.number
    limit 50`)
}

type OurTopUp = { state: string; amount: number; credited: number; requestedAt: Date }

export function findOurTopUp(queries: Queries, id: string): Promise<OurTopUp | undefined> {
  return queries.maybe(sql`
    select t.state, t.amount, t.requested_at as "requestedAt",
           case when p.id is null then 0 else t.amount - back.amount end as credited
    from top_ups.top_up t
    cross join lateral (
      select coalesce(sum(k.amount), 0)::bigint as amount from top_ups.kept_back k where k.top_up_id = t.id) back
    left join ledger.posting p on p.bucket = ledger.bucket(t.resident_id) and p.owner = t.resident_id
      and p.id = t.posting_id and p.kind = 'top_up'
    where t.id = ${id}`)
}
