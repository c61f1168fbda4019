// The one way to PostgreSQL: statements are written with sql`…`, asked with one of four verbs.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import { DatabaseError, Pool, type PoolClient, types } from 'pg'

/** A statement, or a piece of one, with the values that belong into its gaps. */
export type Sql = {
  readonly [made]: true
  readonly parts: readonly string[]
  readonly values: readonly unknown[]
}

/** Only sql`…` can set this mark: a value that came in as JSON can never become part of a text. */
const made = Symbol('sql')

export type Queries = {
  /** Gives the one row there must be; throws for none or several. */
  one<T>(query: Sql): Promise<T>
  /** Gives the row there may be; throws for several. */
  maybe<T>(query: Sql): Promise<T | undefined>
  /** Gives all rows. */
  many<T>(query: Sql): Promise<T[]>
  /** Gives the number of rows that were touched. */
  run(query: Sql): Promise<number>
}

/** What may be asked inside a transaction; `client` is for libraries that bring statements of their own. */
export type Transaction = Queries & { readonly client: PoolClient }

export type Database = Queries & {
  /** For LISTEN, COPY and libraries that bring statements of their own. */
  readonly pool: Pool
  /**
   * Does `work` wholly or not at all, in one transaction (READ COMMITTED). Throws what `work` throws, after
   * rolling back, and CommitUnknown when the connection was lost before the commit was answered.
   */
  transact<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
  /** Lets running statements finish and closes every connection. */
  close(): Promise<void>
}

/** Nobody knows whether it took place: look its id up on a new connection before doing it again. */
export class CommitUnknown extends Error {
  override name = 'CommitUnknown'
}

/** Every connection was busy and stayed so: nothing was asked, and whoever asked may come back in a moment. */
export class NoConnection extends Error {
  override name = 'NoConnection'
}

/**
 * Writes a statement: values become parameters, pieces made with sql`…` become part of the text. Throws for
 * undefined, which PostgreSQL would silently take for null. Traps: an array means a PostgreSQL array, so
 * stringify what goes into jsonb; sum() of bigint is numeric and arrives as text, so cast it.
 */
export function sql(texts: TemplateStringsArray, ...gaps: unknown[]): Sql {
  const parts = [texts[0] ?? '']
  const values: unknown[] = []
  for (const [index, gap] of gaps.entries()) {
    const after = texts[index + 1] ?? ''
    if (gap === undefined) throw new TypeError(`a value is missing after: ${texts[index]}`)
    if (isSql(gap)) {
      const [first = '', ...rest] = gap.parts
      parts[parts.length - 1] += first
      parts.push(...rest)
      parts[parts.length - 1] += after
      values.push(...gap.values)
    } else {
      parts.push(after)
      values.push(gap)
    }
  }
  return { [made]: true, parts, values }
}

/**
 * Lets one transaction after the other through for what goes by this name, until each ends: for counts that must hold,
 * and for rows that are not there yet to be locked.
 */
export async function holdName(tx: Queries, name: string): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`)
}

/**
 * Opens a pool of at most `max` connections. With `role`, every connection works as that role, so that a
 * server can be kept from updating or deleting money whatever its code says. Connects at the first question;
 * throws at once only for a role that is not a plain name. A question for which no connection becomes free within
 * `patienceMs` throws NoConnection.
 */
export function openDatabase(url: string, options: DatabaseOptions): Database {
  const pool = openPool(url, options)
  return {
    ...queriesOn(pool),
    pool,
    transact: (work) => transactOn(pool, work),
    close: () => pool.end(),
  }
}

const utc = '-c timezone=UTC'
const oneProcessor = '-c max_parallel_workers_per_gather=0'
const asRole = (role: string | undefined) => (role === undefined ? [] : [`-c role=${role}`])

type DatabaseOptions = {
  max: number
  role?: string
  patienceMs?: number
  /** For long questions: whoever else wants the processors gets them first. */
  yields?: boolean
}

function openPool(url: string, { max, role, patienceMs = 10_000, yields = false }: DatabaseOptions): Pool {
  if (role !== undefined && !/^[a-z_][a-z0-9_]*$/.test(role))
    throw new TypeError(`not a role's name: ${role}`)
  const pool = new Pool({
    connectionString: url,
    max,
    // A long question of the office takes one processor and leaves the others to the tills.
    options: [utc, ...(role === undefined && !yields ? [] : [oneProcessor]), ...asRole(role)].join(' '),
    // A connection keeps the plans of its statements, so it is kept too.
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: patienceMs,
    keepAlive: true,
    types: { getTypeParser },
  })
  // Without listeners a lost connection, idle or in use, would end the process. A running question fails.
  pool.on('error', (error) => {
    // Whoever closes the pool may stop the database in the same moment.
    if (!pool.ending) reportLost(error)
  })
  pool.on('connect', (client) => client.on('error', () => {}))
  // The driver knows the number of the server process; its types do not.
  if (yields) pool.on('connect', (client) => yieldToOthers(client as PoolClient & { processID: number }))
  return pool
}

/**
 * Lets everybody else have the processor before a server process of PostgreSQL, for as long as it lives. Does nothing
 * where it runs on another machine or as somebody else.
 */
function yieldToOthers({ processID }: { processID: number }): void {
  try {
    // On another machine the number is somebody else's here.
    if (!readFileSync(`/proc/${processID}/cmdline`, 'latin1').startsWith('postgres')) return
    setPriority(processID, constants.priority.PRIORITY_BELOW_NORMAL)
    // Each server process of PostgreSQL is a session of its own, and Linux shares the processors between sessions
    // first: the priority above says nothing outside of it (sched(7), autogroup).
    writeFileSync(`/proc/${processID}/autogroup`, String(constants.priority.PRIORITY_BELOW_NORMAL))
  } catch {
    return
  }
}

function reportLost(error: Error): void {
  console.error(`A connection to the database was lost: ${error.message}`)
}

async function transactOn<T>(pool: Pool, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch(sayWhy)
  let broken: Error | undefined
  try {
    await client.query('begin')
    const result = await work({ ...queriesOn(client), client }).catch(async (error: unknown) => {
      // A connection that cannot even roll back is thrown away, and PostgreSQL rolls back for it.
      await client.query('rollback').catch((lost: Error) => (broken = lost))
      throw error
    })
    await commit(client).catch((error: Error) => {
      if (error instanceof CommitUnknown) broken = error
      throw error
    })
    return result
  } finally {
    client.release(broken)
  }
}

async function commit(client: PoolClient): Promise<void> {
  const { command } = await client.query('commit').catch((cause: Error) => {
    // PostgreSQL itself said no, as a deferred constraint does: then it is known that nothing took place.
    if (cause instanceof DatabaseError && isRefusal(cause)) throw cause
    throw new CommitUnknown('the commit was not answered', { cause })
  })
  // PostgreSQL answers the commit of a failed transaction with a quiet rollback.
  if (command !== 'COMMIT') throw new Error('rolled back: an error inside the transaction was passed over')
}

/** SQLSTATE classes that tell of a statement, not of a connection or server that went away. */
function isRefusal(error: DatabaseError): boolean {
  return !/^(08|57P|58|XX)/.test(error.code ?? '08')
}

function queriesOn(client: Pool | PoolClient): Queries {
  async function many<T>(query: Sql): Promise<T[]> {
    return (await client.query(statement(query)).catch(sayWhy)).rows as T[]
  }
  async function maybe<T>(query: Sql): Promise<T | undefined> {
    const rows = await many<T>(query)
    if (rows.length > 1) throw new Error(`expected at most one row, got ${rows.length}: ${textOf(query)}`)
    return rows[0]
  }
  async function one<T>(query: Sql): Promise<T> {
    const row = await maybe<T>(query)
    if (row === undefined) throw new Error(`expected one row, got none: ${textOf(query)}`)
    return row
  }
  async function run(query: Sql): Promise<number> {
    return (await client.query(statement(query)).catch(sayWhy)).rowCount ?? 0
  }
  return { one, maybe, many, run }
}

/** The pool tells by these words alone that all its connections were busy. */
function sayWhy(error: Error): never {
  const busy = error.message === 'timeout exceeded when trying to connect'
  throw busy ? new NoConnection('no connection became free', { cause: error }) : error
}

/** Whether the database answers; never throws. */
export function isAlive(database: Database): Promise<boolean> {
  return database.run(sql`select 1`).then(
    () => true,
    () => false,
  )
}

const names = new Map<string, string>()

/**
 * A statement named by its text, so that each connection parses and plans it once; for libraries that bring statements
 * of their own. The text must not hold values: each text stays in the connection's memory.
 */
export function named(
  text: string,
  values: readonly unknown[],
): { name: string; text: string; values: unknown[] } {
  let name = names.get(text)
  if (name === undefined) {
    name = createHash('sha256').update(text).digest('hex').slice(0, 32)
    names.set(text, name)
  }
  return { name, text, values: [...values] }
}

const statement = (query: Sql) => named(textOf(query), query.values)

function textOf({ parts }: Sql): string {
  let text = parts[0] ?? ''
  for (let gap = 1; gap < parts.length; gap += 1) text += `$${gap}${parts[gap]}`
  return text
}

function isSql(value: unknown): value is Sql {
  return typeof value === 'object' && value !== null && made in value
}

const textArray: number = 1009
const parseTextArray = types.getTypeParser(textArray) as (text: string) => (string | null)[]

/** What arrives: int8 as a safe number, date as 'YYYY-MM-DD'; all else as the driver has it. */
const parsers: Record<number, (text: string) => unknown> = {
  20: safeInteger,
  1016: (text) => parseTextArray(text).map((item) => (item === null ? null : safeInteger(item))),
  1082: (text) => text,
  1182: parseTextArray,
}

/** Money is counted in integers, and a number that cannot hold one exactly must not pass for it. */
function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is too large to be counted exactly`)
  return value
}

function getTypeParser(type: number, format?: 'text' | 'binary'): unknown {
  return (format !== 'binary' && parsers[type]) || types.getTypeParser(type, format)
}
