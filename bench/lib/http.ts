// Whole payments: the real server process, real sessions, and phones in a process of their own.
import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { installQueue } from '#server/jobs/queue.ts'
import { sql } from '#server/lib/database.ts'
import { nodeFlags } from '../../bin/lib/children.ts'
import type { Orders, Told } from './http-client.ts'
import { accountFor, processSeconds, type Sample } from './measure.ts'
import type { BenchTown } from './town.ts'

const root = join(import.meta.dirname, '../..')
const phones = 256

type Run = { seconds: number; stores: string[]; rate?: number }

export type HttpServer = {
  pid: number
  origin: string
  /** Lets the phones pay; throws when a payment is answered with anything but 200. */
  run: (options: Run) => Promise<Sample>
  /** Lets the phones do what they are told, and gives what became of it. */
  play: (orders: Omit<Orders, 'port' | 'origin' | 'tokens'>) => Promise<Told>
  /** Bytes of memory that the process holds now. */
  memory: () => number
  /** Kills the process as a power cut would. */
  kill: () => Promise<void>
  /** Starts it again, on the same port. */
  startAgain: () => Promise<void>
  close: () => Promise<void>
}

/**
 * Starts bin/server.ts on the bench town, with a session for each of the first wallets. Throws what the server says;
 * with `quiet` it says nothing, because losing its database is the point. `env` is for what else it needs to know.
 */
export async function openHttpServer(
  town: BenchTown,
  { quiet = false, env = {} }: { quiet?: boolean; env?: Record<string, string> } = {},
): Promise<HttpServer> {
  const tokens = await startSessions(town)
  await installQueue(town.postgres.url)
  const port = await freePort()
  const origin = `http://localhost:${port}`
  let server = await startServer(town, port, { quiet, env })
  const pidNow = () => server.pid ?? 0
  const play: HttpServer['play'] = (orders) => playPhones({ ...orders, port, origin, tokens })
  async function run(options: Run) {
    const before = processSeconds(pidNow())
    let clientSeconds = 0
    const sample = await accountFor(town, async () => {
      const told = await play({ ...options, connections: phones })
      clientSeconds = told.cpuSeconds
      const shed = told.shed.dueAt.length
      if (Object.keys(told.failed).length > 0 || shed > 0) {
        throw new Error(`payments failed: ${shed} shed, ${JSON.stringify(told.failed)}`)
      }
      return { latencies: told.latencies, seconds: options.seconds }
    })
    return { ...sample, nodeSeconds: processSeconds(pidNow()) - before, clientSeconds }
  }
  async function end(signal: NodeJS.Signals): Promise<void> {
    if (server.exitCode !== null || server.signalCode !== null) return
    server.kill(signal)
    await once(server, 'exit')
  }
  return {
    ...{ run, play, origin },
    get pid() {
      return pidNow()
    },
    memory: () => residentBytes(pidNow()),
    kill: () => end('SIGKILL'),
    startAgain: async () => {
      server = await startServer(town, port, { quiet, env })
    },
    close: () => end('SIGTERM'),
  }
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

async function startServer(
  town: BenchTown,
  port: number,
  { quiet, env }: { quiet: boolean; env: Record<string, string> },
): Promise<ChildProcess> {
  const server = spawn(process.execPath, [...nodeFlags, join(root, 'bin/server.ts')], {
    env: { PATH: process.env.PATH, DATABASE_URL: town.postgres.url, PORT: String(port), ...env },
    stdio: ['ignore', 'pipe', quiet ? 'ignore' : 'inherit'],
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
