import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import { join } from 'node:path'
import { type Database, sql, type Transaction } from '#server/lib/database.ts'

export type CheckResult = {
  /** The sentence that should be true, as the file is named. */
  name: string
  /** What contradicts it; none when it is true. */
  rows: unknown[]
}

export type HowToCheck = {
  folder?: string
  /** Queries that run side by side; for large books, on a database with as many connections. */
  lanes?: number
}

/**
 * Runs every query in `folder`, without stopping anybody who pays meanwhile; gives the results in the order of the
 * files' names. Each check sees one instant of the books, and each an instant of its own: what a check says is true of
 * every instant, and one instant for all of them would keep every row that payments replace in these minutes. Throws
 * when there is no check, or one that is not a single query.
 */
export async function runChecks(database: Database, how: HowToCheck = {}): Promise<CheckResult[]> {
  const { folder = join(import.meta.dirname, 'checks'), lanes = 1 } = how
  const waiting = readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .toSorted()
  // Books that nothing looked at must not pass for books that are right.
  if (waiting.length === 0) throw new Error(`There is no check in ${folder}.`)
  const results: CheckResult[] = []
  async function work(): Promise<void> {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      results.push(await check(database, folder, file))
    }
  }
  await Promise.all(Array.from({ length: lanes }, work))
  return results.toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

/** Whole tables are read here, which is not what the settings for payments are made for. */
async function prepare(tx: Transaction): Promise<void> {
  await tx.run(sql`set transaction isolation level repeatable read, read only`)
  // All of history is sorted and joined; the default of 4 MB would do it on disk.
  await tx.run(sql`set local work_mem = '128MB'`)
  // Postings and transfers have the same monthly partitions: a month is joined with its month, in memory.
  await tx.run(sql`set local enable_partitionwise_join = on`)
  await tx.run(sql`set local enable_partitionwise_aggregate = on`)
  // A right book gives no rows, so handing rows over costs nothing; the planner expects half of them and would
  // leave the second processor idle.
  await tx.run(sql`set local parallel_tuple_cost = 0`)
}

function check(database: Database, folder: string, file: string): Promise<CheckResult> {
  const text = readFileSync(join(folder, file), 'utf8')
  return database.transact(async (tx) => {
    await prepare(tx)
    const { rows } = await tx.client.query<object>(text).catch((cause: Error) => {
      throw new Error(`${file}: ${cause.message}`, { cause })
    })
    if (rows === undefined) throw new Error(`${file}: a check is a single query`)
    return { name: file.slice(0, -'.sql'.length), rows }
  })
}

/**
 * Lets everybody else have the processor first, for as long as the one connection of this database lives: payments
 * keep their rate while the books are counted. Does nothing where PostgreSQL runs on another machine or as somebody
 * else.
 */
export async function yieldToOthers(database: Database): Promise<void> {
  const { pid } = await database.one<{ pid: number }>(sql`
    select pg_backend_pid() as pid, set_config('max_parallel_workers_per_gather', '0', false)`)
  try {
    // On another machine the number is somebody else's here.
    if (!readFileSync(`/proc/${pid}/cmdline`, 'latin1').startsWith('postgres')) return
    setPriority(pid, constants.priority.PRIORITY_LOW)
    // Each server process of PostgreSQL is a session of its own, and Linux shares the processors between sessions
    // first: the priority above says nothing outside of it (sched(7), autogroup).
    writeFileSync(`/proc/${pid}/autogroup`, String(constants.priority.PRIORITY_LOW))
  } catch {
    return
  }
}
