import { match, rejects } from 'node:assert/strict'
import { test } from 'node:test'
import { openTestDatabase } from '../test/database.ts'
import { requireDurable } from './require-durable.ts'

test('a database that may lose what it has acknowledged is refused, by name and with the remedy', async () => {
  // The tests' own server is fast and forgetful on purpose.
  const { database, close } = await openTestDatabase()
  try {
    await rejects(requireDurable(database), (error: Error) => {
      for (const setting of ['fsync', 'full_page_writes', 'synchronous_commit'])
        match(error.message, new RegExp(setting))
      match(error.message, /alter system set fsync/)
      return true
    })
  } finally {
    await close()
  }
})
