// The morning on which points come with every charge: 50,000 people charge within ten minutes, while the shops sell
// as usual. The real server, worker, bank and SMS simulators; the line in front of the charges is the product's own.
// npm run bench:rush
import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { startChild } from '../bin/lib/children.ts'
import { runChecks } from '../db/checks.ts'
import { type Charger, makeCharger, topUp, type Visit } from './lib/chargers.ts'
import { type HttpServer, openHttpServer } from './lib/http.ts'
import { median, postgresSeconds, processSeconds, quantileOf, round } from './lib/measure.ts'
import { describeRun, writeResult } from './lib/report.ts'
import { type BenchTown, fillTown, openWallets, startBenchTown, writeTopUpRows } from './lib/town.ts'

/** The rush that is asked for, and the part of it that is played here: as many in a second, for a shorter time. */
const asked = { people: 50_000, seconds: 600 }
const seconds = 20
const people = Math.round((asked.people / asked.seconds) * seconds)
/** What two cores do besides everything else, simulators and phones included; the town's setting. */
const perMinute = 1_200
const amount = 1_000
const bonus = 30
const shops = { rate: 300, connections: 64 }

async function main(): Promise<void> {
  console.log(
    `Scale: ${asked.people} people in ${asked.seconds} s are ${round(asked.people / asked.seconds)} a second; ` +
      `here as many a second come for ${seconds} s, ${people} people, and ${perMinute} a minute may begin.`,
  )
  const town = await startBenchTown()
  const world = await startChild('outside world', 'simulators/all.ts', {
    PATH: process.env.PATH,
    ...anyPorts,
  })
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
      const about = { ...(await describeRun(town)), people, seconds, perMinute, shops }
      console.log(`Everything in ${writeResult('rush', { ...about, outcome })}`)
      console.log(JSON.stringify({ rush: outcome }))
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
  const selling = (duration: number) =>
    http.play({ ...shops, stores: town.stores, seconds: duration, tellIds: true })
  await selling(3)
  const beforeCalm = processors(town, http)
  const calm = await selling(10)
  const before = processors(town, http)
  const start = performance.now()
  const visits: Promise<Visit>[] = []
  // The shops sell for as long as the line will take.
  const during = selling(Math.max(seconds, (people / perMinute) * 60))
  for (const [n, who] of chargers.entries()) {
    const due = (n / people) * seconds * 1000
    const wait = due - (performance.now() - start)
    if (wait > 0) await pause(wait)
    visits.push(topUp(who, { origin: http.origin, smsUrl, start }))
  }
  const all = await Promise.all(visits)
  const busy = await during
  const failed = [calm, busy].flatMap((told) => Object.entries(told.failed))
  if (failed.length > 0) throw new Error(`payments failed: ${JSON.stringify(failed)}`)
  const after = processors(town, http)
  // What the payments cost in calm weather they are taken to cost in the rush.
  const ofPayment = (part: 'server' | 'postgres') => (before[part] - beforeCalm[part]) / calm.latencies.length
  const ofCharge = (part: 'server' | 'postgres') =>
    round(((after[part] - before[part] - busy.latencies.length * ofPayment(part)) / all.length) * 1000)
  const processorMs = { server: ofCharge('server'), postgres: ofCharge('postgres') }
  return { ...tell(all), processorMs, payments: compare(calm, busy) }
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

/** What the shops' customers felt: the typical payment, and how many were answered in a second. */
function compare(calm: Sold, busy: Sold) {
  const figures = ({ latencies, dueAt }: Sold) => ({
    perSecond: round(latencies.length / ((Math.max(...dueAt) - Math.min(...dueAt)) / 1000)),
    p50: round(quantileOf(latencies, 0.5)),
    p95: round(quantileOf(latencies, 0.95)),
    p99: round(quantileOf(latencies, 0.99)),
  })
  const [before, rushed] = [figures(calm), figures(busy)]
  return { calm: before, rush: rushed, slower: round(rushed.p50 / before.p50) }
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
