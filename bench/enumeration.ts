// Whether the time of an answer tells who has an account (ABU-A09): the real server, worker and simulators, asked over
// HTTP about addresses that have an account and addresses that have none, in turn.
// npm run bench:enumeration; the last line is one JSON object, milliseconds.
import { randomUUID } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Endpoint, ReplyOf } from '#contract/endpoint.ts'
import { requestPasswordReset } from '#contract/recovery.ts'
import type { readTerms } from '#contract/residents.ts'
import { sendMailVerification, signIn, signUp } from '#contract/sign-in.ts'
import { openDatabase, sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { hashPassword } from '#server/sign-in/password.ts'
import { freePorts, startTown } from '../bin/lib/start-town.ts'
import { median, quantileOf, round } from './lib/measure.ts'

const pairs = Number(process.argv[2] ?? 300)
/** The most that the medians of a path may differ by. */
const aimMs = 5
const warmUps = 20
const kinds = ['taken', 'free'] as const
type Kind = (typeof kinds)[number]

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'enishi-enumeration-'))
  // mkdtemp makes it private, and the account that root lends to PostgreSQL has to pass.
  await chmod(folder, 0o755)
  const town = await startTown({ ports: await freePorts(), folder })
  try {
    await fillTown(town.databaseUrl)
    const asked = makeQuestions(town.app, await readVersions(town.app))
    const measured = new Map<string, Record<Kind, number[]>>()
    for (let n = -warmUps; n < pairs; n += 1) {
      for (const [path, times] of await askBoth(asked, n)) {
        const all = measured.get(path) ?? { taken: [], free: [] }
        // The first few warm up what every later one finds warm.
        if (n >= 0) for (const kind of kinds) all[kind].push(times[kind])
        measured.set(path, all)
      }
    }
    print(measured)
  } finally {
    await town.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

const mailOf = (kind: Kind, n: number) => `${kind}-${n + warmUps}@example.jp`

/** An account that has proven its address for every one that is called taken, and limits that nobody meets. */
async function fillTown(databaseUrl: string): Promise<void> {
  const database = openDatabase(databaseUrl, { max: 1 })
  const passwordHash = await hashPassword('nobody will guess this one')
  const mails = Array.from({ length: pairs + warmUps }, (_, n) => mailOf('taken', n - warmUps))
  await database.run(sql`
    insert into sign_in.login (id, audience, subject, mail, password_hash, mail_verified_at, created_at)
    select gen_random_uuid(), 'resident', gen_random_uuid(), mail, ${passwordHash}, now(), now()
    from unnest(${mails}::text[]) as m(mail)`)
  const wide = { count: 1_000_000, minutes: 1 }
  const limits = JSON.stringify({ wrongPasswords: wide, signUps: wide, resets: wide })
  await database.run(sql`
    insert into town.setting (name, valid_from, value) values ('source_limits', now() - interval '1 day', ${limits})`)
  await database.close()
}

async function readVersions(app: string) {
  const answer = await fetch(`${app}/api/terms`)
  const { documents } = (await answer.json()) as ReplyOf<typeof readTerms>
  const versionOf = (kind: string) => documents.find((each) => each.kind === kind)?.version ?? ''
  return { termsVersion: versionOf('terms'), privacyVersion: versionOf('privacy') }
}

type Question = (kind: Kind, n: number) => Promise<number>

/** What strangers can ask with an address, each question giving how long its answer took. */
function makeQuestions(app: string, versions: object): [path: string, ask: Question][] {
  const cookies = new Map<string, string>()
  async function send(endpoint: Endpoint, mail: string, body?: object): Promise<number> {
    const headers = { origin: app, cookie: cookies.get(mail) ?? '', 'content-type': 'application/json' }
    const start = performance.now()
    const answer = await fetch(`${app}/api${endpoint.path}`, {
      ...{ method: endpoint.method, headers, body: JSON.stringify(body ?? {}) },
    })
    const text = await answer.text()
    const took = performance.now() - start
    const expected = endpoint === signIn ? 401 : 200
    if (answer.status !== expected) throw new Error(`${endpoint.path}: ${answer.status} ${text}`)
    const kept = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0])
    if (kept.length > 0) cookies.set(mail, kept.join('; '))
    return took
  }
  const password = () => `a-long-password-${randomUUID()}`
  const ask = (of: (mail: string) => Promise<number>) => (kind: Kind, n: number) => of(mailOf(kind, n))
  return [
    ['sign_in', ask((mail) => send(signIn, mail, { mail, password: password() }))],
    ['password_reset', ask((mail) => send(requestPasswordReset, mail, { mail }))],
    // From here on there is somebody who has claimed the address, whether it has an owner or not.
    ['sign_up', ask((mail) => send(signUp, mail, { id: makeId(), mail, password: password(), ...versions }))],
    ['mail_verification', ask((mail) => send(sendMailVerification, mail))],
  ]
}

/** Every question about a taken and a free address, either one first as often. */
async function askBoth(asked: [string, Question][], n: number): Promise<[string, Record<Kind, number>][]> {
  const order = n % 2 === 0 ? kinds : kinds.toReversed()
  const answers: [string, Record<Kind, number>][] = []
  for (const [path, ask] of asked) {
    const times = { taken: 0, free: 0 }
    for (const kind of order) times[kind] = await ask(kind, n)
    answers.push([path, times])
  }
  return answers
}

function print(measured: Map<string, Record<Kind, number[]>>): void {
  const figures = [...measured].map(([path, { taken, free }]) => {
    const middle = [taken, free].map((times) => round(median(times))) as [number, number]
    const spread = [0.1, 0.9].map((part) => round(quantileOf([...taken, ...free], part)))
    const apart = round(median(taken) - median(free))
    console.log(
      `${path.padEnd(18)} taken ${middle[0]} ms, free ${middle[1]} ms, apart ${apart} ms ` +
        `(of ${pairs} pairs; four fifths took ${spread.join(' to ')} ms)`,
    )
    return [path, { taken: middle[0], free: middle[1], apart }] as const
  })
  const worst = Math.max(...figures.map(([, { apart }]) => Math.abs(apart)))
  console.log(`The furthest apart are ${worst} ms; the aim is less than ${aimMs}.`)
  console.log(JSON.stringify({ pairs, paths: Object.fromEntries(figures), worst, aimMs }))
}

await main()
