import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { sql } from '#server/lib/database.ts'
import { openEmptyDatabase } from '../test/database.ts'
import { runChecks } from '#server/operators/run-checks.ts'

test('a check gives the rows that contradict its name, and cannot change any', async (t) => {
  const { database, close } = await openEmptyDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'enishi-checks-'))
  t.after(async () => {
    await close()
    await rm(folder, { recursive: true, force: true })
  })
  await assert.rejects(runChecks(database, { folder }), /no check in/)
  await database.run(sql`create table wallet (id int, coin bigint)`)
  await database.run(sql`insert into wallet values (1, 5), (2, -1)`)
  await writeFile(join(folder, 'no-wallet-below-zero.sql'), 'select id, coin from wallet where coin < 0;\n')
  await writeFile(join(folder, 'every-wallet-has-an-id.sql'), 'select coin from wallet where id is null\n')
  assert.deepEqual(await runChecks(database, { folder }), [
    { name: 'every-wallet-has-an-id', rows: [] },
    { name: 'no-wallet-below-zero', rows: [{ id: 2, coin: -1 }] },
  ])
  await writeFile(join(folder, 'z.sql'), 'select 1; select 2')
  await assert.rejects(runChecks(database, { folder }), /z\.sql: a check is a single query/)
  await writeFile(join(folder, 'z.sql'), 'delete from wallet returning id')
  await assert.rejects(
    runChecks(database, { folder }),
    /z\.sql: cannot execute DELETE in a read-only transaction/,
  )
})
