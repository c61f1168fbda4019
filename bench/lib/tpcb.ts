// The baseline that everybody knows: TPC-B as pgbench runs it, 32 clients, prepared statements, on the same
// server and in the same run.
import { execFile } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Database, openDatabase } from '#server/lib/database.ts'
import { accountFor, closedLoop, type Sample } from './measure.ts'
import { type BenchTown, connections } from './town.ts'

/** As many branches as clients, or the clients would mostly wait for each other's branch. */
const scale = connections

export type Baseline = {
  /** Which program plays the clients. */
  name: string
  run: (seconds: number) => Promise<Sample>
  close: () => Promise<void>
}

/** Makes pgbench's tables in a database of their own; pgbench plays the clients where it is installed. */
export async function openBaseline(town: BenchTown): Promise<Baseline> {
  await town.owner.pool.query('create database tpcb')
  const url = new URL(town.postgres.url)
  url.pathname = 'tpcb'
  const database = openDatabase(url.href, { max: connections })
  await fill(database)
  const program = findPgbench()
  const close = () => database.close()
  if (program === undefined) {
    return { name: 'own driver', run: (seconds) => runOwn(town, database, seconds), close }
  }
  const { stdout } = await promisify(execFile)(program, ['--version'])
  return { name: stdout.trim(), run: (seconds) => runPgbench(town, program, url, seconds), close }
}

function findPgbench(): string | undefined {
  const folders = (process.env.PATH ?? '').split(':')
  const places = [
    ...folders.map((folder) => join(folder, 'pgbench')),
    ...globSync('/usr/lib/postgresql/*/bin/pgbench'),
  ]
  return places.find((place) => existsSync(place))
}

async function fill(database: Database): Promise<void> {
  await database.pool.query(`
    create table pgbench_branches (bid int not null, bbalance int, filler char(88)) with (fillfactor = 100);
    create table pgbench_tellers (tid int not null, bid int, tbalance int, filler char(84)) with (fillfactor = 100);
    create table pgbench_accounts (aid int not null, bid int, abalance int, filler char(84)) with (fillfactor = 100);
    create table pgbench_history (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22));
    insert into pgbench_branches select n, 0, '' from generate_series(1, ${scale}) n;
    insert into pgbench_tellers select n, (n - 1) / 10 + 1, 0, '' from generate_series(1, ${10 * scale}) n;
    insert into pgbench_accounts
      select n, (n - 1) / 100000 + 1, 0, '' from generate_series(1, ${100_000 * scale}) n;
    alter table pgbench_branches add primary key (bid);
    alter table pgbench_tellers add primary key (tid);
    alter table pgbench_accounts add primary key (aid);`)
  await database.pool.query('vacuum analyze')
}

async function runPgbench(town: BenchTown, program: string, url: URL, seconds: number): Promise<Sample> {
  const prefix = join(town.folder, 'pgbench_log')
  const options = ['-M', 'prepared', '-c', String(connections), '-j', '2', '-T', String(seconds), '-n', '-l']
  const socket = url.searchParams.get('host') ?? ''
  const place = ['--log-prefix', prefix, '-h', socket, '-U', 'enishi', 'tpcb']
  return accountFor(town, async () => {
    const { stdout } = await promisify(execFile)(program, [...options, ...place])
    const logs = globSync(`${prefix}.*`)
    const lines = (await Promise.all(logs.map((log) => readFile(log, 'utf8')))).join('').trim().split('\n')
    await Promise.all(logs.map((log) => rm(log)))
    // client, transaction, microseconds, …
    const latencies = lines.map((line) => Number(line.split(' ')[2]) / 1000)
    const perSecond = Number(/tps = ([\d.]+)/.exec(stdout)?.[1])
    return { latencies, seconds: latencies.length / perSecond }
  })
}

/** The same seven messages from Node, which is slower than pgbench and makes the ratios look better. */
function runOwn(town: BenchTown, database: Database, seconds: number): Promise<Sample> {
  const below = (limit: number) => 1 + Math.floor(Math.random() * limit)
  const named = (name: string, text: string, values: number[]) => ({ name, text, values })
  async function act(): Promise<void> {
    const [bid, tid, aid] = [below(scale), below(10 * scale), below(100_000 * scale)]
    const delta = below(10_001) - 5_001
    const client = await database.pool.connect()
    try {
      await client.query({ name: 'b', text: 'begin' })
      const add = 'update pgbench_accounts set abalance = abalance + $1 where aid = $2'
      await client.query(named('a1', add, [delta, aid]))
      await client.query(named('a2', 'select abalance from pgbench_accounts where aid = $1', [aid]))
      await client.query(
        named('a3', 'update pgbench_tellers set tbalance = tbalance + $1 where tid = $2', [delta, tid]),
      )
      await client.query(
        named('a4', 'update pgbench_branches set bbalance = bbalance + $1 where bid = $2', [delta, bid]),
      )
      const note = 'insert into pgbench_history (tid, bid, aid, delta, mtime) values ($1, $2, $3, $4, now())'
      await client.query(named('a5', note, [tid, bid, aid, delta]))
      await client.query({ name: 'c', text: 'commit' })
    } finally {
      client.release()
    }
  }
  return closedLoop(town, { inFlight: connections, seconds, act })
}
