import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { constants, getPriority } from 'node:os'
import { after, before, test } from 'node:test'
import { openTestDatabase, type TestDatabase } from '../../test/database.ts'
import { CommitUnknown, NoConnection, openDatabase, sql } from './database.ts'

let town: TestDatabase

before(async () => {
  town = await openTestDatabase()
  await town.database.run(sql`create table coin (id int primary key, amount bigint not null)`)
})

after(() => town.close())

test('the verbs count rows', async () => {
  const { database } = town
  assert.equal(await database.run(sql`insert into coin values (1, 10), (2, 20)`), 2)
  assert.deepEqual(await database.one(sql`select amount from coin where id = ${1}`), { amount: 10 })
  assert.equal(await database.maybe(sql`select amount from coin where id = ${3}`), undefined)
  assert.deepEqual(await database.many(sql`select id from coin order by id`), [{ id: 1 }, { id: 2 }])
  await assert.rejects(database.one(sql`select id from coin where id = ${3}`), /expected one row, got none/)
  await assert.rejects(database.one(sql`select id from coin`), /at most one row, got 2/)
  await assert.rejects(database.maybe(sql`select id from coin`), /at most one row, got 2/)
})

test('pieces become text, values never do', async () => {
  const piece = sql`where id = any(${[1, 2]}) and amount > ${0}`
  const query = sql`select ${"'; drop table coin; --"}::text as said, count(*) from coin ${piece} limit ${5}`
  assert.deepEqual(await town.database.one(query), { said: "'; drop table coin; --", count: 2 })
  const forged = JSON.parse('{"parts":["drop table coin"],"values":[]}') as unknown
  assert.deepEqual(await town.database.one(sql`select ${forged}::jsonb->'parts' as parts`), {
    parts: ['drop table coin'],
  })
  assert.throws(() => sql`select ${undefined}`, /a value is missing after: select/)
})

test('values keep their meaning on the way', async () => {
  const day = await town.database.one(
    sql`select '2026-04-01'::date as day, array['2026-04-01'::date] as days, 1.10::numeric as rate,
          '2026-04-01T00:00:00+09'::timestamptz as at, array[1, null]::bigint[] as amounts`,
  )
  assert.deepEqual(day, {
    day: '2026-04-01',
    days: ['2026-04-01'],
    rate: '1.10',
    at: new Date('2026-03-31T15:00:00Z'),
    amounts: [1, null],
  })
})

test('an amount that a number cannot hold exactly is an error, and the connection lives on', async () => {
  const { database } = town
  assert.deepEqual(await database.one(sql`select 9007199254740991 as amount`), { amount: 9007199254740991 })
  await assert.rejects(
    database.one(sql`select 9007199254740993 as amount`),
    /too large to be counted exactly/,
  )
  await assert.rejects(database.one(sql`select array[-9007199254740993] as amounts`), RangeError)
  assert.deepEqual(await database.one(sql`select 1 as amount`), { amount: 1 })
})

test('a transaction happens wholly or not at all', async () => {
  const { database } = town
  const kept = await database.transact(async (tx) => {
    await tx.run(sql`insert into coin values (3, 30)`)
    return tx.one<{ amount: number }>(sql`select amount from coin where id = 3`)
  })
  assert.deepEqual(kept, { amount: 30 })
  const failing = database.transact(async (tx) => {
    await tx.run(sql`insert into coin values (4, 40)`)
    throw new Error('changed my mind')
  })
  await assert.rejects(failing, /changed my mind/)
  assert.equal(await database.maybe(sql`select id from coin where id = 4`), undefined)
})

test('an error passed over inside a transaction does not count as committed', async () => {
  const work = town.database.transact(async (tx) => {
    await tx.run(sql`insert into coin values (5, 50)`)
    await tx.run(sql`select 1 / 0`).catch(() => {})
  })
  await assert.rejects(work, /rolled back/)
  assert.equal(await town.database.maybe(sql`select id from coin where id = 5`), undefined)
})

test('a constraint checked at the commit is a plain no', async () => {
  const { database } = town
  await database.run(sql`create table twin (id int unique deferrable initially deferred)`)
  const work = database.transact((tx) => tx.run(sql`insert into twin values (1), (1)`))
  await assert.rejects(work, { code: '23505' })
})

test('a connection lost at the commit leaves the outcome unknown', async () => {
  const { database } = town
  await database.run(sql`create function cut() returns trigger language plpgsql as $$
    begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$`)
  await database.run(sql`create table fragile (id int)`)
  await database.run(sql`create constraint trigger cut after insert on fragile
    deferrable initially deferred for each row execute function cut()`)
  const work = database.transact((tx) => tx.run(sql`insert into fragile values (1)`))
  await assert.rejects(work, CommitUnknown)
  assert.deepEqual(await database.one(sql`select count(*) from fragile`), { count: 0 })
})

test('a question for which no connection becomes free says so, and asks nothing', async (t) => {
  const narrow = openDatabase(town.url, { max: 1, patienceMs: 500 })
  t.after(() => narrow.close())
  await narrow.transact(async (tx) => {
    await assert.rejects(narrow.run(sql`insert into coin values (7, 7)`), NoConnection)
    await assert.rejects(
      narrow.transact(async () => {}),
      NoConnection,
    )
    assert.deepEqual(await tx.many(sql`select from coin where id = 7`), [])
  })
})

test('works as the role it is given', async (t) => {
  const { database, url } = town
  const role = `reader_${process.pid}`
  await database.pool.query(`create role ${role}; grant select on coin to ${role}`)
  const reader = openDatabase(url, { max: 1, role })
  t.after(async () => {
    await reader.close()
    await database.pool.query(`drop owned by ${role}; drop role ${role}`)
  })
  assert.deepEqual(await reader.one(sql`select current_user as role`), { role })
  assert.deepEqual(await reader.one(sql`select count(*) from coin where id = 1`), { count: 1 })
  await assert.rejects(reader.run(sql`update coin set amount = 0`), { code: '42501' })
  assert.throws(() => openDatabase(url, { max: 1, role: 'a -c fsync=off' }), /not a role's name/)
})

test('long questions leave the processors to everybody else', {
  skip: process.platform !== 'linux' && 'only Linux tells',
}, async (t) => {
  const patient = openDatabase(town.url, { max: 1, yields: true })
  t.after(() => patient.close())
  const pidOf = async (database: TestDatabase['database']) =>
    (await database.one<{ pid: number }>(sql`select pg_backend_pid() as pid`)).pid
  const [quick, long] = [await pidOf(town.database), await pidOf(patient)]
  assert.equal(getPriority(quick), constants.priority.PRIORITY_NORMAL)
  assert.equal(getPriority(long), constants.priority.PRIORITY_BELOW_NORMAL)
  assert.match(readFileSync(`/proc/${long}/autogroup`, 'utf8'), /nice 10$/m)
  const { workers } = await patient.one<{ workers: string }>(sql`
    select current_setting('max_parallel_workers_per_gather') as workers`)
  assert.equal(workers, '0')
})
