import type { BodyOf, ReplyOf } from '#contract/endpoint.ts'
import type * as contract from '#contract/notices.ts'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { enqueue } from '../jobs/queue.ts'
import { isOfNow } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import {
  type AnnouncementRow,
  listAll,
  listReachable,
  lockAnnouncement,
  markEnded,
  markPushed,
  saveAnnouncement,
} from './announcement-queries.ts'
import { listDevices } from './queries.ts'
import { announcementState } from './rules.ts'

type Who = { operatorId: string; id: string }

/** What the office has written, newest first. Refuses nothing. */
export async function readAnnouncements(
  context: Context,
): Promise<ReplyOf<typeof contract.listAnnouncements>> {
  const rows = await listAll(context.database)
  return { announcements: rows.map((row) => tell(row, context.now())) }
}

function tell(row: AnnouncementRow, now: Date): contract.Announcement {
  const { id, revision, title, body, onlyInTown, ageBands, showsFrom, showsUntil, madeByName, readers } = row
  return {
    ...{ id, revision, readers, madeBy: madeByName, madeAt: row.madeAt.toISOString() },
    state: announcementState(row, now),
    text: {
      ...{ title, body, onlyInTown, ageBands },
      showsFrom: showsFrom.toISOString(),
      showsUntil: showsUntil?.toISOString() ?? null,
    },
  }
}

/**
 * Writes to people, or mends what was written; it is on their lists from its hour on, and is pushed then, once. Refuses
 * clock_off, announcement_over for an end that is over, and announcement_changed when somebody has mended it since it
 * was read.
 */
export async function writeAnnouncement(
  context: Context,
  { operatorId, id }: Who,
  { revision, text }: BodyOf<typeof contract.writeAnnouncement>,
): Promise<void> {
  const at = context.now()
  const showsFrom = new Date(text.showsFrom)
  const showsUntil = text.showsUntil === null ? null : new Date(text.showsUntil)
  await context.database.transact(async (tx) => {
    const before = await lockAnnouncement(tx, id)
    if (before && isSame(tell(before, at).text, text)) return
    if (before?.endedAt) refuse('announcement_over')
    if ((before?.revision ?? 0) !== revision) refuse('announcement_changed')
    if (showsUntil && (showsUntil <= at || showsUntil <= showsFrom)) refuse('announcement_over')
    if (!before && !isOfNow(id, at)) refuse('clock_off')
    await saveAnnouncement(tx, { id, text, operatorId, at })
    const detail = { revision: revision + 1, text: JSON.stringify(text) }
    await audit(tx, { operatorId, act: 'write_announcement', subject: id, detail, at })
    const startAfter = showsFrom > at ? showsFrom : at
    await enqueue(context.queue, tx, 'notices.announce', { announcementId: id }, { startAfter })
  })
}

function isSame(a: contract.AnnouncementText, b: contract.AnnouncementText): boolean {
  const plain = ({ showsFrom, showsUntil, ...rest }: contract.AnnouncementText) =>
    JSON.stringify([
      Date.parse(showsFrom),
      showsUntil && Date.parse(showsUntil),
      ...Object.entries(rest).toSorted(([x], [y]) => x.localeCompare(y)),
    ])
  return plain(a) === plain(b)
}

/** Takes an announcement from all lists. Again is once. Refuses not_found. */
export async function endAnnouncement(context: Context, { operatorId, id }: Who): Promise<void> {
  await context.database.transact(async (tx) => {
    const at = context.now()
    if (!(await lockAnnouncement(tx, id))) refuse('not_found')
    if (!(await markEnded(tx, id, at))) return
    await audit(tx, { operatorId, act: 'end_announcement', subject: id, detail: {}, at })
  })
}

/** Queues the push of an announcement to everybody it is for, once, when it is shown. Does nothing before or after. */
export async function pushAnnouncement(
  context: Context,
  { announcementId }: { announcementId: string },
): Promise<void> {
  await context.database.transact(async (tx) => {
    const now = context.now()
    const row = await lockAnnouncement(tx, announcementId)
    if (!row || row.pushedAt || announcementState(row, now) !== 'shown') return
    await markPushed(tx, row.id, now)
    const told = { kind: 'town' as const, title: row.title, body: row.body }
    for (const { id: deviceId } of await listDevices(tx, await listReachable(tx, row, now), 'town', now)) {
      await enqueue(context.queue, tx, 'notices.push', { deviceId, reference: row.id, told })
    }
  })
}
