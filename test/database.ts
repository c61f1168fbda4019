// A database of its own for each test file, in some tens of milliseconds: everything under db/ and seed/ goes
// into a template once, and each file gets a copy of it.
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { type Database, openDatabase } from '#server/lib/database.ts'
import { dayOf } from '#server/lib/day.ts'
import { migrate } from '../db/migrate.ts'
import { sharedServer, startTestServer } from './server.ts'

export type TestDatabase = {
  url: string
  database: Database
  /** Closes the connections and drops the database. */
  close: () => Promise<void>
}

type PrepareTemplate = (url: string) => Promise<void>

/**
 * Opens a copy of the template: all migrations and functions, then what `prepareTemplate` adds. The template
 * is made by whoever comes first; others wait for it. Works in `npm test` and when a file is run alone.
 * Throws what a migration throws.
 */
export async function openTestDatabase(
  options: { prepareTemplate?: PrepareTemplate } = {},
): Promise<TestDatabase> {
  const server = await findServer()
  return openCopy(server, await findTemplate(server, options.prepareTemplate))
}

/** Opens a database with nothing in it, for tests of the migrations themselves. */
export async function openEmptyDatabase(): Promise<TestDatabase> {
  return openCopy(await findServer(), 'template0')
}

let ownServer: Promise<string> | undefined

function findServer(): Promise<string> {
  const shared = process.env[sharedServer]
  if (shared !== undefined) return Promise.resolve(shared)
  ownServer ??= startOwnServer()
  return ownServer
}

/** For a test file run alone. It stops when the tests are through and nothing else keeps the process. */
async function startOwnServer(): Promise<string> {
  const { url, stop } = await startTestServer()
  process.once('beforeExit', () => void stop())
  return url
}

async function findTemplate(server: string, prepareTemplate: PrepareTemplate | undefined): Promise<string> {
  const template = `template_${hashOfWhatShapesIt(prepareTemplate)}`
  const unfinished = `${template}_unfinished`
  await withClient(server, async (client) => {
    // Test files run side by side; the second one waits here until the first has made the template.
    await client.query(`select pg_advisory_lock(hashtext('template'))`)
    const found = await client.query('select from pg_catalog.pg_database where datname = $1', [template])
    if (found.rowCount === 1) return
    await client.query(`drop database if exists ${unfinished} with (force)`)
    await client.query(`create database ${unfinished} template template0`)
    await migrate(withDatabase(server, unfinished))
    await prepareTemplate?.(withDatabase(server, unfinished))
    await client.query(`alter database ${unfinished} rename to ${template}`)
  })
  return template
}

const root = join(import.meta.dirname, '..')

function hashOfWhatShapesIt(prepareTemplate: PrepareTemplate | undefined): string {
  // What is seeded counts its days from today, and tests may go on after midnight.
  const hash = createHash('sha256').update(String(prepareTemplate)).update(dayOf(new Date()))
  for (const folder of ['db', 'seed'].map((name) => join(root, name)).filter((path) => existsSync(path))) {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
    const files = entries.filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    for (const path of files.map((entry) => join(entry.parentPath, entry.name)).toSorted()) {
      hash.update(path.slice(root.length)).update(readFileSync(path))
    }
  }
  return hash.digest('hex').slice(0, 12)
}

async function openCopy(server: string, template: string): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  // Copying files is several times faster than writing every page to the log, which nobody here will read.
  await withClient(server, (client) =>
    client.query(`create database ${name} template ${template} strategy file_copy`),
  )
  const url = withDatabase(server, name)
  const database = openDatabase(url, { max: 10 })
  async function close(): Promise<void> {
    await database.close()
    await withClient(server, (client) => client.query(`drop database ${name} with (force)`))
  }
  return { url, database, close }
}

async function withClient(url: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

function withDatabase(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = name
  return url.href
}
