// A past for a town, with valid books: copied in by the million and not posted, because posting ten million takes
// ten minutes. The checks of the books are run over it like over any other.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Database, sql } from '#server/lib/database.ts'
import { accounts } from '#server/ledger/post.ts'
import { addDays, dayOf } from '#server/lib/day.ts'
import { type BenchTown, writeTopUpRows } from './town.ts'

/** Postings for each day of history. */
export const perDay = 10_000
const topUp = 10_000_000
const points = 1_000_000
const paidCoin = 100
const paidPoints = 10

/**
 * Writes so many postings into an empty town, as many for each wallet: a top-up, a grant, then payments by coin
 * and by points in turns, to the stores in turns. The last one was made an hour before yesterday ended.
 */
export async function growBooks(town: BenchTown, postings: number): Promise<void> {
  const { owner } = town
  const days = Math.ceil(postings / perDay)
  const today = dayOf(new Date())
  await owner.one(sql`select ledger.ensure_partitions(${addDays(today, -days - 3)}::date, ${today}::date)`)
  await withoutIndexes(owner, async () => {
    await writeHistory(town, postings / town.wallets.length)
  })
  await writeWallets(owner, postings / town.wallets.length)
  await writeTopUpRows(owner)
  await owner.pool.query('vacuum analyze')
  await owner.one(sql`select ledger.close_day(${addDays(today, -1)}::date)`)
  await owner.pool.query('vacuum analyze ledger.closing')
}

/** Building an index over all rows is several times faster than keeping it up row by row. */
async function withoutIndexes(owner: Database, work: () => Promise<void>): Promise<void> {
  const indexes = await owner.many<{ name: string; definition: string }>(sql`
    select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
    from pg_index i join pg_class c on c.oid = i.indexrelid
    where i.indrelid in ('ledger.posting'::regclass, 'ledger.transfer'::regclass) and not i.indisprimary`)
  const keys = await owner.many<{ name: string; of: string; definition: string }>(sql`
    select conname as name, conrelid::regclass::text as of, pg_get_constraintdef(oid) as definition
    from pg_constraint
    where conrelid in ('ledger.posting'::regclass, 'ledger.transfer'::regclass) and contype = 'p'`)
  for (const { name } of indexes) await owner.pool.query(`drop index ${name}`)
  for (const { name, of } of keys) await owner.pool.query(`alter table ${of} drop constraint ${name}`)
  await work()
  for (const { name, of, definition } of keys) {
    await owner.pool.query(`alter table ${of} add constraint ${name} ${definition}`)
  }
  for (const { definition } of indexes) await owner.pool.query(definition.replace(' ON ONLY ', ' ON '))
}

async function writeHistory(town: BenchTown, perWallet: number): Promise<void> {
  const { owner, wallets, stores } = town
  await owner.run(sql`
    create unlogged table public.people as
    select id, ledger.bucket(id) as bucket, n - 1 as i
    from unnest(${wallets}::uuid[]) with ordinality as w(id, n)`)
  await owner.run(sql`
    create unlogged table public.shops as
    select id, n - 1 as i from unnest(${stores}::uuid[]) with ordinality as s(id, n)`)
  await owner.pool.query(`
    create unlogged table public.made (
      bucket smallint, owner uuid, posting uuid, kind text, currency text, from_account uuid, to_account uuid,
      amount bigint, balance_after bigint, out_after bigint, at timestamptz)`)
  const file = join(town.postgres.dataDir, 'history.copy')
  for (let round = 0; round < perWallet; round += 1) {
    await makeRound(town, round, (perWallet - round) * wallets.length)
    await copyRound(owner, file)
  }
  await rm(file)
}

/** One event of each wallet, in the order of time. */
async function makeRound({ owner, stores }: BenchTown, round: number, before: number): Promise<void> {
  const event = eventOf(round)
  await owner.pool.query('truncate public.made')
  await owner.run(sql`
    insert into public.made
    select p.bucket, p.id,
           (lpad(to_hex((extract(epoch from t.at) * 1000)::bigint), 12, '0') || '7' || substr(h.hash, 1, 3)
             || '8' || substr(h.hash, 4, 15))::uuid,
           ${event.kind}, ${event.currency}, coalesce(${event.from}::uuid, p.id),
           case when ${event.from}::uuid is null then s.id else p.id end,
           ${event.amount}::bigint, ${event.balance}::bigint, ${event.out}::bigint, t.at
    from public.people p
    cross join lateral (
      select (ledger.day(now())::timestamp at time zone 'Asia/Tokyo') - interval '1 hour'
        - (${before}::bigint - p.i) * interval '1 day' / ${perDay}::int as at) t
    cross join lateral (select md5(p.i || '/' || ${String(round)}::text) as hash) h
    join public.shops s on s.i = (p.i + ${round}::int) % ${stores.length}::int
    order by p.i`)
}

/** Each table's rows of a round, by way of a file beside the data: COPY writes a page at a time and not a row. */
async function copyRound(owner: Database, file: string): Promise<void> {
  const copies = [
    {
      into: 'ledger.posting (bucket, owner, id, kind, occurred_at, posted_at)',
      rows: 'select bucket, owner, posting, kind, at, at from public.made',
    },
    {
      into: `ledger.transfer (bucket, owner, posting, currency, from_account, to_account, amount, balance_after,
                              out_after, posted_at)`,
      rows: `select bucket, owner, posting, currency, from_account, to_account, amount, balance_after, out_after, at
             from public.made`,
    },
    {
      into: 'ledger.lot (bucket, wallet, id, amount, expires_on, funding)',
      rows: `select bucket, owner, posting, amount, ledger.day(now()) + 90, 'city'
             from public.made where kind = 'grant'`,
    },
    {
      into: 'ledger.lot_interval (bucket, wallet, ends_at, lot, amount)',
      rows: `select bucket, owner, amount, posting, amount from public.made where kind = 'grant'`,
    },
  ]
  for (const { into, rows } of copies) {
    await owner.pool.query(`copy (${rows}) to '${file}' (format binary)`)
    await owner.pool.query(`copy ${into} from '${file}' (format binary)`)
  }
}

type Event = {
  kind: string
  currency: string
  /** The account from which value arrives; null for a payment. */
  from: string | null
  amount: number
  balance: number
  out: number
}

/** What happens to a wallet for the n-th time, and what it then holds. */
function eventOf(round: number): Event {
  const arrives = { from: accounts.bankClearing, amount: topUp, balance: topUp, out: 0 }
  if (round === 0) return { kind: 'top_up', currency: 'coin', ...arrives }
  if (round === 1) {
    const granted = { from: accounts.pointsIssued, amount: points, balance: points, out: 0 }
    return { kind: 'grant', currency: 'points', ...granted }
  }
  const { coinPaid, pointsPaid } = paidAfter(round + 1)
  const payment = { kind: 'payment', from: null }
  return round % 2 === 0
    ? { ...payment, currency: 'coin', amount: paidCoin, balance: topUp - coinPaid, out: coinPaid }
    : { ...payment, currency: 'points', amount: paidPoints, balance: points - pointsPaid, out: pointsPaid }
}

/** What so many events have used up: the first two bring value, then coin and points are paid in turns. */
function paidAfter(events: number): { coinPaid: number; pointsPaid: number } {
  const payments = events - 2
  return {
    coinPaid: Math.ceil(payments / 2) * paidCoin,
    pointsPaid: Math.floor(payments / 2) * paidPoints,
  }
}

/** The kept balances of it all. */
async function writeWallets(owner: Database, perWallet: number): Promise<void> {
  const { coinPaid, pointsPaid } = paidAfter(perWallet)
  await owner.run(sql`
    with last as (
      select p.owner, sum(t.amount) as spent, max(d.day) as day
      from (
        select max(ledger.day(posted_at)) as day, owner as of
        from ledger.posting where kind = 'payment' group by owner) d
      join ledger.posting p on p.owner = d.of and p.kind = 'payment' and ledger.day(p.posted_at) = d.day
      join ledger.transfer t on t.bucket = p.bucket and t.owner = p.owner and t.posting = p.id
      group by p.owner
    )
    update ledger.wallet w set
      coin = ${topUp - coinPaid}::bigint, coin_out = ${coinPaid}::bigint,
      points = ${points - pointsPaid}::bigint, points_out = ${pointsPaid}::bigint,
      next_expiry = ledger.day(now()) + 90, last_expiry = ledger.day(now()) + 90,
      spent = l.spent, spent_on = l.day
    from last l where w.id = l.owner`)
}
