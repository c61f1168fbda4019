// What a town's age costs: the same payments and questions on books of different sizes, 10,000 postings for each day
// of history: ten days, a hundred and a thousand.
import { performance } from 'node:perf_hooks'
import { type Database, openDatabase, sql } from '#server/lib/database.ts'
import { addDays, dayOf, lastOfMonth, startOfDay } from '#server/lib/day.ts'
import { readTakings } from '#server/merchants/queries.ts'
import { listTakings } from '#server/settlements/queries.ts'
import { readHistory, readKeptWallet } from '#server/wallets/queries.ts'
import { runChecks } from '#server/operators/run-checks.ts'
import { migrate } from '../../db/migrate.ts'
import { growBooks, perDay } from './grown-books.ts'
import { closedLoop, median } from './measure.ts'
import { makeBatchedPay, pick } from './payments.ts'
import { type BenchTown, connections, prepareTown } from './town.ts'

const size = { wallets: 10_000, stores: 5_000 }
/** Small enough for the youngest wallet, so that every size answers with as many rows. */
const page = 5

export type GrowthOptions = {
  sizes: number[]
  rounds: number
  /** How long payments are counted in each round. */
  seconds: number
}

type Grown = { postings: number; url: string; town: BenchTown }
type Question = {
  name: string
  ask: (grown: Grown) => Promise<unknown>
  times: number
}

const questions: Question[] = [
  { name: 'balance', times: 300, ask: ({ town }) => readKeptWallet(town.server, pick(town.wallets)) },
  { name: 'history, first page', times: 200, ask: ({ town }) => readPage(town, undefined) },
  { name: 'history, an older page', times: 200, ask: askOlderPage },
  {
    name: "shop's day (yesterday)",
    times: 50,
    ask: ({ town }) => readDay(town, addDays(dayOf(new Date()), -1)),
  },
  { name: 'ledger.balance at a base date', times: 200, ask: ({ town }) => readOldBalance(town) },
  { name: 'base-date report', times: 3, ask: ({ town }) => reportBaseDate(town.server) },
  { name: "last month's takings of every store", times: 3, ask: ({ town }) => readLastMonth(town.server) },
]

/**
 * Grows a town of each size on the same server, asks all of them in turns, and gives everything that was measured: P7
 * is the largest against the smallest, P8 what the largest takes. Throws when the books are wrong.
 */
export async function measureGrowth(first: BenchTown, { sizes, rounds, seconds }: GrowthOptions) {
  const grown: Grown[] = []
  try {
    for (const postings of sizes) grown.push(await grow(first, postings))
    const table = new Map<string, number[][]>()
    for (let round = 1; round <= rounds; round += 1) {
      for (const [index, one] of grown.entries()) await measure(one, { index, seconds }, table)
      console.log(`growth, round ${round} of ${rounds}`)
    }
    const rows = [...table].map(([name, values]) => ({ name, values: values.map(median) }))
    rows.push({ name: 'books check, s', values: await checkAll(grown) })
    print(sizes, rows)
    return {
      sizes,
      rows,
      P7: judge(rows),
      P8: { ...sayLargest(sizes, rows), meanwhile: await besides(grown, { rounds, seconds }) },
    }
  } finally {
    for (const { town } of grown) await Promise.all([town.owner.close(), town.server.close()])
  }
}

/** A database of its own on the same server, so that the sizes can be measured in turns. */
async function grow(first: BenchTown, postings: number): Promise<Grown> {
  const started = performance.now()
  await first.owner.pool.query(`create database grown_${postings}`)
  const url = new URL(first.postgres.url)
  url.pathname = `grown_${postings}`
  await migrate(url.href)
  const town: BenchTown = {
    ...first,
    owner: openDatabase(url.href, { max: 2 }),
    server: openDatabase(url.href, { max: connections, role: 'enishi_server' }),
  }
  await prepareTown(town, size)
  await growBooks(town, postings)
  console.log(`${postings} postings made in ${((performance.now() - started) / 1000).toFixed(0)} s`)
  return { postings, url: url.href, town }
}

async function measure(
  grown: Grown,
  { index, seconds }: { index: number; seconds: number },
  table: Map<string, number[][]>,
): Promise<void> {
  const { town } = grown
  const note = (name: string, value: number) => {
    const values = table.get(name) ?? []
    ;(values[index] ??= []).push(value)
    table.set(name, values)
  }
  const act = payAt(town)
  await closedLoop(town, { inFlight: 1024, seconds: 1, act })
  note('payments per s', await rateOf(town, seconds))
  for (const { name, ask, times } of questions) {
    const lasted: number[] = []
    for (let n = -Math.ceil(times / 10); n < times; n += 1) {
      const started = performance.now()
      await ask(grown)
      // The first tenth warms plans and pages.
      if (n >= 0) lasted.push(performance.now() - started)
    }
    note(`${name}, ms`, median(lasted))
  }
}

const payAt = (town: BenchTown) => makeBatchedPay(town, town.stores.slice(0, 100))

async function rateOf(town: BenchTown, seconds: number): Promise<number> {
  const sample = await closedLoop(town, { inFlight: 1024, seconds, act: payAt(town) })
  return sample.acts / sample.seconds
}

/**
 * How much of their rate payments keep, at full speed, while the office asks: for the takings of the month and the base
 * date again and again, and for the checks of the books; on a connection that leaves the processor to others, as the
 * server's own does. In turns, because the machine is faster at one time and slower at another.
 */
async function besides(grown: Grown[], { rounds, seconds }: { rounds: number; seconds: number }) {
  const largest = grown.at(-1)
  if (!largest) throw new Error('nothing was grown')
  const rates = { alone: [] as number[], reports: [] as number[], checks: [] as number[] }
  for (let round = 0; round < rounds; round += 1) {
    rates.alone.push(await rateOf(largest.town, seconds))
    rates.reports.push(await rateBesideReports(largest, seconds))
    rates.checks.push(await rateBesideChecks(largest, seconds))
  }
  const share = (some: number[]) => digits(median(some) / median(rates.alone))
  return { reports: share(rates.reports), checks: share(rates.checks) }
}

async function rateBesideReports({ town, url }: Grown, seconds: number): Promise<number> {
  const quiet = openDatabase(url, { max: 1, role: 'enishi_server', yields: true })
  let over = false
  const isOver = () => over
  async function askOn(): Promise<void> {
    while (!isOver()) {
      await readLastMonth(quiet)
      await reportBaseDate(quiet)
    }
  }
  try {
    const asking = askOn()
    const rate = await rateOf(town, seconds)
    over = true
    await asking
    return rate
  } finally {
    await quiet.close()
  }
}

/** Payments for some seconds while the checks run, which are broken off then. */
async function rateBesideChecks({ town, url }: Grown, seconds: number): Promise<number> {
  const quiet = openDatabase(url, { max: 1, yields: true })
  try {
    const { pid } = await quiet.one<{ pid: number }>(sql`select pg_backend_pid() as pid`)
    const checking = runChecks(quiet).catch(() => undefined)
    const rate = await rateOf(town, seconds)
    await town.owner.one(sql`select pg_cancel_backend(${pid})`)
    await checking
    return rate
  } finally {
    await quiet.close()
  }
}

async function readPage(town: BenchTown, before: string | undefined): Promise<void> {
  const rows = await readHistory(town.server, pick(town.wallets), { before, limit: page, now: new Date() })
  if (rows.length < page) throw new Error('a history is too short')
}

/** The page that begins in the middle of the town's life. */
async function askOlderPage({ postings, town }: Grown): Promise<void> {
  const halfOfItMs = ((postings / perDay) * 86_400_000) / 2
  const hex = Math.floor(Date.now() - halfOfItMs)
    .toString(16)
    .padStart(12, '0')
  await readPage(town, `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`)
}

async function readDay(town: BenchTown, day: string): Promise<void> {
  const span = { from: startOfDay(day), until: startOfDay(addDays(day, 1)) }
  await readTakings(town.server, pick(town.stores), span)
}

function readOldBalance(town: BenchTown): Promise<unknown> {
  const at = startOfDay(addDays(dayOf(new Date()), -2))
  return town.owner.one(sql`select ledger.balance(${pick(town.wallets)}, 'coin', ${at})`)
}

/** What each store took last month, net of refunds. */
function readLastMonth(database: Database): Promise<unknown> {
  const month = addDays(`${dayOf(new Date()).slice(0, 7)}-01`, -1).slice(0, 7)
  return listTakings(database, `${month}-01`, lastOfMonth(month))
}

/** What residents could still spend at the end of the day before yesterday, per currency. */
function reportBaseDate(database: Database): Promise<unknown> {
  return database.many(sql`
    select c.currency, sum(c.balance)::bigint as unspent
    from ledger.account a
    cross join ledger.currency u
    cross join lateral (
      select currency, balance
      from ledger.closing
      where account = a.id and currency = u.code and day <= ${addDays(dayOf(new Date()), -2)}::date
      order by day desc
      limit 1) c
    where a.type = 'wallet'
    group by c.currency`)
}

/** Seconds that all checks take, once for each size. Throws when any of them finds something. */
async function checkAll(grown: Grown[]): Promise<number[]> {
  const lasted: number[] = []
  for (const { town } of grown) {
    const started = performance.now()
    const wrong = (await runChecks(town.owner, { lanes: 2 })).filter(({ rows }) => rows.length > 0)
    lasted.push((performance.now() - started) / 1000)
    if (wrong.length > 0) throw new Error(`the books are wrong: ${JSON.stringify(wrong).slice(0, 1_000)}`)
  }
  return lasted
}

type Measured = { name: string; values: number[] }

function factor({ values }: Measured): number {
  return (values.at(-1) ?? Number.NaN) / (values[0] ?? Number.NaN)
}

const digits = (value: number) => Number(value.toPrecision(3))

function print(sizes: number[], rows: Measured[]): void {
  console.log(
    ['postings'.padEnd(34), ...sizes.map((count) => String(count).padStart(12)), '  growth'].join(''),
  )
  for (const row of rows) {
    const cells = row.values.map((value) =>
      (value >= 100 ? value.toFixed(0) : value.toPrecision(3)).padStart(12),
    )
    console.log(`${row.name.padEnd(34)}${cells.join('')}${factor(row).toFixed(2).padStart(8)}`)
  }
}

/** How many times as much each thing costs, or as many payments are made, at the largest size. */
function judge(rows: Measured[]): Record<string, number> {
  return Object.fromEntries(
    rows.map((row) => [row.name.replace(/, (ms|s)$/, ''), Number(factor(row).toFixed(2))]),
  )
}

/** What the office's three long questions take at the largest size, in seconds. */
function sayLargest(sizes: number[], rows: Measured[]) {
  const largest = (name: string) => rows.find((row) => row.name.startsWith(name))?.values.at(-1) ?? Number.NaN
  return {
    postings: sizes.at(-1),
    takingsOf5000StoresSeconds: digits(largest("last month's takings") / 1000),
    baseDateReportSeconds: digits(largest('base-date report') / 1000),
    booksCheckSeconds: digits(largest('books check')),
  }
}
