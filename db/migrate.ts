// Brings a database up to date: tables by migrations that are never edited, functions and views by files that
// are applied again whenever their text changes.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client, DatabaseError } from 'pg'

type Options = { log?: (line: string) => void; folder?: string }

type File = { name: string; text: string; sha256: string }

type Migration = File & { number: number }

/** Any number would do, as long as every runner takes the same: "enishi" in ASCII. */
const lock = '111494725593193'

/**
 * Applies what `folder` (this one, unless told) holds and the database does not have yet: migrations/ by
 * number, then functions/ by name, each file in a transaction of its own. A second runner waits and finds
 * nothing left to do. Throws, in a sentence, when a migration that was applied has been edited, is missing,
 * or when a new one has a number that is already behind.
 */
export async function migrate(url: string, { log = () => {}, folder = import.meta.dirname }: Options = {}) {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`select pg_advisory_lock(${lock})`)
    await client.query(ownTables)
    await applyMigrations(client, readMigrations(join(folder, 'migrations')), log)
    await applyFunctions(client, readFiles(join(folder, 'functions')), log)
  } finally {
    await client.end()
  }
}

const ownTables = `
  set client_min_messages = warning;
  create table if not exists public.migration (
    number     int primary key,
    name       text not null,
    sha256     text not null,
    applied_at timestamptz not null default now()
  );
  comment on table public.migration is 'migrations applied to this database; their files are never edited';
  create table if not exists public.function_file (
    name       text primary key,
    sha256     text not null,
    applied_at timestamptz not null default now()
  );
  comment on table public.function_file is 'files of functions and views as last applied to this database';
  reset client_min_messages;`

async function applyMigrations(client: Client, migrations: Migration[], log: (line: string) => void) {
  const applied = await client.query<{ number: number; name: string; sha256: string }>(
    'select number, name, sha256 from public.migration order by number',
  )
  for (const { number, name, sha256 } of applied.rows) {
    const file = migrations.find((migration) => migration.number === number)
    if (!file)
      throw new Error(`This database has migration ${name}, which is not here: it is newer than this code.`)
    if (file.sha256 !== sha256) {
      throw new Error(`Migration ${name} was applied and must not be edited. Restore it and write a new one.`)
    }
  }
  const last = applied.rows.at(-1)?.number ?? 0
  const known = new Set(applied.rows.map((row) => row.number))
  for (const migration of migrations.filter((file) => !known.has(file.number))) {
    const { number, name, sha256 } = migration
    if (number <= last)
      throw new Error(`Migration ${name} comes too late: number ${last} was applied already.`)
    await apply(client, migration, () =>
      client.query('insert into public.migration (number, name, sha256) values ($1, $2, $3)', [
        number,
        name,
        sha256,
      ]),
    )
    log(`applied ${name}`)
  }
}

async function applyFunctions(client: Client, files: File[], log: (line: string) => void) {
  const applied = await client.query<{ name: string; sha256: string }>(
    'select name, sha256 from public.function_file',
  )
  const known = new Map(applied.rows.map((row) => [row.name, row.sha256]))
  for (const file of files) {
    if (known.get(file.name) === file.sha256) continue
    await apply(client, file, () =>
      client.query(
        `insert into public.function_file (name, sha256) values ($1, $2)
         on conflict (name) do update set sha256 = excluded.sha256, applied_at = now()`,
        [file.name, file.sha256],
      ),
    )
    log(`applied ${file.name}`)
  }
}

async function apply(client: Client, { name, text }: File, note: () => Promise<unknown>): Promise<void> {
  await client.query('begin')
  try {
    await note()
    await client.query(text)
    await client.query('commit')
  } catch (cause) {
    await client.query('rollback')
    throw new Error(`${name}: ${describe(cause, text)}`, { cause })
  }
}

function describe(error: unknown, text: string): string {
  if (!(error instanceof DatabaseError)) return String(error)
  const line = error.position === undefined ? 0 : text.slice(0, Number(error.position)).split('\n').length
  return [line > 0 ? `line ${line}: ${error.message}` : error.message, error.detail, error.hint]
    .filter((part) => part !== undefined)
    .join('\n')
}

function readMigrations(folder: string): Migration[] {
  const migrations = readFiles(folder).map((file) => {
    const number = Number(/^(\d{4})-/.exec(file.name)?.[1])
    if (!(number > 0)) throw new Error(`A migration is named NNNN-what-it-does.sql, from 0001: ${file.name}`)
    return { ...file, number }
  })
  for (const [index, { name, number }] of migrations.entries()) {
    const before = migrations[index - 1]
    if (before?.number === number) throw new Error(`Two migrations have one number: ${before.name}, ${name}`)
  }
  return migrations
}

function readFiles(folder: string): File[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql'))
  return names.toSorted().map((name) => {
    // A checkout on Windows may have other line ends; the text is the same.
    const text = readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n')
    return { name, text, sha256: createHash('sha256').update(text).digest('hex') }
  })
}
