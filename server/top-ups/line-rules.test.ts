import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'node:test'
import { hasCome, isForfeit, nextSpeed, placeInLine } from './line-rules.ts'

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 1) + seconds * 1000)
const turn = (seconds: number, speed = 1) => ({
  ...{ turnAt: at(seconds), lineTime: at(0) },
  ...{ speed, perMinute: 120 },
})

for (const [what, seconds, come, forfeit] of [
  ['a second too early', 1, false, false],
  ['to the moment', 0, true, false],
  ['ten minutes late', -600, true, false],
  ['later than that', -600.001, true, true],
] as const) {
  test(`a turn, ${what}: ${come ? (forfeit ? 'forfeit' : 'come') : 'not yet'}`, () => {
    deepEqual([hasCome(turn(seconds)), isForfeit(turn(seconds))], [come, forfeit])
  })
}

for (const [what, given, place, waitSeconds] of [
  ['half a second', turn(0.5), 1, 1],
  ['half a minute', turn(30), 60, 30],
  ['at half the speed the same place takes twice as long', turn(30, 0.5), 60, 60],
  ['it has come', turn(-5), 1, 1],
] as const) {
  test(`the line, ${what}: place ${place}, ${waitSeconds} s`, () => {
    deepEqual(placeInLine(given), { place, waitSeconds })
  })
}

for (const [what, speed, typicalMs, usualMs, expected] of [
  ['payments as usual, at full speed', 1, 3, 3, 1],
  ['a little slower than usual is no reason', 1, 3.4, 3, 1],
  ['slower than that', 1, 3.6, 3, 0.8],
  ['still slower', 0.5, 9, 3, 0.4],
  ['no slower than the town lets it become', 0.3, 9, 3, 0.25],
  ['as usual again', 0.5, 3, 3, 0.52],
  ['too few payments to say', 0.5, null, 3, 0.52],
  ['nothing to compare with', 0.5, 9, null, 0.52],
] as const) {
  test(`the line’s speed, ${what}: ${speed} → ${expected}`, () => {
    equal(nextSpeed({ speed, slowest: 0.25 }, { typicalMs, usualMs }), expected)
  })
}
