import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { sql } from '#server/lib/database.ts'
import { openEmptyDatabase } from '../test/database.ts'
import { migrate } from './migrate.ts'

async function prepare(t: TestContext) {
  const town = await openEmptyDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'enishi-migrate-'))
  t.after(async () => {
    await town.close()
    await rm(folder, { recursive: true, force: true })
  })
  await mkdir(join(folder, 'migrations'))
  await mkdir(join(folder, 'functions'))
  const lines: string[] = []
  return {
    database: town.database,
    lines,
    write: (file: string, text: string) => writeFile(join(folder, file), text),
    remove: (file: string) => rm(join(folder, file)),
    run: () => migrate(town.url, { folder, log: (line) => lines.push(line) }),
  }
}

test('applies each migration once and a function whenever its text changes', async (t) => {
  const { database, lines, write, run } = await prepare(t)
  await write('migrations/0001-shop.sql', 'create table shop (id int); insert into shop values (1);')
  await write('functions/shops.sql', 'create or replace view shops as select count(*) as n from shop;')
  await run()
  await run()
  await write('migrations/0002-more.sql', 'insert into shop values (2);')
  await write('functions/shops.sql', 'create or replace view shops as select 10 * count(*) as n from shop;')
  await run()
  assert.deepEqual(await database.one(sql`select n from shops`), { n: 20 })
  assert.deepEqual(lines, [
    'applied 0001-shop.sql',
    'applied shops.sql',
    'applied 0002-more.sql',
    'applied shops.sql',
  ])
})

test('two runners at once apply everything once', async (t) => {
  const { database, lines, write, run } = await prepare(t)
  await write('migrations/0001-shop.sql', 'create table shop (id int);')
  await write('migrations/0002-first.sql', 'insert into shop values (1);')
  await Promise.all([run(), run(), run()])
  assert.deepEqual(await database.one(sql`select count(*) from shop`), { count: 1 })
  assert.equal(lines.length, 2)
})

test('a migration that fails leaves nothing and says where', async (t) => {
  const { database, write, run } = await prepare(t)
  await write('migrations/0001-shop.sql', 'create table shop (id int);\ninsert into shop\nvalues (nothing);')
  await assert.rejects(run(), /0001-shop\.sql: line 3: column "nothing" does not exist/)
  assert.equal(await database.maybe(sql`select from pg_tables where tablename = 'shop'`), undefined)
  assert.deepEqual(await database.many(sql`select number from public.migration`), [])
})

test('history is not edited, lost or overtaken', async (t) => {
  const { write, remove, run } = await prepare(t)
  await write('migrations/0002-shop.sql', 'create table shop\n(id int);')
  await run()
  await write('migrations/0002-shop.sql', 'create table shop\r\n(id int);')
  await run()
  await write('migrations/0002-shop.sql', 'create table shop (id bigint);')
  await assert.rejects(run(), /0002-shop\.sql was applied and must not be edited/)
  await remove('migrations/0002-shop.sql')
  await assert.rejects(run(), /0002-shop\.sql, which is not here: it is newer than this code/)
  await write('migrations/0002-shop.sql', 'create table shop\n(id int);')
  await write('migrations/0001-late.sql', 'select 1;')
  await assert.rejects(run(), /0001-late\.sql comes too late/)
  await write('migrations/0002-twice.sql', 'select 1;')
  await assert.rejects(run(), /Two migrations have one number/)
  await write('migrations/first.sql', 'select 1;')
  await assert.rejects(run(), /named NNNN-what-it-does\.sql/)
})
