import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTestDatabase, type TestDatabase } from '../../test/database.ts'
import { openDatabase, sql, type Database } from '../lib/database.ts'
import { takeNotice } from './inbox.ts'

let books: TestDatabase
let database: Database

before(async () => {
  books = await openTestDatabase()
  database = openDatabase(books.url, { max: 6, role: 'enishi_server' })
})

after(async () => {
  await database.close()
  await books.close()
})

const noticeOf = (id: string) => ({ source: 'card', id, body: '{}', at: new Date() })

test('FLT-V07 a message that comes ten times at once is new once', async () => {
  const taken = await Promise.all(
    Array.from({ length: 10 }, () => database.transact((tx) => takeNotice(tx, noticeOf('twin')))),
  )
  assert.equal(taken.filter(Boolean).length, 1)
})

test('a message whose effect failed is new when it comes again', async () => {
  await assert.rejects(
    database.transact(async (tx) => {
      assert.equal(await takeNotice(tx, noticeOf('failing')), true)
      throw new Error('the effect fails')
    }),
  )
  assert.equal(await database.transact((tx) => takeNotice(tx, noticeOf('failing'))), true)
})

test('the ids of different senders do not meet, and what was taken is never changed', async () => {
  assert.equal(await database.transact((tx) => takeNotice(tx, noticeOf('same'))), true)
  const other = { ...noticeOf('same'), source: 'atm' }
  assert.equal(await database.transact((tx) => takeNotice(tx, other)), true)
  await assert.rejects(books.database.run(sql`delete from jobs.notice`), /never changed/)
})
