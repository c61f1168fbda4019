import assert from 'node:assert/strict'
import { test } from 'node:test'
import { digitsOf, readAmount } from './digits.ts'

test('phone numbers lose hyphens of every kind and full-width digits', () => {
  const typed = ['09012345678', '090-1234-5678', '090-1234-5678', '090 1234 5678', '090ー1234ー5678']
  for (const text of typed) assert.equal(digitsOf(text), '09012345678', text)
})

test('an amount is a whole number, or nothing', () => {
  assert.equal(readAmount('1,000'), 1000)
  assert.equal(readAmount('49,000円'), 49000)
  assert.equal(readAmount('0500'), 500)
  assert.equal(readAmount(''), null)
  assert.equal(readAmount('円'), null)
})

test('an amount never grows beyond what a wallet could hold', () => {
  assert.equal(readAmount('12345678901234567890'), 123456789)
})
