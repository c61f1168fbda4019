// How fast this installation's own payment path is, measured against TPC-B on the same server in the same run:
// npm run bench, or npm run bench -- --quick. docs/performance.md explains the figures.
import { runChecks } from '#server/operators/run-checks.ts'
import { measureGrowth } from './lib/growth.ts'
import { killUnderHttp } from './lib/http-crash.ts'
import { type HttpServer, openHttpServer } from './lib/http.ts'
import { closedLoop, median, type Sample, summarize } from './lib/measure.ts'
import { makeBatchedPay, makeCharge, makeHistory, makeSinglePay } from './lib/payments.ts'
import { overload } from './lib/overload.ts'
import { describeRun, printTable, type Row, writeResult } from './lib/report.ts'
import { retryStorm } from './lib/retry-storm.ts'
import { type BenchTown, fillTown, makeLogFiles, startBenchTown, writeTopUpRows } from './lib/town.ts'
import { openBaseline } from './lib/tpcb.ts'

type Case = { name: string; run: (seconds: number) => Promise<Sample> }

const quick = process.argv.includes('--quick')
const withHttp = !process.argv.includes('--no-http')
const rounds = quick ? 1 : 5
const seconds = quick ? 1 : 5
const wallets = quick ? 10_000 : 100_000
/** Of 16 MB: as many as the product's settings keep. */
const logFiles = quick ? 16 : 256

const baselineName = 'TPC-B, 32 clients'

async function main(): Promise<void> {
  const town = await startBenchTown()
  try {
    console.log(`${wallets} wallets and 1000 stores, ${rounds} rounds of ${seconds} s each …`)
    await fillTown(town, { wallets, stores: 1_000 })
    const baseline = await openBaseline(town)
    await makeLogFiles(town, logFiles)
    const http = withHttp ? await openHttpServer(town) : undefined
    try {
      const cases = [{ name: baselineName, run: baseline.run }, ...ledgerCases(town)]
      if (http) cases.push(...httpCases(town, http))
      const rows = tabulate(await interleave(cases))
      printTable(rows)
      const targets = judge(rows, http?.memory())
      const strain = http && (await trouble(town, http, rows))
      if (strain) console.log(JSON.stringify(strain))
      await checkBooks(town)
      if (withHttp)
        targets.P10 = await killUnderHttp(quick ? { before: 1, surge: 3 } : { before: 4, surge: 10 })
      Object.assign(targets, await age(town))
      const about = { ...(await describeRun(town)), baseline: baseline.name, rounds, seconds, wallets }
      console.log(`Everything in ${writeResult('bench', { ...about, rows, targets, strain })}`)
      console.log(JSON.stringify(targets))
    } finally {
      await http?.close()
      await baseline.close()
    }
  } finally {
    await town.close()
  }
}

function ledgerCases(town: BenchTown): Case[] {
  const hot = town.stores.slice(0, 1)
  const batched = makeBatchedPay(town, hot)
  const spread = makeBatchedPay(town, town.stores)
  const loop = (name: string, inFlight: number, act: () => Promise<void>): Case => ({
    name,
    run: (duration) => closedLoop(town, { inFlight, seconds: duration, act }),
  })
  return [
    loop('payment, one call each, 1 in flight', 1, makeSinglePay(town, hot)),
    loop('payment, batcher, 1 in flight', 1, batched),
    loop('payment, one call each, 32 in flight', 32, makeSinglePay(town, hot)),
    loop('payment, batcher, 32 in flight', 32, batched),
    loop('payment, batcher, 256 in flight', 256, batched),
    loop('payment, batcher, 1024, one store', 1024, batched),
    loop('payment, batcher, 1024, 1000 stores', 1024, spread),
    loop('history page, 32 in flight', 32, makeHistory(town)),
    loop('charge with bonus, 1024 in flight', 1024, makeCharge(town)),
  ]
}

function httpCases(town: BenchTown, http: HttpServer): Case[] {
  const stores = town.stores.slice(0, 1)
  const closedRates: number[] = []
  return [
    {
      name: 'HTTP payment, 256 phones',
      run: async (duration) => {
        const sample = await http.run({ seconds: duration, stores })
        closedRates.push(sample.acts / sample.seconds)
        return sample
      },
    },
    {
      name: 'HTTP payment, open loop at half',
      run: (duration) => http.run({ seconds: duration, stores, rate: median(closedRates) / 2 }),
    },
  ]
}

/**
 * Every case once in each round, so that whatever disturbs the machine disturbs all of them. Each round begins with
 * another case: one lasts about as long as autovacuum sleeps, which would otherwise meet the same cases each time.
 */
async function interleave(cases: Case[]): Promise<Map<string, Sample[]>> {
  const samples = new Map(cases.map(({ name }): [string, Sample[]] => [name, []]))
  for (const { run } of cases) await run(1)
  for (let round = 1; round <= rounds; round += 1) {
    const first = ((round - 1) * 5) % cases.length
    for (const { name, run } of [...cases.slice(first), ...cases.slice(0, first)])
      samples.get(name)?.push(await run(seconds))
    console.log(`round ${round} of ${rounds}`)
  }
  return samples
}

function tabulate(samples: Map<string, Sample[]>): Row[] {
  const figures = [...samples].map(([name, list]) => ({ name, ...summarize(list) }))
  const baseline = figures.find(({ name }) => name === baselineName)?.perSecond ?? Number.NaN
  return figures.map((row) => ({ ...row, ratio: row.perSecond / baseline }))
}

/** The figures under the ids of the targets in docs/performance.md: ratios, P5 in milliseconds, P9 in MB. */
function judge(rows: Row[], memory: number | undefined): Record<string, unknown> {
  const row = (start: string) => rows.find(({ name }) => name.startsWith(start))
  const digits = (value: number | undefined) => Number(value?.toFixed(2))
  const hot = row('payment, batcher, 1024, one store')
  const http = row('HTTP payment, 256')
  const alone = row('payment, batcher, 1 in')?.p50 ?? Number.NaN
  const plain = row('payment, one call each, 1 in')?.p50 ?? Number.NaN
  const targets: Record<string, unknown> = {
    P1: digits(hot?.ratio),
    P2: digits((hot?.perSecond ?? 0) / (row('payment, batcher, 1024, 1000')?.perSecond ?? Number.NaN)),
    P3: digits(alone / plain),
    P6: digits(row('charge')?.ratio),
  }
  if (http) {
    targets.P4 = { ratio: digits(http.ratio), p99Ms: http.p99 }
    targets.P5 = row('HTTP payment, open')?.p99
    targets.P9 = Math.round((memory ?? Number.NaN) / 2 ** 20)
  }
  return targets
}

/** Three times too much, and answers that are lost: what is shed is told so, and the books stay right. */
async function trouble(town: BenchTown, http: HttpServer, rows: Row[]): Promise<Record<string, unknown>> {
  const capacity = rows.find(({ name }) => name.startsWith('HTTP payment, 256'))?.perSecond ?? Number.NaN
  return {
    overload: await overload(town, http, capacity, quick ? { surge: 1, calm: 3 } : { surge: 5, calm: 10 }),
    retryStorm: await retryStorm(town, http, quick ? 1_000 : 10_000),
  }
}

/** Books of a hundred thousand and of ten million postings; the quick run only shows that it works. */
async function age(town: BenchTown): Promise<Record<string, unknown>> {
  const { P7, P8 } = await measureGrowth(
    town,
    quick
      ? { sizes: [100_000, 120_000], rounds: 1, seconds: 1 }
      : { sizes: [100_000, 10_000_000], rounds: 3, seconds: 3 },
  )
  return { P7, P8 }
}

/** Figures of books that are wrong are worth nothing: throws when any check finds something. */
async function checkBooks(town: BenchTown): Promise<void> {
  await writeTopUpRows(town.owner)
  const results = await runChecks(town.owner, { lanes: 2 })
  const wrong = results.filter(({ rows }) => rows.length > 0)
  if (wrong.length > 0) throw new Error(`the books are wrong: ${JSON.stringify(wrong).slice(0, 2_000)}`)
  console.log(`All ${results.length} checks of the books are clean.`)
}

await main()
