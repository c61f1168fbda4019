import { type Queries, sql } from '../lib/database.ts'

type Lapsing = { id: string; createdAt: Date }

export const lapsingAtOnce = 500

/** The next accounts after one of them whose time is over, the oldest first. */
export function listLapsing(queries: Queries, at: Date, after: Lapsing): Promise<Lapsing[]> {
  return queries.many(sql`
    select l.subject as id, l.created_at as "createdAt"
    from sign_in.login l
    where l.audience = 'resident' and l.mail_verified_at is null and l.password_hash is not null
      and l.created_at <= ${at}::timestamptz - make_interval(days => residents.unproven_days(${at}))
      and (l.created_at, l.subject) > (${after.createdAt}, ${after.id}::uuid)
      and residents.lapses_at(l.subject, ${at}) <= ${at}
    order by l.created_at, l.subject
    limit ${lapsingAtOnce}`)
}

/** Whether an account lapses now; the answer holds until the end of the transaction. */
export async function lockLapsing(tx: Queries, residentId: string, at: Date): Promise<boolean> {
  const { lapses } = await tx.one<{ lapses: boolean }>(sql`
    select residents.lock_lapsing(${residentId}, ${at}) as lapses`)
  return lapses
}
