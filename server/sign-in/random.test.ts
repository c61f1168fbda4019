import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { root } from '../../bin/lib/steps.ts'
import { makeSecret } from '../lib/id.ts'
import { halvesOf, writeHalf, writeRecoveryCode } from './rules.ts'

test('codes, halves and secrets are random: nothing on the server draws from a generator that can be guessed', () => {
  const files = globSync('server/**/*.ts', { cwd: root }).filter((file) => !file.endsWith('.test.ts'))
  assert.ok(files.length > 100)
  const guessable = files.filter((file) => readFileSync(join(root, file), 'utf8').includes('Math.random'))
  assert.deepEqual(guessable, [])
})

test('a session has 256 random bits, each of them as often set as not', () => {
  const secrets = Array.from({ length: 4000 }, () => Buffer.from(makeSecret(), 'base64url'))
  assert.ok(secrets.every(({ length }) => length === 32))
  assert.equal(new Set(secrets.map((secret) => secret.toString('hex'))).size, secrets.length)
  for (let bit = 0; bit < 256; bit += 1) {
    const set = secrets.filter((secret) => ((secret[bit >> 3] ?? 0) >> (bit & 7)) & 1).length
    // Ten standard deviations: chance alone never fails this.
    assert.ok(Math.abs(set - 2000) < 320, `bit ${bit} was set in ${set} of 4000`)
  }
})

test('a recovery code has 50 bits, and each half of a code from the desk 25: five of 32 letters', () => {
  const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
  const zeros = new Uint8Array(10)
  for (let value = 0; value < 256; value += 1) {
    const code = writeRecoveryCode(zeros.map(() => value))
    assert.equal(code, `${letters.charAt(value % 32).repeat(5)}-${letters.charAt(value % 32).repeat(5)}`)
  }
  assert.match(writeHalf(randomBytes(10)), /^[0-9A-HJKMNP-TV-Z]{5}$/)
  assert.deepEqual(halvesOf('abcde-fghjk'), { first: 'ABCDE', second: 'FGHJK' })
})
