import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canBeCode, checkDigitsOf } from './charge-codes.ts'

const code = `12345678901234${checkDigitsOf('12345678901234')}`

test('check digits are those of ISO/IEC 7064, MOD 97-10', () => {
  // The standard's own example: 794 has the check digits 44.
  assert.equal(checkDigitsOf('00000000000794'), '44')
  assert.ok(canBeCode(code))
})

test('every single wrong digit and every swap of neighbours is noticed', () => {
  for (let at = 0; at < code.length; at += 1) {
    for (const digit of '0123456789') {
      const slip = code.slice(0, at) + digit + code.slice(at + 1)
      assert.equal(canBeCode(slip), slip === code, slip)
    }
    const swapped = code.slice(0, at) + (code[at + 1] ?? '') + (code[at] ?? '') + code.slice(at + 2)
    assert.equal(canBeCode(swapped), swapped === code, swapped)
  }
})

test('what has not sixteen digits is no code', () => {
  for (const text of ['', '1', `${code}0`, code.slice(1), code.replace('1', 'x'), `１${code.slice(1)}`]) {
    assert.equal(canBeCode(text), false)
  }
})
