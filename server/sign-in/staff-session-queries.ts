import { sessionIsAlive } from '../access.ts'
import { type Queries, type Sql, sql } from '../lib/database.ts'

/** What stands for a session towards people: a hash of the hash of its token, with which nobody comes in. */
const idOf = sql`left(encode(sha256(s.token_hash), 'hex'), 32)::uuid`

const sessionsAt = (storeId: string, now: Date): Sql => sql`
  sign_in.session s
  join merchants.staff m on m.id = s.subject and m.store_id = ${storeId} and m.ended_at is null
  where s.audience = 'staff' and ${sessionIsAlive(now)}`

export type StaffSession = {
  id: string
  staffName: string
  tokenHash: Buffer
  startedAt: Date
  usedAt: Date
}

/** Where people of a store are signed in with a password, the last used first. */
export function listSessions(queries: Queries, storeId: string, now: Date): Promise<StaffSession[]> {
  return queries.many(sql`
    select ${idOf} as id, m.name as "staffName", s.token_hash as "tokenHash", s.started_at as "startedAt",
           s.used_at as "usedAt"
    from ${sessionsAt(storeId, now)}
    order by s.used_at desc, s.started_at desc`)
}

/** Ends one of these sessions and gives whose it was; nothing when there is none. */
export async function endSessionAt(
  tx: Queries,
  { id, storeId, at }: { id: string; storeId: string; at: Date },
): Promise<string | undefined> {
  const ended = await tx.maybe<{ name: string }>(sql`
    with wanted as (
      select s.token_hash, m.name from ${sessionsAt(storeId, at)} and ${idOf} = ${id})
    update sign_in.session e set ended_at = ${at} from wanted w
    where e.token_hash = w.token_hash and e.ended_at is null
    returning w.name`)
  return ended?.name
}
