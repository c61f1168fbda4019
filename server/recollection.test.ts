import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Caller } from './access.ts'
import { hashSecret, makeId, makeSecret } from './lib/id.ts'
import { makeRecollection } from './recollection.ts'

const now = new Date('2026-11-23T12:00:00+09:00')
const soon = new Date('2026-11-23T12:10:00+09:00')

function somebody(): { token: string; caller: Caller } {
  const token = makeSecret()
  const who = { audience: 'resident' as const, id: makeId(), loginId: makeId(), deviceId: null }
  return { token, caller: { ...who, tokenHash: hashSecret(token), provedAt: now, townProofs: null } }
}

test('who was looked up is recalled by the same token until the next look-up is due', () => {
  const recollection = makeRecollection({ most: 10 })
  const { token, caller } = somebody()
  assert.equal(recollection.recall(token, now), undefined)
  recollection.remember(caller, soon)
  assert.deepEqual(recollection.recall(token, now), { ...caller, recalled: true })
  assert.equal(recollection.recall(makeSecret(), now), undefined)
  assert.equal(recollection.recall(token, soon), undefined)
})

test('who turned out to be gone is forgotten, and nobody else', () => {
  const recollection = makeRecollection({ most: 10 })
  const [gone, here] = [somebody(), somebody()]
  for (const { caller } of [gone, here]) recollection.remember(caller, soon)
  recollection.forget(gone.caller)
  assert.equal(recollection.recall(gone.token, now), undefined)
  assert.equal(recollection.recall(here.token, now)?.id, here.caller.id)
})

test('only so many are remembered: those that were looked up last', () => {
  const recollection = makeRecollection({ most: 3 })
  const people = Array.from({ length: 4 }, somebody)
  for (const { caller } of people.slice(0, 3)) recollection.remember(caller, soon)
  for (const { caller } of [people[0], people[3]].filter((each) => each !== undefined))
    recollection.remember(caller, soon)
  assert.deepEqual(
    people.map(({ token }) => recollection.recall(token, now) !== undefined),
    [true, false, true, true],
  )
})
