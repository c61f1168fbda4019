import { deepEqual, equal, ok } from 'node:assert/strict'
import { test } from 'node:test'
import { makePulse, type Pulse } from './pulse.ts'

/** A second in which payments take so long. */
function second(pulse: Pulse, ms: number, payments = 21) {
  for (let n = 0; n < payments; n += 1) pulse.paid(n === 0 ? 1000 : ms)
  return pulse.look()
}

test('what is usual is learnt while nobody tops up; one slow payment is not the typical one', () => {
  const pulse = makePulse()
  deepEqual(second(pulse, 3), { typicalMs: 3, usualMs: null })
  deepEqual(second(pulse, 3), { typicalMs: 3, usualMs: null })
  deepEqual(second(pulse, 3), { typicalMs: 3, usualMs: 3 })
})

test('a rush does not become the usual, however long it lasts', () => {
  const pulse = makePulse()
  for (let n = 0; n < 5; n += 1) second(pulse, 3)
  for (let n = 0; n < 100; n += 1) {
    pulse.toppedUp()
    deepEqual(second(pulse, 9), { typicalMs: 9, usualMs: 3 })
  }
})

test('a town that grows slower in calm weather has a new usual after a while', () => {
  const pulse = makePulse()
  for (let n = 0; n < 5; n += 1) second(pulse, 3)
  for (let n = 0; n < 200; n += 1) second(pulse, 5)
  equal(Math.round(pulse.look().usualMs ?? 0), 5)
})

test('that a server is slow when it has just been started is soon forgotten', () => {
  const pulse = makePulse()
  for (let n = 0; n < 3; n += 1) second(pulse, 9)
  for (let n = 0; n < 10; n += 1) second(pulse, 3)
  const { usualMs } = second(pulse, 3)
  ok(usualMs !== null && usualMs < 3.2, String(usualMs))
})

test('too few payments say nothing', () => {
  deepEqual(second(makePulse(), 3, 19), { typicalMs: null, usualMs: null })
})
