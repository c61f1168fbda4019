// The morning on which points come with every charge: 50,000 people charge within ten minutes, while the shops sell
// as usual. The real server, worker, bank and SMS simulators; the line in front of the charges is the product's own.
// npm run bench:rush [-- --unscaled] [-- --seconds 600]
import { availableParallelism, constants, setPriority } from 'node:os'
import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { startChild } from '../bin/lib/children.ts'
import { runChecks } from '#server/operators/run-checks.ts'
import { type Charger, makeCharger, topUp, type Visit } from './lib/chargers.ts'
import { type HttpServer, openHttpServer } from './lib/http.ts'
import { median, postgresSeconds, processSeconds, quantileOf, round } from './lib/measure.ts'
import { describeRun, writeResult } from './lib/report.ts'
import { type BenchTown, fillTown, openWallets, startBenchTown, writeTopUpRows } from './lib/town.ts'

const { values: options } = parseArgs({
  options: {
    /** As many people in a second as are asked for, however few processors there are. */
    unscaled: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '60' },
    /** What such a town has for its servers, its worker and its PostgreSQL: two machines of four and one of eight. */
    processors: { type: 'string', default: '16' },
  },
})

/** The rush that is asked for, and the processors of the town that it is asked of. */
const asked = { people: 50_000, seconds: 600, processors: Number(options.processors) }

/** The part of it that falls to the processors that are here: each does as much for charges as it would there. */
const scale = Math.min(1, availableParallelism() / asked.processors)
/** So many have to be through in a minute, so that all have charged when the time is over. */
const neededPerMinute = (asked.people / asked.seconds) * 60 * scale
/** The town's setting: more may begin, because the line goes slower than that whenever payments take longer. */
const perMinute = Math.round(neededPerMinute * 1.6)
const seconds = Number(options.seconds)
/** Nobody comes evenly: all are there after a part of the time, and have to stand in line. */
const comeWithin = options.unscaled ? seconds * scale : seconds / 2
const people = Math.round((neededPerMinute / 60) * seconds)
const amount = 1_000
const bonus = 30
const shops = { rate: 300, connections: 64 }
const calmSeconds = 15
/** The demand: payments in shops are slowed by no more than a fifth. */
const mostSlower = 1.2

function sayScale(): void {
  const rate = round(asked.people / asked.seconds)
  const lines = [
    `Scale 1:${round(1 / scale)}. Asked for: ${asked.people} people in ${asked.seconds} s (${rate} a second)`,
    `of a town with ${asked.processors} processors. Here ${availableParallelism()} do that, and play the phones,`,
    `the shops, the bank and the SMS company as well: ${perMinute} may begin in a minute.`,
    `Played: ${seconds} s of it, ${people} people, who all come within the first ${round(comeWithin)} s`,
    `(${round(people / comeWithin)} a second).`,
  ]
  console.log(lines.join('\n'))
}

async function main(): Promise<void> {
  sayScale()
  const town = await startBenchTown()
  const world = await startChild('outside world', 'simulators/all.ts', {
    PATH: process.env.PATH,
    ...anyPorts,
  })
  // Bank and SMS company have machines of their own; here they give way to the town.
  setPriority(world.pid, constants.priority.PRIORITY_BELOW_NORMAL)
  try {
    await fillTown(town, { wallets: 5_000, stores: 100 })
    await writeTopUpRows(town.owner)
    const chargers = await bringPeople(town, world.ready['bank'] ?? '')
    const env = { BANKPAY_BASE: world.ready['bank'] ?? '', SMS_BASE: world.ready['sms'] ?? '' }
    const http = await openHttpServer(town, { env })
    const worker = await startChild('worker', 'bin/worker.ts', {
      ...{ PATH: process.env.PATH, DATABASE_URL: town.postgres.url, ...env },
    })
    try {
      const result = await rush(town, http, chargers, env.SMS_BASE)
      const outcome = { ...result, ...(await count(town, chargers, env.BANKPAY_BASE)) }
      const scaled = { scale: round(scale), people, seconds, comeWithin, perMinute }
      const about = { ...(await describeRun(town)), ...scaled, shops }
      console.log(`Everything in ${writeResult('rush', { ...about, outcome })}`)
      const { before, during, after, slower } = outcome.payments
      console.log(
        `Payments at the median: ${before.p50} ms before, ${during.p50} ms in the rush, ${after.p50} ms after; ` +
          `${slower} times as long (at most ${mostSlower} is asked for). All had charged after ` +
          `${outcome.lastedSeconds} s.`,
      )
      console.log(JSON.stringify({ rush: { ...scaled, ...outcome } }))
    } finally {
      await worker.stop()
      await http.close()
    }
  } finally {
    await world.stop()
    await town.close()
  }
}

const anyPorts = Object.fromEntries(
  ['SMS', 'BANK', 'CARD', 'MAIL', 'SMTP', 'ID_CARD', 'SIGN_IN', 'ATM', 'PUSH'].map((name) => [
    name === 'SMTP' ? 'SIM_SMTP_PORT' : `SIM_${name}_PORT`,
    '0',
  ]),
)

/** People with every proof, a session and a bank account that the bank knows. */
async function bringPeople(town: BenchTown, bankUrl: string): Promise<Charger[]> {
  const chargers = Array.from({ length: people }, (_, n) => makeCharger(makeId(), n, amount))
  const ids = chargers.map((who) => who.residentId)
  await openWallets(town.owner, ids)
  await town.owner.run(sql`
    with login as (
      insert into sign_in.login
        (id, audience, subject, mail, password_hash, created_at, mail_verified_at, phone, second_step_at)
      select id, 'resident', id, id || '@example.jp', '-', now(), now(), phone, now()
      from unnest(${ids}::uuid[], ${chargers.map((who) => who.phone)}::text[]) as p(id, phone)
      returning id
    ), card as (
      insert into identity.card (resident_id, issuer, subject, passed_at, in_town, age_band)
      select id, 'bench', id::text, now(), true, '30-39' from login
    )
    insert into sign_in.session (token_hash, audience, subject, login_id, started_at, expires_at)
    select sha256(convert_to('rush-session-of-' || id, 'UTF8')), 'resident', id, id, now(), now() + interval '1 day'
    from login`)
  await town.owner.run(sql`
    insert into town.setting (name, valid_from, value)
    values ('top_up_min', '-infinity', '1000'), ('top_up_max', '-infinity', '49000'),
           ('top_up_day', '-infinity', '100000'), ('top_up_month', '-infinity', '200000'),
           ('balance_cap', '-infinity', '300000'),
           ('top_ups_per_minute', '-infinity', to_jsonb(${perMinute}::int))`)
  await town.owner.pool.query('vacuum analyze')
  for (const [n, who] of chargers.entries()) {
    const account = { bankCode: '0017', branchCode: '001', number: `${String(10_000 + n)}77` }
    const body = JSON.stringify({
      ...{ memberId: who.residentId, kana: 'ミホン タロウ', phone: who.phone, accountId: who.residentId },
      ...account,
    })
    const answer = await fetch(`${bankUrl}/__sim/accounts`, { method: 'POST', body })
    if (!answer.ok) throw new Error('the bank did not take an account')
  }
  return chargers
}

async function rush(town: BenchTown, http: HttpServer, chargers: Charger[], smsUrl: string) {
  const selling = async (duration: number) => {
    const sold = await http.play({ ...shops, stores: town.stores, seconds: duration, tellIds: true })
    const failed = Object.entries(sold.failed)
    if (failed.length > 0) throw new Error(`payments failed: ${JSON.stringify(failed)}`)
    return sold
  }
  await selling(3)
  const beforeCalm = processors(town, http)
  const calmBefore = await selling(calmSeconds)
  const before = processors(town, http)
  const start = performance.now()
  const visits: Promise<Visit>[] = []
  // Also while the line takes longer than that, because it gave way.
  const during = selling(seconds * 2)
  for (const [n, who] of chargers.entries()) {
    const due = (n / people) * comeWithin * 1000
    const wait = due - (performance.now() - start)
    if (wait > 0) await pause(wait)
    visits.push(topUp(who, { origin: http.origin, smsUrl, start }))
  }
  const [sold, all] = await Promise.all([during, Promise.all(visits)])
  const after = processors(town, http)
  const calmAfter = await selling(calmSeconds)
  // What the payments cost in calm weather they are taken to cost in the rush.
  const ofPayment = (part: 'server' | 'postgres') =>
    (before[part] - beforeCalm[part]) / calmBefore.latencies.length
  const ofCharge = (part: 'server' | 'postgres') =>
    round(((after[part] - before[part] - sold.latencies.length * ofPayment(part)) / all.length) * 1000)
  const processorMs = { server: ofCharge('server'), postgres: ofCharge('postgres') }
  const told = tell(all)
  const busy = until(sold, told.lastedSeconds * 1000)
  return { ...told, processorMs, payments: compare(calmBefore, busy, calmAfter) }
}

/** Seconds of processor time so far. */
const processors = (town: BenchTown, http: HttpServer) => ({
  server: processSeconds(http.pid),
  postgres: postgresSeconds(town.postgres.pid),
})

function tell(visits: Visit[]) {
  const waited = visits.filter(({ place }) => place !== null)
  const late = waited.map((visit) => visit.begunAt - visit.cameAt - visit.toldSeconds)
  const byOutcome: Record<string, number> = {}
  for (const { outcome } of visits) byOutcome[outcome] = (byOutcome[outcome] ?? 0) + 1
  return {
    people: visits.length,
    outcomes: byOutcome,
    stoodInLine: waited.length,
    longestLine: Math.max(0, ...waited.map(({ place }) => place ?? 0)),
    longestWaitSeconds: round(Math.max(0, ...waited.map((visit) => visit.begunAt - visit.cameAt))),
    /** How much later than the line had said somebody was let in, in seconds. */
    laterThanTold: { median: round(median([0, ...late])), most: round(Math.max(0, ...late)) },
    overtaken: countOvertaken(visits),
    lastedSeconds: round(Math.max(...visits.map(({ endedAt }) => endedAt))),
  }
}

/** Who came more than a second before somebody and began more than two seconds after: nobody, if the line is fair. */
function countOvertaken(visits: Visit[]): number {
  return visits.filter((one) =>
    visits.some((other) => other.cameAt > one.cameAt + 1 && other.begunAt < one.begunAt - 2),
  ).length
}

type Sold = { latencies: number[]; dueAt: number[] }

/** What was sold before an instant. */
function until({ latencies, dueAt }: Sold, ms: number): Sold {
  return {
    latencies: latencies.filter((_, n) => (dueAt[n] ?? 0) <= ms),
    dueAt: dueAt.filter((at) => at <= ms),
  }
}

/** What the shops' customers felt: the typical payment in the rush, beside the calm before and after it. */
function compare(calmBefore: Sold, busy: Sold, calmAfter: Sold) {
  const figures = ({ latencies, dueAt }: Sold) => ({
    perSecond: round(latencies.length / ((Math.max(...dueAt) - Math.min(...dueAt)) / 1000)),
    p50: round(quantileOf(latencies, 0.5)),
    p95: round(quantileOf(latencies, 0.95)),
    p99: round(quantileOf(latencies, 0.99)),
  })
  const [before, during, after] = [figures(calmBefore), figures(busy), figures(calmAfter)]
  return { before, during, after, slower: round(during.p50 / ((before.p50 + after.p50) / 2)) }
}

/** Everybody has what was charged, with the bonus, once; the bank took it once; the books are right. */
async function count(town: BenchTown, chargers: Charger[], bankUrl: string) {
  const ids = chargers.map((who) => who.residentId)
  const read = () =>
    town.owner.one<{ coin: number; points: number }>(sql`
      select count(*) filter (where coin = ${amount}) as coin, count(*) filter (where points = ${bonus}) as points
      from ledger.wallet where id = any (${ids}::uuid[])`)
  let right = await read()
  // The worker gives the bonus behind the answers.
  for (let tries = 0; right.points < people && tries < 100; tries += 1) {
    await pause(200)
    right = await read()
  }
  const orders = (await (await fetch(`${bankUrl}/__sim/orders`)).json()) as { captures: number }[]
  const untrue = (await runChecks(town.owner)).filter(({ rows }) => rows.length > 0).map(({ name }) => name)
  return {
    wrongCoin: people - right.coin,
    wrongPoints: people - right.points,
    debitedTwice: orders.filter(({ captures }) => captures > 1).length,
    untrue,
  }
}

await main()
