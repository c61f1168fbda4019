import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeId } from './uuid.ts'

test('an id carries its time, its version and its variant', () => {
  const id = makeId(0x0123456789ab)
  assert.match(id, /^01234567-89ab-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

test('ids of the same moment differ, and later ids sort later', () => {
  assert.notEqual(makeId(1), makeId(1))
  assert.ok(makeId(1_700_000_000_000) < makeId(1_700_000_000_001))
})
