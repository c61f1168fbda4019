// Background work: a job commits with its cause, or not at all.
import { type JobResult, PgBoss } from 'pg-boss'
import type { Told } from '#contract/notices.ts'
import { named, type Transaction } from '../lib/database.ts'

/** What may be queued, and what it carries. */
export type Jobs = {
  /** Tell somebody by mail what happened to their way in. */
  'sign-in.tell': { to: string; subject: string; text: string; reference: string }
  /** Close the accounts of those who have asked to leave and not come back. */
  'residents.close-due': Record<string, never>
  /** Erase who left so long ago that the law wants nothing kept. */
  'residents.erase-due': Record<string, never>
  /** End accounts for which nothing was ever proven. */
  'residents.lapse-unproven': Record<string, never>
  /** Unlink every bank account of a resident who has left, here and at the gateway. */
  'bank-accounts.unlink-all': { residentId: string }
  /** Unlink what is still linked of those who have long left. */
  'bank-accounts.pick-up': Record<string, never>
  /** Tell somebody by SMS what happened to their way in. */
  'sign-in.tell-phone': { to: string; body: string; reference: string }
  /** Take back at Apple or Google what somebody has agreed to there; the token is sealed. */
  'sign-in.revoke-grant': { issuer: string; subject: string; sealed: string }
  /** Send a link for a forgotten password, if the address has an account. */
  'sign-in.send-reset': { audience: 'resident' | 'staff' | 'operator'; mail: string }
  /** Tell whoever has proven an address that somebody has registered with it. */
  'sign-in.tell-claimed': { mail: string; claimant: string }
  /** Send somebody who was let in by somebody else the link by which the first password is chosen. */
  'sign-in.invite': { audience: 'staff' | 'operator'; subject: string; mail: string }
  /** Tell an applicant by mail what has happened to the application, with a link to it. */
  'joining.tell': {
    applicationId: string
    what: 'link' | 'received' | 'asked' | 'approved' | 'declined'
  }
  /** Forget applications that were never sent, and files that nobody needs any more. */
  'joining.forget': Record<string, never>
  /** Forget tries and counts that are long over. */
  'sign-in.tidy': Record<string, never>
  /** Forget tries at charge codes that are long over. */
  'top-ups.forget-tries': Record<string, never>
  /** Ask a provider again about a top-up whose answer is missing, unless that was asked meanwhile. */
  'top-ups.settle': { topUpId: string; asked?: number }
  /** Look whether somebody's オートチャージ is due. */
  'top-ups.automatic': { residentId: string }
  /** Ask about top-ups whose question was lost. */
  'top-ups.ask-overdue': Record<string, never>
  /** Go on with top-ups by card and refunds to cards whose job was lost. */
  'top-ups.pick-up': Record<string, never>
  /** Ask the bank what became of an account whose link was begun. */
  'bank-accounts.finish': { accountId: string }
  /** Look at a top-up that waits for its card when its time is over. */
  'top-ups.look-at-card': { topUpId: string }
  /** Let go at the card company what nobody will take. */
  'top-ups.let-go': { topUpId: string }
  /** Look at what a message of the card company is about. */
  'top-ups.card-notice': {
    id: string
    type: string
    topUpId: string | null
    attemptRef: string | null
    customerRef: string | null
  }
  /** Forget the saved cards of a resident who has left. */
  'cards.forget-all': { residentId: string }
  /** Forget the cards that are still saved of those who have long left. */
  'cards.pick-up': Record<string, never>
  /** Give a top-up back to its card. */
  'top-ups.card-refund': { topUpId: string; refundId: string }
  /** Bring the saved cards of a resident up to date with the card company. */
  'cards.refresh': { residentId: string }
  /** Ask a top-up's provider what became of it, however it stands with us. */
  'top-ups.ask': { topUpId: string }
  /** Fetch providers' reports and lay them beside the ledger. */
  'reconciliation.run': Record<string, never>
  /** Grant the bonus of top-ups whose campaign grants on the next day. */
  'campaigns.grant': Record<string, never>
  /** Post as lapsed the points whose last day is over. */
  'points.lapse': Record<string, never>
  /** Make an attempt at a message to a store's program. */
  'webhooks.deliver': { deliveryId: string }
  /** Tell one person something, on the list and by push; once for what it is about. */
  'notices.tell': { residentId: string; about: string; told: Exclude<Told, { kind: 'town' }> }
  /** Push a notice to a device. */
  'notices.push': { deviceId: string; reference: string; told: Told }
  /** Tell by mail of points that run out. */
  'notices.mail': { residentId: string; reference: string; told: Told }
  /** Push what the office has written, when its hour comes. */
  'notices.announce': { announcementId: string }
  /** Remind people of points that run out. */
  'notices.remind': Record<string, never>
  /** Tell once more of postings of which nobody could be told. */
  'ledger.tell-again': Record<string, never>
  /** Make the partitions of the months to come. */
  'ledger.tend': Record<string, never>
}
export type JobName = keyof Jobs

export const jobNames: JobName[] = [
  'sign-in.tell',
  'residents.close-due',
  'residents.erase-due',
  'residents.lapse-unproven',
  'bank-accounts.unlink-all',
  'bank-accounts.pick-up',
  'sign-in.tell-phone',
  'sign-in.revoke-grant',
  'sign-in.send-reset',
  'sign-in.tell-claimed',
  'sign-in.tidy',
  'sign-in.invite',
  'joining.tell',
  'joining.forget',
  'top-ups.settle',
  'top-ups.automatic',
  'top-ups.look-at-card',
  'top-ups.let-go',
  'top-ups.card-notice',
  'top-ups.card-refund',
  'cards.refresh',
  'cards.forget-all',
  'cards.pick-up',
  'top-ups.forget-tries',
  'top-ups.ask-overdue',
  'top-ups.pick-up',
  'bank-accounts.finish',
  'reconciliation.run',
  'top-ups.ask',
  'campaigns.grant',
  'points.lapse',
  'webhooks.deliver',
  'notices.remind',
  'notices.tell',
  'notices.announce',
  'notices.push',
  'notices.mail',
  'ledger.tell-again',
  'ledger.tend',
]

export type Queue = PgBoss
export type { JobResult }

/** Ten tries of a job, each after twice the time, take less than three hours: whatever is older has been given up. */
export const givenUpAfterMs = 3 * 3_600_000

const tries = { retryLimit: 10, retryBackoff: true, retryDelay: 5 }
/** What nothing but the job remembers is tried for a week: at first as above, then every hour (docs/jobs.md). */
const triesForAWeek = { ...tries, retryLimit: 180, retryDelayMax: 3600 }
const rememberedByNothingElse: JobName[] = [
  'sign-in.tell',
  'sign-in.tell-claimed',
  'sign-in.revoke-grant',
  'joining.tell',
]

const schema = 'pgboss'

/** Makes the queue's own tables; run with the owner's connection when the database is brought up to date. */
export async function installQueue(url: string): Promise<void> {
  const boss = new PgBoss({ connectionString: url, schema, supervise: false, schedule: false, max: 2 })
  boss.on('error', (error) => console.error(error))
  await boss.start()
  for (const name of jobNames) await boss.createQueue(name, tries)
  // A queue that was there before keeps what it was made with, unless told.
  for (const name of rememberedByNothingElse) await boss.updateQueue(name, triesForAWeek)
  const db = boss.getDb()
  for (const statement of [
    `grant usage on schema ${schema} to enishi_server`,
    `grant select, insert, update, delete on all tables in schema ${schema} to enishi_server`,
    `grant usage on all sequences in schema ${schema} to enishi_server`,
    `grant execute on all functions in schema ${schema} to enishi_server`,
  ]) {
    await db.executeSql(statement)
  }
  await boss.stop({ graceful: false })
}

/** Opens the queue for adding jobs, and for a worker that also keeps the schedules. */
export async function openQueue(url: string, { worker }: { worker: boolean }): Promise<Queue> {
  const role = new URL(url)
  role.searchParams.set('options', '-c role=enishi_server')
  const boss = new PgBoss({
    connectionString: role.href,
    schema,
    migrate: false,
    supervise: worker,
    schedule: worker,
    max: worker ? 4 : 1,
  })
  boss.on('error', (error) => console.error('queue:', error))
  await boss.start()
  return boss
}

/** Queues a job in the caller's transaction: it exists if and only if its cause does. */
export async function enqueue<Name extends JobName>(
  queue: Queue,
  tx: Transaction,
  name: Name,
  data: Jobs[Name],
  options: { startAfter?: Date } = {},
): Promise<void> {
  // One text for each kind of job, with forty columns in it: to plan it anew for each job cost more than to insert it.
  const db = { executeSql: (text: string, values: unknown[] = []) => tx.client.query(named(text, values)) }
  await queue.send(name, data, { ...options, db })
}
