import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '../lib/database.ts'
import { askCheck, readWholeTables } from './queries.ts'

const checks = join(import.meta.dirname, '../../db/checks')

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
  const { folder = checks, lanes = 1 } = how
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

function check(database: Database, folder: string, file: string): Promise<CheckResult> {
  const text = readFileSync(join(folder, file), 'utf8')
  return database.transact(async (tx) => {
    await readWholeTables(tx)
    const rows = await askCheck(tx, text).catch((cause: Error) => {
      throw new Error(`${file}: ${cause.message}`, { cause })
    })
    return { name: file.slice(0, -'.sql'.length), rows }
  })
}
