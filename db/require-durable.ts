import { type Database, sql } from '#server/lib/database.ts'

const oldest = 16

/**
 * Makes sure that what this database acknowledges outlives a power cut; every program that takes money calls
 * it before its first payment. Throws a sentence that says what is off and how to mend it, also for a
 * PostgreSQL older than 16.
 */
export async function requireDurable(database: Database): Promise<void> {
  const { version } = await database.one<{ version: number }>(
    sql`select current_setting('server_version_num')::int / 10000 as version`,
  )
  if (version < oldest)
    throw new Error(`PostgreSQL ${version} is too old for money here; use ${oldest} or newer.`)
  const off = await database.many<{ name: string }>(
    sql`select name from pg_catalog.pg_settings
        where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off'
        order by name`,
  )
  if (off.length === 0) return
  const names = off.map(({ name }) => name)
  const mend = names.map((name) => `alter system set ${name} = on; `).join('')
  throw new Error(
    `This database may lose acknowledged payments, because ${names.join(' and ')} is off. ` +
      `Mend it with: ${mend}select pg_reload_conf();`,
  )
}
