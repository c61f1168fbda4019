// What all seeds share: a real PostgreSQL with a small town in it, the providers' simulators, and the product.
import Fastify from 'fastify'
import { readConfig } from '#server/config.ts'
import type { Context } from '#server/context.ts'
import { type Database, openDatabase, sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { demoCardProcessor } from '#server/providers/demo-keys.ts'
import { openProviders } from '#server/open-providers.ts'
import type { CardProvider } from '#server/providers/card/port.ts'
import type { SmsProvider } from '#server/providers/sms/port.ts'
import { atmDoors } from '#server/top-ups/atm-routes.ts'
import { startBank } from '../../../simulators/bank/server.ts'
import { startCard } from '../../../simulators/card/server.ts'
import { openTestDatabase } from '../../database.ts'
import { centreUrl } from './atm-world.ts'
import { tapPort, warmUp } from './lines.ts'
import type { Blocked } from './scheduler.ts'

export type Stage = Awaited<ReturnType<typeof openStage>>

export const limits = { minimum: 1000, perTopUp: 49_000, perDay: 60_000, perMonth: 150_000, cap: 120_000 }
export const basisPoints = 370
/** Of a payment's coin, whatever part of it comes back. */
export const paymentBasisPoints = 130
/** FLT-V18: the card company signed with it until its secret was changed. */
export const secretBefore = 'whsec_before_this_one'
const connections = 16
const settings = {
  ...{ top_up_min: limits.minimum, top_up_max: limits.perTopUp, top_up_day: limits.perDay },
  ...{ top_up_month: limits.perMonth, balance_cap: limits.cap },
  town: '{"coinName":"コイン"}',
  ...{ payment_max: 100_000, payment_day: 100_000_000, sms_day: 100_000_000 },
}

/** Opens everything once. `prepare` may change the town before anybody comes, as a planted bug in SQL does. */
export async function openStage(prepare: (owner: Database) => Promise<void> = async () => {}) {
  const books = await openTestDatabase()
  const owner = books.database
  const [store, staff] = [makeId(), makeId()]
  await writeTown(owner, store, staff)
  await prepare(owner)
  const nobody = { smsUrl: 'http://127.0.0.1:9', nasty: false }
  const [bank, card] = await Promise.all([startBank(nobody), startCard(nobody)])
  const config = readConfig({
    DATABASE_URL: books.url,
    ORIGIN: 'http://localhost:4000',
    BANKPAY_BASE: bank.url,
    BANKPAY_TIMEOUT_MS: '20000',
    STRIPE_BASE: card.url,
    STRIPE_WEBHOOK_SECRETS: `${secretBefore},${demoCardProcessor.webhookSecret}`,
    ATM_BASE: centreUrl,
  })
  const database = openDatabase(books.url, { max: connections, role: 'enishi_server' })
  await warmUp(database.pool, connections)
  const clock = { now: 0 }
  const providers = openProviders(config)
  const codes = new Map<string, string>()
  const context: Context = {
    ...{
      config,
      database,
      tillDatabase: database,
      reportDatabase: database,
      queue: tableQueue,
      now: () => new Date(clock.now),
    },
    providers: { ...providers, sms: phonesInHand(codes), card: tapCard(providers.card) },
  }
  const doors = Fastify()
  await atmDoors(doors, context)
  async function close(): Promise<void> {
    await doors.close()
    await database.close()
    await bank.close()
    await card.close()
    await books.close()
  }
  return {
    context,
    owner,
    clock,
    codes,
    store,
    staff,
    doors,
    bankUrl: bank.url,
    cardUrl: card.url,
    monitor: monitor(owner),
    close,
  }
}

/** Answers of the card company that are lost are unknown where its port says so. Opening a message needs no line. */
function tapCard(card: CardProvider): CardProvider {
  const unknown = { state: 'unknown' } as const
  const tapped = tapPort(card, 'card', { capture: unknown, startSaved: { ...unknown, tries: [] } })
  return { ...tapped, openNotice: card.openNotice }
}

/** Messages arrive at once: who reads whose is not what is tried here. */
function phonesInHand(codes: Map<string, string>): SmsProvider {
  return {
    async send({ reference, body }) {
      codes.set(reference, /#(\d{6})$/.exec(body)?.[1] ?? '')
      return { state: 'accepted', providerRef: 'sms' }
    },
    readReport: () => undefined,
  }
}

/** A queue that is one table: a job commits with its cause, and the simulated clock says when it is due. */
const tableQueue = {
  async send(
    name: string,
    data: object,
    {
      startAfter,
      db,
    }: { startAfter?: Date; db: { executeSql: (text: string, values: unknown[]) => unknown } },
  ) {
    const values = [name, JSON.stringify(data), startAfter ?? null]
    await db.executeSql('insert into simulation.job (name, data, due) values ($1, $2, $3)', values)
  },
} as unknown as Context['queue']

function monitor(owner: Database) {
  return {
    findBlocked: async (pids: number[]): Promise<Map<number, Blocked>> => {
      const waiting = await owner.many<{ pid: number; blockers: number[] }>(sql`
        select pid, blockers
        from (select pid, pg_blocking_pids(pid) as blockers from unnest(${pids}::int[]) as p(pid)) b
        where cardinality(blockers) > 0`)
      const queued =
        waiting.length < 2
          ? []
          : await owner.many<{ pid: number }>(sql`
        select pid from pg_locks
        where not granted and locktype = 'tuple' and pid = any(${waiting.map(({ pid }) => pid)}::int[])`)
      const inQueue = new Set(queued.map(({ pid }) => pid))
      return new Map(waiting.map(({ pid, blockers }) => [pid, { blockers, inQueue: inQueue.has(pid) }]))
    },
    cancel: async (pid: number): Promise<void> => {
      await owner.run(sql`select pg_cancel_backend(${pid})`)
    },
  }
}

async function writeTown(owner: Database, store: string, staff: string): Promise<void> {
  const merchant = makeId()
  for (const [name, value] of Object.entries(settings)) {
    await owner.run(sql`
      insert into town.setting (name, valid_from, value) values (${name}, '-infinity', ${String(value)}::jsonb)`)
  }
  await owner.run(sql`
    insert into bank_accounts.bank (code, name, kana, search) values ('0017', '見本銀行', 'ミホン', 'ミホン')`)
  await owner.run(sql`
    insert into merchants.category (code, name, position) values ('shop', '見本', 1)`)
  await owner.run(sql`
    insert into merchants.merchant (id, name, created_at) values (${merchant}, '見本商店', now())`)
  await owner.run(sql`
    insert into merchants.store (id, merchant_id, number, name, kana, search, category, ward, address,
                                 phone, hours, accepts_points, latitude, longitude)
    values (${store}, ${merchant}, '100001', '見本店', 'ミホンテン', 'ミホン', 'shop', '浦和区', '常盤',
            '', '', true, 35.86, 139.65)`)
  await owner.run(sql`select ledger.open_account(${store}, 'store')`)
  await owner.run(sql`
    insert into merchants.staff (id, store_id, name, role) values (${staff}, ${store}, '見本', 'owner')`)
  await owner.run(sql`
    insert into campaigns.campaign
      (id, kind, name, basis_points, grant_when, expiry_months, starts_at, started_at, funding)
    values (${makeId()}, 'top_up', 'チャージ特典', ${basisPoints}, 'at_once', 6, '2020-01-01', '2020-01-01',
            'town'),
           (${makeId()}, 'payment', 'お支払い特典', ${paymentBasisPoints}, 'at_once', 6, '2020-01-01', '2020-01-01',
            'town')`)
  await owner.run(sql`select ledger.ensure_partitions(day::date, day::date)
    from generate_series('2026-10-01'::date, '2028-05-01'::date, interval '20 days') day`)
  await owner.run(sql`create schema simulation`)
  await owner.run(sql`
    create table simulation.job (
      id bigint generated always as identity primary key, name text not null, data jsonb not null, due timestamptz)`)
  await owner.run(sql`grant usage on schema simulation to enishi_server`)
  await owner.run(sql`grant select, insert, delete on simulation.job to enishi_server`)
}
