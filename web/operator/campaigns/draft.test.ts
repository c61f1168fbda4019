import assert from 'node:assert/strict'
import { test } from 'node:test'
import { draftOf, emptyDraft, offerOf, readRate, termsOf } from './draft.ts'

const now = Date.parse('2027-03-31T16:00:00Z')
const filled = { ...emptyDraft(now), name: ' 春 ', funding: '市' }
const terms = () => {
  const read = termsOf(filled)
  assert.ok('terms' in read)
  return read.terms
}

test('a percentage is read exactly, to a hundredth', () => {
  const rates = ['3', '0.01', '100', '２．５', '33.33%', '0', '0.001', '100.01', '-1', 'x', '']
  assert.deepEqual(rates.map(readRate), [300, 1, 10_000, 250, 3333, null, null, null, null, null, null])
})

test('the clock in the form is that of Japan, and a form that is saved opens as it was', () => {
  assert.equal(filled.startsAt, '2027-04-02T00:00')
  assert.equal(terms().startsAt, '2027-04-01T15:00:00.000Z')
  assert.deepEqual(draftOf(terms()), { ...filled, name: '春' })
})

test('what is missing is said field by field', () => {
  const read = termsOf({ ...emptyDraft(now), rate: '0', endsAt: '2027-01-01T00:00', expiry: 'day' })
  assert.ok('mistakes' in read)
  assert.deepEqual(Object.keys(read.mistakes).toSorted(), ['endsAt', 'expiresOn', 'funding', 'name', 'rate'])
})

test('the preview names the last day that the points will have', () => {
  assert.equal(offerOf(terms()).expiresOn, '2027-10-31')
  const in30 = { ...terms(), expiryMonths: null, expiryDays: 30 }
  assert.equal(offerOf(in30).expiresOn, '2027-05-02')
})
