import { equal } from 'node:assert/strict'
import { test } from 'node:test'
import { findStep, stepAt, toBase32, totpOf } from './totp.ts'

const secret = Buffer.from('12345678901234567890')

// RFC 6238, appendix B, the last six of its eight digits.
for (const [seconds, code] of [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
] as const) {
  test(`${seconds} s after 1970 the code is ${code}`, () =>
    equal(totpOf(secret, stepAt(new Date(seconds * 1000))), code))
}

test('a code is good in its own step and in the two beside it', () => {
  const at = new Date(1_234_567_890_000)
  const later = (seconds: number) => new Date(at.getTime() + seconds * 1000)
  equal(findStep(secret, '005924', at), stepAt(at))
  equal(findStep(secret, '005924', later(30)), stepAt(at))
  equal(findStep(secret, '005924', later(-30)), stepAt(at))
  equal(findStep(secret, '005924', later(60)), undefined)
  equal(findStep(secret, '005924', later(-60)), undefined)
})

test('secrets are written in base32', () => {
  equal(toBase32(Buffer.from('foobar')), 'MZXW6YTBOI')
  equal(toBase32(secret), 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')
})
