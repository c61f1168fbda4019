// The PostgreSQL that comes with Enishi through npm, so that nobody has to install one to try the town or to
// run the tests. It listens on a unix socket inside its own private folder and nowhere else.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { claim, findOwner, mayBePostgres } from './embedded-owner.ts'
import { findPrograms, makeParents, makePrivate, type Place, placeFor } from './embedded-place.ts'

export type Embedded = {
  url: string
  pid: number
  /** Where the data really lies, which is not where it was asked for when that place cannot be used. */
  dataDir: string
  /** Settles when PostgreSQL has ended, whoever ended it. */
  ended: Promise<void>
  /** Ends open transactions and stops; does nothing the second time. */
  stop: () => Promise<void>
}

export type EmbeddedOptions = { dataDir: string; durable: boolean; settings?: Record<string, string> }

type Settings = Record<string, string>

const port = '5432'
const startTimeoutMs = 60_000
const stopTimeoutMs = 60_000
const pollMs = 10

/**
 * Two cores and a few GiB of memory, shared with the server: enough cache, rare checkpoints, no compiler. A file of the
 * log is kept once it was made: every commit waits for a new one, some 50 ms for each 16 MB.
 */
const durableSettings: Settings = {
  shared_buffers: '512MB',
  wal_buffers: '16MB',
  max_wal_size: '4GB',
  min_wal_size: '4GB',
  checkpoint_timeout: '15min',
  max_connections: '60',
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
}

/** For tests only: nothing outlives a power cut, and nothing runs that a test did not ask for. */
const throwawaySettings: Settings = {
  shared_buffers: '128MB',
  max_connections: '100',
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  autovacuum: 'off',
}

/**
 * Starts PostgreSQL on `dataDir`, made first if it is not there, and resolves when it answers; owner and
 * database are both named `enishi`. It ends with stop(), or by itself when this process dies. A server left
 * over from a dead owner is stopped first.
 * Throws "in use by process N" while another process owns the data, and with the end of PostgreSQL's own log
 * when it does not start. `durable: false` may lose everything and is for tests only.
 */
export async function startEmbedded({ dataDir, durable, settings }: EmbeddedOptions): Promise<Embedded> {
  const place = placeFor(dataDir)
  const programs = findPrograms(place.account)
  makeParents(place)
  claim(place.ownerFile, place.dataDir)
  try {
    await stopOrphan(place)
    if (!existsSync(join(place.dataDir, 'PG_VERSION'))) await initialise(place, programs, durable)
    writeSettings(place, { ...(durable ? durableSettings : throwawaySettings), ...settings })
    const server = await startServer(place, programs)
    return await attend(place, server)
  } catch (error) {
    rmSync(place.ownerFile, { force: true })
    throw error
  }
}

/** Finds the server that runs on `dataDir` now, whoever started it; undefined if none answers. */
export async function findEmbedded(
  dataDir: string,
): Promise<{ url: string; pid: number; owner: number | undefined } | undefined> {
  const place = placeFor(dataDir)
  const running = readPidFile(place)
  if (running === undefined || !(await answers(running.socketDir))) return undefined
  return { url: urlFor(running.socketDir), pid: running.pid, owner: findOwner(place.ownerFile) }
}

/**
 * Removes the database at `dataDir` with everything in it; a server left over from a dead owner is stopped
 * first. Throws "in use by process N" while its owner lives.
 */
export async function removeEmbedded(dataDir: string): Promise<void> {
  const place = placeFor(dataDir)
  if (!existsSync(dirname(place.dataDir))) return
  claim(place.ownerFile, place.dataDir)
  try {
    await stopOrphan(place)
    const socketDir = socketDirFor(place.dataDir)
    for (const path of [place.dataDir, `${place.dataDir}.new`, place.logFile, socketDir]) {
      rmSync(path, { recursive: true, force: true })
    }
  } finally {
    rmSync(place.ownerFile, { force: true })
  }
  // The folder above is the caller's, unless the place was chosen here.
  const parent = dirname(place.dataDir)
  if (parent !== dirname(resolve(dataDir))) rmSync(parent, { recursive: true, force: true })
}

/** Made under another name and moved when complete: an interrupted start leaves no half-made database. */
async function initialise(place: Place, programs: string, durable: boolean): Promise<void> {
  const half = `${place.dataDir}.new`
  rmSync(half, { recursive: true, force: true })
  makePrivate(half, place.account)
  // The order of texts must not depend on the machine: the built-in locale knows all letters, sorts by code.
  const options = ['--username=enishi', '--encoding=UTF8', '--locale=C', '--locale-provider=builtin']
  options.push('--builtin-locale=C.UTF-8', '--auth-local=trust', '--auth-host=reject', '--no-instructions')
  if (!durable) options.push('--no-sync')
  const about = { ...place.account, cwd: half, env: plainEnvironment() }
  await promisify(execFile)(join(programs, 'initdb'), [...options, '-D', half], about)
  renameSync(half, place.dataDir)
}

/** Ours as a whole at every start; what `alter system` sets lies in another file and wins. */
function writeSettings(place: Place, chosen: Settings): void {
  const socketDir = socketDirFor(place.dataDir)
  if (socketDir !== place.dataDir) makePrivate(socketDir, place.account)
  const settings: Settings = {
    listen_addresses: '',
    unix_socket_directories: socketDir,
    port,
    timezone: 'UTC',
    log_timezone: 'UTC',
    jit: 'off',
    random_page_cost: '1.1',
    log_checkpoints: 'off',
    ...chosen,
  }
  const lines = Object.entries(settings).map(
    ([name, value]) => `${name} = '${value.replaceAll("'", "''")}'\n`,
  )
  const file = join(place.dataDir, 'postgresql.conf')
  writeFileSync(
    file,
    `# Written anew at every start. Use "alter system" to change a setting.\n${lines.join('')}`,
  )
}

/** A socket's path holds 103 bytes on macOS and 107 on Linux; a deep checkout needs a shorter one. */
function socketDirFor(dataDir: string): string {
  if (Buffer.byteLength(join(dataDir, `.s.PGSQL.${port}.lock`)) <= 103) return dataDir
  return `/tmp/enishi-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`
}

function urlFor(socketDir: string, database = 'enishi'): string {
  return `postgresql://enishi@localhost/${database}?host=${encodeURIComponent(socketDir)}`
}

async function startServer(place: Place, programs: string): Promise<ChildProcess> {
  const deadline = Date.now() + startTimeoutMs
  for (;;) {
    const logStart = existsSync(place.logFile) ? readFileSync(place.logFile).length : 0
    const server = spawnServer(place, programs)
    if (await becomesReady(place, server, deadline)) return server
    const said = readFileSync(place.logFile).subarray(logStart).toString('utf8')
    // After a kill -9 the old sessions hold the shared memory until they notice, a moment later.
    if (Date.now() < deadline && /pre-existing shared memory block/.test(said)) {
      await pause(100)
      continue
    }
    throw new Error(`PostgreSQL did not start on ${place.dataDir}:\n${said.slice(-2000)}`)
  }
}

function spawnServer(place: Place, programs: string): ChildProcess {
  const log = openSync(place.logFile, 'a')
  // A process group of its own: Ctrl-C in the terminal must reach the server first and PostgreSQL last.
  const server = spawn(join(programs, 'postgres'), ['-D', place.dataDir], {
    ...place.account,
    cwd: place.dataDir,
    env: plainEnvironment(),
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  return server
}

/** False when the server ended, or when the time is up and it was ended. */
async function becomesReady(place: Place, server: ChildProcess, deadline: number): Promise<boolean> {
  if (server.pid === undefined) throw await new Promise((settle) => server.once('error', settle))
  while (server.exitCode === null && server.signalCode === null) {
    const running = readPidFile(place)
    // The log line "ready to accept connections" can be configured away; the file's eighth line cannot.
    if (running?.pid === server.pid && running?.status === 'ready') return true
    if (Date.now() > deadline) {
      server.kill('SIGQUIT')
      return false
    }
    await pause(pollMs)
  }
  return false
}

async function attend(place: Place, server: ChildProcess): Promise<Embedded> {
  const watchdog = startWatchdog(place, server)
  const ended = new Promise<void>((settle) => {
    server.once('exit', () => {
      watchdog.kill('SIGKILL')
      rmSync(place.ownerFile, { force: true })
      settle()
    })
  })
  // Neither child keeps this process alive; if it ends without stop(), the watchdog stops PostgreSQL.
  server.unref()
  async function stop(): Promise<void> {
    if (server.exitCode !== null || server.signalCode !== null) return
    server.ref()
    server.kill('SIGINT')
    await ended
  }
  const socketDir = socketDirFor(place.dataDir)
  try {
    await makeDatabase(socketDir)
  } catch (error) {
    await stop()
    throw error
  }
  return { url: urlFor(socketDir), pid: server.pid ?? 0, dataDir: place.dataDir, ended, stop }
}

/** Asks for a fast stop when the pipe closes, which the system does however this process dies. */
function startWatchdog(place: Place, server: ChildProcess): ChildProcess {
  const script = 'read -r _; read -r pid < "$2" && [ "$pid" = "$1" ] && kill -INT "$1"'
  const watchdog = spawn('/bin/sh', ['-c', script, 'watchdog', String(server.pid), pidFileOf(place)], {
    ...place.account,
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  watchdog.stdin?.on('error', () => {})
  watchdog.unref()
  const pipe = watchdog.stdin as unknown as { unref?: () => void } | null
  pipe?.unref?.()
  return watchdog
}

async function makeDatabase(socketDir: string): Promise<void> {
  const client = new Client({ connectionString: urlFor(socketDir, 'postgres') })
  await client.connect()
  try {
    const found = await client.query(`select from pg_catalog.pg_database where datname = 'enishi'`)
    if (found.rowCount === 0) await client.query('create database enishi')
  } finally {
    await client.end()
  }
}

/** Call only as the owner: whoever still runs there has lost the process that started it. */
async function stopOrphan(place: Place): Promise<void> {
  const running = readPidFile(place)
  if (running === undefined) return
  if (!(await answers(running.socketDir))) {
    // PostgreSQL would refuse to start while whoever has this number now is alive.
    if (!mayBePostgres(running.pid)) rmSync(pidFileOf(place), { force: true })
    return
  }
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    signalIfThere(running.pid, signal)
    const deadline = Date.now() + stopTimeoutMs
    // Its own file, not its process number, tells the end: a number stays while nobody collects the dead.
    while (Date.now() < deadline) {
      if (readPidFile(place)?.pid !== running.pid) return
      await pause(pollMs)
    }
  }
  throw new Error(`A PostgreSQL left over on ${place.dataDir}, process ${running.pid}, does not stop.`)
}

function signalIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function pidFileOf(place: Place): string {
  return join(place.dataDir, 'postmaster.pid')
}

/** postmaster.pid: process, data directory, start, port, socket folder, address, memory key, status. */
function readPidFile(place: Place): { pid: number; socketDir: string; status: string } | undefined {
  try {
    const lines = readFileSync(pidFileOf(place), 'utf8').split('\n')
    return { pid: Number(lines[0]), socketDir: lines[4] ?? '', status: (lines[7] ?? '').trim() }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function answers(socketDir: string): Promise<boolean> {
  return new Promise((settle) => {
    const socket = connect(join(socketDir, `.s.PGSQL.${port}`))
    socket.once('connect', () => {
      socket.destroy()
      settle(true)
    })
    socket.once('error', () => settle(false))
  })
}

/** The caller's locale and PG… variables must not shape the database. */
function plainEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' }
}
