import type { AnnouncementText } from '#contract/notices.ts'
import { holdName, type Queries, type Sql, sql } from '../lib/database.ts'

export type AnnouncementRow = {
  id: string
  revision: number
  title: string
  body: string
  onlyInTown: boolean
  ageBands: AnnouncementText['ageBands']
  showsFrom: Date
  showsUntil: Date | null
  madeByName: string
  madeAt: Date
  endedAt: Date | null
  pushedAt: Date | null
  readers: number
}

const columns = sql`
  a.id, a.revision, a.title, a.body, a.only_in_town as "onlyInTown", a.age_bands as "ageBands",
  a.shows_from as "showsFrom", a.shows_until as "showsUntil", o.name as "madeByName", a.made_at as "madeAt",
  a.ended_at as "endedAt", a.pushed_at as "pushedAt",
  (select count(*)::integer from notices.announcement_reading r where r.announcement_id = a.id) as readers`

export function listAll(queries: Queries): Promise<AnnouncementRow[]> {
  return queries.many(sql`
    select ${columns}
    from notices.announcement a join operators.operator o on o.id = a.made_by
    order by a.shows_from desc, a.id desc
    limit 200`)
}

/** One of them, held until the transaction ends; also one that is not there yet, so that it is written once. */
export async function lockAnnouncement(tx: Queries, id: string): Promise<AnnouncementRow | undefined> {
  await holdName(tx, `announcement/${id}`)
  return tx.maybe(sql`
    select ${columns}
    from notices.announcement a join operators.operator o on o.id = a.made_by
    where a.id = ${id}
    for update of a`)
}

type Written = { id: string; text: AnnouncementText; operatorId: string; at: Date }

export async function saveAnnouncement(tx: Queries, { id, text, operatorId, at }: Written): Promise<void> {
  const { title, body, onlyInTown, ageBands, showsFrom, showsUntil } = text
  await tx.run(sql`
    insert into notices.announcement
      (id, title, body, only_in_town, age_bands, shows_from, shows_until, made_by, made_at)
    values (${id}, ${title}, ${body}, ${onlyInTown}, ${ageBands}, ${showsFrom}, ${showsUntil}, ${operatorId}, ${at})
    on conflict (id) do update
    set revision = announcement.revision + 1, title = excluded.title, body = excluded.body,
        only_in_town = excluded.only_in_town, age_bands = excluded.age_bands, shows_from = excluded.shows_from,
        shows_until = excluded.shows_until, made_by = excluded.made_by, made_at = excluded.made_at`)
}

/** Ends one; false when it was over before. */
export async function markEnded(tx: Queries, id: string, at: Date): Promise<boolean> {
  const ended = await tx.run(sql`
    update notices.announcement set ended_at = ${at} where id = ${id} and ended_at is null`)
  return ended === 1
}

export async function markPushed(tx: Queries, id: string, at: Date): Promise<void> {
  await tx.run(sql`update notices.announcement set pushed_at = ${at} where id = ${id}`)
}

type Audience = Pick<AnnouncementText, 'onlyInTown' | 'ageBands'>

const belongs = ({ onlyInTown, ageBands }: Audience, at: Date): Sql => sql`
  (not ${onlyInTown}::boolean or identity.lives_in_town(p.id, ${at}))
  and (${ageBands}::text[] is null or exists (
    select from identity.card c where c.resident_id = p.id and c.age_band = any (${ageBands}::text[])))`

/** How many people an announcement is for. */
export async function countPeople(queries: Queries, audience: Audience, at: Date): Promise<number> {
  const { people } = await queries.one<{ people: number }>(sql`
    select count(*)::integer as people
    from residents.resident p
    where ${belongs(audience, at)} and not residents.is_closed(p.id)`)
  return people
}

/** Those of them who may have a device that is pushed to. */
export async function listReachable(queries: Queries, audience: Audience, at: Date): Promise<string[]> {
  const rows = await queries.many<{ id: string }>(sql`
    select p.id from residents.resident p
    where p.id in (select resident_id from notices.subscription) and ${belongs(audience, at)}`)
  return rows.map(({ id }) => id)
}
