import assert from 'node:assert/strict'
import { test } from 'node:test'
import { draftOf, emptyDraft, textOf } from './draft.ts'

const draft = { ...emptyDraft(Date.parse('2027-01-01T00:00:00Z')), title: ' 窓口 ', body: '休みです。' }

test('a form says what it means in Japan’s time, and comes back as it was', () => {
  const read = textOf({ ...draft, showsUntil: '2027-01-04T00:00' })
  assert.deepEqual(read, {
    text: {
      title: '窓口',
      body: '休みです。',
      onlyInTown: false,
      ageBands: null,
      showsFrom: '2027-01-01T00:00:00.000Z',
      showsUntil: '2027-01-03T15:00:00.000Z',
    },
  })
  assert.ok('text' in read)
  assert.equal(draftOf(read.text).showsUntil, '2027-01-04T00:00')
})

test('what is missing or the wrong way round is named', () => {
  const read = textOf({ ...draft, title: ' ', body: '', showsUntil: '2026-12-31T00:00' })
  assert.ok('mistakes' in read)
  assert.deepEqual(Object.keys(read.mistakes), ['title', 'body', 'showsUntil'])
})
