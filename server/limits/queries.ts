import { limitDefaults, limitName, type LimitName } from '#contract/limits.ts'
import { type Queries, sql } from '../lib/database.ts'
import type { Together } from './rules.ts'

const names = limitName.options

/** All limits as they hold at an instant. */
export async function readTogether(queries: Queries, at: Date): Promise<Together> {
  const rows = await queries.many<{ name: LimitName; value: number | null }>(sql`
    select name, town.setting(name, ${at})::bigint as value from unnest(${names}::text[]) name`)
  return { ...limitDefaults, ...Object.fromEntries(rows.flatMap(said)) } as Together
}

const said = ({ name, value }: { name: LimitName; value: number | null }) =>
  value === null ? [] : [[name, value] as const]

/** Since when each limit holds as it does, and every value that is still to come. */
export function listRows(
  queries: Queries,
  now: Date,
): Promise<{ name: LimitName; value: number; from: Date; holds: boolean }[]> {
  return queries.many(sql`
    select s.name, s.value::bigint as value, s.valid_from as "from", s.valid_from <= ${now} as holds
    from town.setting s
    where s.name = any (${names}::text[]) and s.valid_from > '-infinity' and s.valid_from >= coalesce((
      select max(b.valid_from) from town.setting b where b.name = s.name and b.valid_from <= ${now}), '-infinity')
    order by s.name, s.valid_from`)
}

export type ChangeRow = {
  id: string
  name: LimitName
  value: number
  validFrom: Date
  reason: string
  proposedBy: string
  proposedByName: string
  proposedAt: Date
  decision: 'confirmed' | 'withdrawn' | null
}

const columns = sql`
  select c.id, c.name, c.value, c.valid_from as "validFrom", c.reason, c.proposed_by as "proposedBy",
         o.name as "proposedByName", c.proposed_at as "proposedAt", c.decision
  from limits.change c join operators.operator o on o.id = c.proposed_by`

export function listWaiting(queries: Queries): Promise<ChangeRow[]> {
  return queries.many(sql`${columns} where c.decision is null order by c.proposed_at, c.id`)
}

/** Locks a change until the end of the transaction; nothing for one that is not there. */
export async function lockChange(tx: Queries, id: string): Promise<ChangeRow | undefined> {
  await tx.maybe(sql`select id from limits.change where id = ${id} for update`)
  return tx.maybe(sql`${columns} where c.id = ${id}`)
}

type NewChange = Pick<
  ChangeRow,
  'id' | 'name' | 'value' | 'validFrom' | 'reason' | 'proposedBy' | 'proposedAt'
>

/** False when the id is taken. */
export async function insertChange(tx: Queries, change: NewChange): Promise<boolean> {
  const { id, name, value, validFrom, reason, proposedBy, proposedAt } = change
  return (
    (await tx.run(sql`
      insert into limits.change (id, name, value, valid_from, reason, proposed_by, proposed_at)
      values (${id}, ${name}, ${value}, ${validFrom}, ${reason}, ${proposedBy}, ${proposedAt})
      on conflict (id) do nothing`)) === 1
  )
}

export async function markDecided(
  tx: Queries,
  { id, decision, by, at }: { id: string; decision: 'confirmed' | 'withdrawn'; by: string; at: Date },
): Promise<void> {
  await tx.run(sql`
    update limits.change set decision = ${decision}, decided_by = ${by}, decided_at = ${at} where id = ${id}`)
}

/** Writes a confirmed change into the settings; gives from when it holds. */
export async function putInForce(tx: Queries, id: string): Promise<Date> {
  return (await tx.one<{ at: Date }>(sql`select limits.put_in_force(${id}) as at`)).at
}
