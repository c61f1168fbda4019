import * as contract from '#contract/notices.ts'
import { type Route, route } from '../route.ts'
import { endAnnouncement, readAnnouncements, writeAnnouncement } from './announce.ts'
import { countPeople } from './announcement-queries.ts'
import { countUnreadOf, markRead, readPage, readWish, removeSubscription, saveWish } from './queries.ts'
import { rehearse, subscribe } from './subscribe.ts'

const pageSize = 20

/** What people are told, how they want to be told, and what the office writes to them. */
export const noticeRoutes: Route[] = [
  route(contract.listNotices, async ({ context, caller, query }) => {
    const now = context.now()
    // One more than is shown says whether there is a next page.
    const page = { before: query.before ?? null, limit: pageSize + 1, now }
    const [rows, unread] = await Promise.all([
      readPage(context.database, caller.id, page),
      countUnreadOf(context.database, caller.id, now),
    ])
    const notices = rows.slice(0, pageSize).map((row) => ({ ...row, at: row.at.toISOString() }))
    return { notices, more: rows.length > pageSize, unread }
  }),
  route(contract.countUnread, async ({ context, caller }) => ({
    unread: await countUnreadOf(context.database, caller.id, context.now()),
  })),
  route(contract.readNotices, async ({ context, caller, body }) => {
    const now = context.now()
    await context.database.transact((tx) => markRead(tx, caller.id, body.ids, now))
    return { unread: await countUnreadOf(context.database, caller.id, now) }
  }),
  route(contract.readWishes, async ({ context, caller }) => ({
    wishes: await readWish(context.database, caller.id),
    publicKey: context.providers.push.publicKey,
    rehearsal: context.config.push.rehearsalUrl !== null,
  })),
  route(contract.changeWishes, async ({ context, caller, body }) => {
    await saveWish(context.database, caller.id, body)
    return { done: true } as const
  }),
  route(contract.subscribe, async ({ context, caller, body }) => {
    await subscribe(context, caller, body)
    return { done: true } as const
  }),
  route(contract.rehearsePush, ({ context, caller }) => rehearse(context, caller)),
  route(contract.unsubscribe, async ({ context, caller, body }) => {
    await removeSubscription(context.database, caller.id, body.endpoint)
    return { done: true } as const
  }),
  route(contract.listAnnouncements, ({ context }) => readAnnouncements(context)),
  route(contract.writeAnnouncement, async ({ context, caller, params, body }) => {
    await writeAnnouncement(context, { operatorId: caller.id, id: params.id }, body)
    return { done: true } as const
  }),
  route(contract.endAnnouncement, async ({ context, caller, params }) => {
    await endAnnouncement(context, { operatorId: caller.id, id: params.id })
    return { done: true } as const
  }),
  route(contract.countAudience, async ({ context, body }) => ({
    people: await countPeople(context.database, body, context.now()),
  })),
]
