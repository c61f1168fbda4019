// Counts the books again: runs every query of db/checks against the database at DATABASE_URL, or the town's
// own. Ends with 1 when any of them finds something.
import { existsSync } from 'node:fs'
import { openDatabase } from '#server/lib/database.ts'
import { runChecks } from '#server/operators/run-checks.ts'
import { placeFor } from '../db/embedded-place.ts'
import { sayWhyNot, townDataDir, withTownDatabase } from './lib/town-database.ts'

const shownRows = 20
/** For a town whose shops are open: slower, and nobody else is. */
const gently = process.argv.includes('--gently')

async function checkBooks(url: string): Promise<boolean> {
  const lanes = gently ? 1 : 2
  const database = openDatabase(url, { max: lanes, yields: gently })
  try {
    const results = await runChecks(database, { lanes })
    for (const { name, rows } of results) {
      console.log(`${rows.length === 0 ? '✓' : '✗'} ${name}`)
      for (const row of rows.slice(0, shownRows)) console.log(`    ${JSON.stringify(row)}`)
      if (rows.length > shownRows) console.log(`    … and ${rows.length - shownRows} more`)
    }
    return results.every(({ rows }) => rows.length === 0)
  } finally {
    await database.close()
  }
}

async function main(): Promise<void> {
  if (!process.env.DATABASE_URL && !existsSync(placeFor(townDataDir).dataDir)) {
    throw new Error('There are no books yet. Start the town with "npm start", or set DATABASE_URL.')
  }
  if (!(await withTownDatabase(checkBooks))) process.exitCode = 1
}

await main().catch(sayWhyNot)
