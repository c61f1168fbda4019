// A town made for measuring: its own durable PostgreSQL in a new folder, filled through the ledger's own door.
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { accounts, type Posting, post } from '#server/ledger/post.ts'
import { type Database, openDatabase, sql } from '#server/lib/database.ts'
import { addDays, dayOf } from '#server/lib/day.ts'
import { makeId } from '#server/lib/id.ts'
import { type Embedded, startEmbedded } from '../../db/embedded.ts'
import { migrate } from '../../db/migrate.ts'
import { requireDurable } from '../../db/require-durable.ts'

export type BenchTown = {
  /** May do everything; for preparing and counting only. */
  owner: Database
  /** Works as the server's role, on as many connections as the baseline has. */
  server: Database
  postgres: Embedded
  folder: string
  wallets: string[]
  stores: string[]
  close: () => Promise<void>
}

export const connections = 32

/** The baseline's clients and the server's connections stay open side by side. */
export const benchSettings = { max_connections: '120' }

/**
 * Starts PostgreSQL with the product's durable settings in a new folder under /var/tmp (a disk, where /tmp may
 * be memory) and migrates it. close() stops it and removes everything. Throws what migrations throw.
 */
export async function startBenchTown(): Promise<BenchTown> {
  const folder = await mkdtemp('/var/tmp/enishi-bench-')
  await chmod(folder, 0o755)
  const postgres = await startEmbedded({
    dataDir: join(folder, 'postgres'),
    durable: true,
    settings: benchSettings,
  })
  await migrate(postgres.url)
  const owner = openDatabase(postgres.url, { max: 4 })
  const server = openDatabase(postgres.url, { max: connections, role: 'enishi_server' })
  await requireDurable(server)
  async function close(): Promise<void> {
    await Promise.all([owner, server].map(async (each) => each.pool.ending || (await each.close())))
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
  return { owner, server, postgres, folder, wallets: [], stores: [], close }
}

/** Opens stores and empty wallets, with the seeded limits. */
export async function prepareTown(town: BenchTown, size: { wallets: number; stores: number }): Promise<void> {
  const { owner } = town
  town.wallets = Array.from({ length: size.wallets }, makeId)
  town.stores = Array.from({ length: size.stores }, makeId)
  await writeSettings(owner)
  await openStores(owner, town.stores)
  for (const some of chunksOf(town.wallets, 10_000)) await openWallets(owner, some)
}

/**
 * A town that was prepared, in which each wallet gets coin and two lots of points with different
 * last days, posted like any top-up or grant. Half of the grants run out before what is there already, so that
 * the axis of lots is laid anew.
 */
export async function fillTown(town: BenchTown, size: { wallets: number; stores: number }): Promise<void> {
  const { owner } = town
  await prepareTown(town, size)
  const today = dayOf(new Date())
  await inTwoLanes(chunksOf(town.wallets, 1_000), async (some) => {
    await post(
      owner,
      some.map((wallet) => topUpOf(wallet, 250_000)),
    )
    for (const lastDay of [addDays(today, 60), addDays(today, 30)]) {
      await post(
        owner,
        some.map((wallet) => grantOf(wallet, 5_000, lastDay)),
      )
    }
  })
  await owner.pool.query('vacuum analyze')
}

/**
 * Makes as many files of the log as a town has that was busy before: PostgreSQL keeps them and uses them again, and
 * without one every commit waits until it is made. A checkpoint at the end gives them free.
 */
export async function makeLogFiles({ owner }: BenchTown, count: number): Promise<void> {
  for (let made = 0; made < count; made += 1) {
    await owner.pool.query("select pg_logical_emit_message(false, 'bench', '')")
    await owner.pool.query('select pg_switch_wal()')
  }
  await owner.pool.query('checkpoint')
}

async function writeSettings(owner: Database): Promise<void> {
  await owner.run(sql`
    insert into town.setting (name, valid_from, value)
    values ('payment_max', '-infinity', '100000'), ('payment_day', '-infinity', '300000')`)
  await owner.run(sql`
    insert into campaigns.campaign
      (id, kind, name, basis_points, grant_when, expiry_months, starts_at, started_at, funding)
    values (${makeId()}, 'top_up', 'チャージ特典', 300, 'at_once', 6, now() - interval '1 day', now(), 'city')`)
  await owner.run(sql`
    insert into bank_accounts.bank (code, name, kana, search) values ('0017', '見本銀行', 'ミホン', 'ミホン')`)
}

/** Opens open stores that take points. */
async function openStores(owner: Database, stores: string[]): Promise<void> {
  await owner.run(sql`insert into merchants.category (code, name, position) values ('bench', '見本', 1)`)
  const merchant = makeId()
  await owner.run(sql`
    insert into merchants.merchant (id, name, created_at) values (${merchant}, '見本商店会', now())`)
  await owner.run(sql`
    insert into merchants.store (id, merchant_id, number, name, kana, search, category, ward, address, phone,
                                 hours, accepts_points, latitude, longitude)
    select s.id, ${merchant}, lpad(s.n::text, 6, '0'), '見本ベーカリー 常盤店', 'ミホンベーカリー', 'ミホン', 'bench',
           '浦和区', '常盤', '', '', true, 35.86, 139.65
    from unnest(${stores}::uuid[]) with ordinality as s(id, n)`)
  await owner.run(sql`select ledger.open_account(id, 'store') from unnest(${stores}::uuid[]) id`)
}

/** Opens residents with a wallet and a linked bank account. */
export async function openWallets(owner: Database, wallets: string[]): Promise<void> {
  await owner.run(sql`
    with resident as (
      insert into residents.resident (id, created_at) select id, now() from unnest(${wallets}::uuid[]) id
      returning id
    )
    insert into bank_accounts.bank_account (id, resident_id, bank_code, state, started_at)
    select id, id, '0017', 'linked', now() from resident`)
  await owner.run(sql`select ledger.open_account(id, 'wallet') from unnest(${wallets}::uuid[]) id`)
}

/** A top-up by bank, as it is posted after the bank's answer. */
export function topUpOf(wallet: string, amount: number): Posting {
  const transfers = [{ from: accounts.bankClearing, to: wallet, currency: 'coin' as const, amount }]
  return { id: makeId(), owner: wallet, kind: 'top_up', via: 'bank', occurredAt: new Date(), transfers }
}

function grantOf(wallet: string, amount: number, expiresOn: string): Posting {
  const lot = { expiresOn, funding: 'city' }
  const transfers = [{ from: accounts.pointsIssued, to: wallet, currency: 'points' as const, amount, lot }]
  return { id: makeId(), owner: wallet, kind: 'grant', occurredAt: new Date(), transfers }
}

/** Writes for every top-up posted here the business row that it would have had, so that all checks hold. */
export async function writeTopUpRows(owner: Database): Promise<void> {
  await owner.run(sql`
    insert into top_ups.top_up (id, posting_id, resident_id, bank_account_id, amount, state, requested_at, settled_at)
    select p.id, p.id, p.owner, p.owner, t.amount, 'succeeded', p.occurred_at, p.posted_at
    from ledger.posting p
    join ledger.transfer t on t.bucket = p.bucket and t.owner = p.owner and t.posting = p.id
    where p.kind = 'top_up'
    on conflict do nothing`)
}

function chunksOf<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, n) => list.slice(n * size, (n + 1) * size))
}

async function inTwoLanes<T>(items: T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items]
  async function lane(): Promise<void> {
    for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) await work(item)
  }
  await Promise.all([lane(), lane()])
}
