import type { OperatorChangeKind } from '#contract/operators.ts'
import { type Queries, sql } from '../lib/database.ts'
import type { Wish } from './rules.ts'

export type OperatorRow = {
  id: string
  name: string
  place: string | null
  mail: string | null
  /** Has a password; not before the invitation was accepted. */
  signsIn: boolean
  secondStep: boolean
}

const operator = sql`
  select o.id, o.name, o.place,
         coalesce(l.mail, (select c.mail from operators.change c where c.operator_id = o.id and c.kind = 'invite'
                           and c.decision = 'confirmed')) as mail,
         l.password_hash is not null as "signsIn",
         exists (select from sign_in.authenticator a where a.login_id = l.id and a.confirmed_at is not null)
           as "secondStep"
  from operators.operator o
  left join sign_in.login l on l.audience = 'operator' and l.subject = o.id`

/** Everybody of the office and the counters whose account has not ended: the office first, each by name. */
export function listOperators(queries: Queries): Promise<OperatorRow[]> {
  return queries.many(sql`
    ${operator}
    where o.ended_at is null
    order by o.place is not null, o.name, o.id`)
}

/** Somebody whose account has not ended. */
export function findOperator(queries: Queries, id: string): Promise<OperatorRow | undefined> {
  return queries.maybe(sql`
    ${operator}
    where o.id = ${id} and o.ended_at is null`)
}

/**
 * The people of the office, locked until the transaction ends: two whose accounts are ended at once stand in line here,
 * and the second finds one person less.
 */
export function lockOffice(tx: Queries): Promise<{ id: string }[]> {
  return tx.many(sql`
    select id from operators.operator
    where duty = 'office' and ended_at is null
    order by id
    for no key update`)
}

/** Whether an address opens an operator's account, or is about to. */
export async function isOperatorMail(queries: Queries, mail: string): Promise<boolean> {
  const { taken } = await queries.one<{ taken: boolean }>(sql`
    select exists (select from sign_in.login where audience = 'operator' and lower(mail) = lower(${mail}))
        or exists (
          select from operators.change c join operators.operator o on o.id = c.operator_id and o.ended_at is null
          where c.kind = 'invite' and lower(c.mail) = lower(${mail})) as taken`)
  return taken
}

export type ChangeRow = Wish & { decision: 'confirmed' | 'withdrawn' | null }

/** False when the id is taken, or another wish about the same person is open. */
export async function insertChange(tx: Queries, change: Wish, at: Date): Promise<boolean> {
  const { id, kind, operatorId, name, mail, place, reason, proposedBy } = change
  return (
    (await tx.run(sql`
      insert into operators.change (id, kind, operator_id, name, mail, place, reason, proposed_by, proposed_at)
      values (${id}, ${kind}, ${operatorId}, ${name}, ${mail}, ${place}, ${reason}, ${proposedBy}, ${at})
      on conflict do nothing`)) === 1
  )
}

/** Locks a wish until the transaction ends. */
export function lockChange(tx: Queries, id: string): Promise<ChangeRow | undefined> {
  return tx.maybe(sql`
    select id, kind, operator_id as "operatorId", name, mail, place, reason, proposed_by as "proposedBy", decision
    from operators.change
    where id = ${id}
    for update`)
}

type Decision = { id: string; decision: 'confirmed' | 'withdrawn'; by: string; at: Date }

export async function markDecided(tx: Queries, { id, decision, by, at }: Decision): Promise<void> {
  await tx.run(sql`
    update operators.change set decision = ${decision}, decided_by = ${by}, decided_at = ${at} where id = ${id}`)
}

export type WaitingRow = {
  id: string
  kind: OperatorChangeKind
  name: string
  mail: string | null
  place: string | null
  reason: string
  proposedBy: string
  proposedAt: Date
  mine: boolean
}

/** What waits for a second person; `mine` is what the caller proposed or what is about them. */
export function listWaiting(queries: Queries, caller: string): Promise<WaitingRow[]> {
  return queries.many(sql`
    select c.id, c.kind, coalesce(c.name, o.name) as name, coalesce(c.mail, l.mail) as mail,
           coalesce(c.place, o.place) as place, c.reason, p.name as "proposedBy", c.proposed_at as "proposedAt",
           ${caller} in (c.proposed_by, c.operator_id) as mine
    from operators.change c
    join operators.operator p on p.id = c.proposed_by
    left join operators.operator o on o.id = c.operator_id
    left join sign_in.login l on l.audience = 'operator' and l.subject = o.id
    where c.decision is null
    order by c.proposed_at, c.id`)
}

type NewOperator = { id: string; name: string; place: string | null }

/** Writes somebody down; who has a place sits at a counter there. */
export async function insertOperator(tx: Queries, { id, name, place }: NewOperator): Promise<void> {
  await tx.run(sql`
    insert into operators.operator (id, name, duty, place)
    values (${id}, ${name}, ${place === null ? 'office' : 'counter'}, ${place})`)
}

export async function endOperator(tx: Queries, id: string, at: Date): Promise<void> {
  await tx.run(sql`update operators.operator set ended_at = ${at} where id = ${id}`)
}

/** Takes everything away that opens somebody's account. */
export async function closeWayIn(tx: Queries, id: string, at: Date): Promise<void> {
  await tx.run(sql`select sign_in.close_way_in(${id}, ${at})`)
}
