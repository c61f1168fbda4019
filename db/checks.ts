import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Database, sql } from '#server/lib/database.ts'

export type CheckResult = {
  /** The sentence that should be true, as the file is named. */
  name: string
  /** What contradicts it; none when it is true. */
  rows: unknown[]
}

/**
 * Runs every query in `folder`, in file-name order, all on one and the same instant of the books and without
 * stopping anybody who pays meanwhile. Throws when there is no check, or one that is not a single query.
 */
export async function runChecks(
  database: Database,
  folder = join(import.meta.dirname, 'checks'),
): Promise<CheckResult[]> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'))
  // Books that nothing looked at must not pass for books that are right.
  if (files.length === 0) throw new Error(`There is no check in ${folder}.`)
  return database.transact(async (tx) => {
    await tx.run(sql`set transaction isolation level repeatable read, read only`)
    // All of history is sorted and joined here; the default of 4 MB would do it on disk.
    await tx.run(sql`set local work_mem = '128MB'`)
    const results: CheckResult[] = []
    for (const file of files.toSorted()) {
      const text = readFileSync(join(folder, file), 'utf8')
      const { rows } = await tx.client.query<object>(text).catch((cause: Error) => {
        throw new Error(`${file}: ${cause.message}`, { cause })
      })
      if (rows === undefined) throw new Error(`${file}: a check is a single query`)
      results.push({ name: file.slice(0, -'.sql'.length), rows })
    }
    return results
  })
}
