import assert from 'node:assert/strict'
import { test } from 'node:test'
import { amountTrouble } from './amount.ts'

const terms = {
  minimum: 1000,
  maximum: 30_000,
  perTopUp: 49_000,
  leftToday: 30_000,
  leftThisMonth: 80_000,
  leftUnderCap: 60_000,
  leftOnFirstDay: null,
}

test('each limit has its own words', () => {
  assert.match(amountTrouble(null, terms) ?? '', /入力/)
  assert.match(amountTrouble(999, terms) ?? '', /1,000円から/)
  assert.equal(amountTrouble(1000, terms), undefined)
  assert.equal(amountTrouble(30_000, terms), undefined)
  assert.match(amountTrouble(30_001, terms) ?? '', /今日.*30,000円/)
  assert.match(amountTrouble(49_001, terms) ?? '', /1回.*49,000円/)
  assert.match(amountTrouble(40_000, { ...terms, leftToday: 90_000, leftThisMonth: 30_000 }) ?? '', /今月/)
  assert.match(
    amountTrouble(40_000, { ...terms, leftToday: 90_000, leftUnderCap: 30_000 }) ?? '',
    /残高の上限/,
  )
  assert.match(amountTrouble(1000, { ...terms, maximum: 500 }) ?? '', /これ以上/)
})
