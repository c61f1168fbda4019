// Whole payments: the real server process, real sessions, and phones in a process of their own.
import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { installQueue } from '#server/jobs/queue.ts'
import { sql } from '#server/lib/database.ts'
import type { Orders, Told } from './http-client.ts'
import { accountFor, processSeconds, type Sample } from './measure.ts'
import type { BenchTown } from './town.ts'

const root = join(import.meta.dirname, '../..')
const phones = 256

export type HttpServer = {
  pid: number
  run: (options: { seconds: number; stores: string[]; rate?: number }) => Promise<Sample>
  /** Bytes of memory that the process holds now. */
  memory: () => number
  close: () => Promise<void>
}

/** Starts bin/server.ts on the bench town, with a session for each wallet. Throws what the server says. */
export async function openHttpServer(town: BenchTown): Promise<HttpServer> {
  const tokens = await startSessions(town)
  await installQueue(town.postgres.url)
  const port = await freePort()
  const server = await startServer(town, port)
  const pid = server.pid ?? 0
  async function run({ seconds, stores, rate }: { seconds: number; stores: string[]; rate?: number }) {
    const before = processSeconds(pid)
    const origin = `http://localhost:${port}`
    const orders = { port, origin, connections: phones, seconds, rate, tokens, stores }
    let clientSeconds = 0
    const sample = await accountFor(town, async () => {
      const told = await playPhones(orders)
      clientSeconds = told.cpuSeconds
      const failures = Object.entries(told.failed)
      if (failures.length > 0) throw new Error(`payments failed: ${JSON.stringify(told.failed)}`)
      return { latencies: told.latencies, seconds }
    })
    return { ...sample, nodeSeconds: processSeconds(pid) - before, clientSeconds }
  }
  async function close(): Promise<void> {
    server.kill('SIGTERM')
    if (server.exitCode === null) await once(server, 'exit')
  }
  return { pid, run, memory: () => residentBytes(pid), close }
}

/** One signed-in phone for each of the first wallets; gives their cookies. */
async function startSessions(town: BenchTown): Promise<string[]> {
  const residents = town.wallets.slice(0, 20_000)
  const tokens = residents.map((id) => `bench-session-of-${id}`)
  await town.owner.run(sql`
    with login as (
      insert into sign_in.login (id, audience, subject, mail, password_hash, created_at)
      select id, 'resident', id, id || '@example.jp', '-', now() from unnest(${residents}::uuid[]) id
      returning id
    )
    insert into sign_in.session (token_hash, audience, subject, login_id, started_at, expires_at)
    select sha256(convert_to('bench-session-of-' || id, 'UTF8')), 'resident', id, id, now(),
           now() + interval '1 day'
    from login`)
  await town.owner.pool.query('vacuum analyze sign_in.session')
  return tokens
}

async function startServer(town: BenchTown, port: number): Promise<ChildProcess> {
  const server = spawn(process.execPath, [join(root, 'bin/server.ts')], {
    env: { PATH: process.env.PATH, DATABASE_URL: town.postgres.url, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = createInterface(server.stdout)
  const ready = once(lines, 'line').then(() => true)
  const ended = once(server, 'exit').then(() => false)
  if (!(await Promise.race([ready, ended]))) throw new Error('the server did not start')
  return server
}

async function playPhones(orders: Orders): Promise<Told> {
  const client = fork(join(import.meta.dirname, 'http-client.ts'))
  client.send(orders)
  const [told] = (await once(client, 'message')) as [Told]
  return told
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

function residentBytes(pid: number): number {
  const text = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+) kB/.exec(text)?.[1]) * 1024
}
