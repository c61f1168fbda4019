import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkCaps, decideHelp, readHelperText } from './rules.ts'

const token = 'AbCdEfGhIjKlMnOpQrSt-_'

for (const [text, read] of [
  [`https://town.example/family/agree#${token}`, { kind: 'token', value: token }],
  [token, { kind: 'token', value: token }],
  ['12345 67890', { kind: 'digits', value: '1234567890' }],
  ['１２３４５ー６７８９０', { kind: 'digits', value: '1234567890' }],
  ['123456789', undefined],
  ['123456789012', undefined],
  [`https://town.example/family/agree#${token}x`, undefined],
  ['', undefined],
] as const) {
  test(`a helper's code read from ${JSON.stringify(text)}`, () =>
    assert.deepEqual(readHelperText(text), read))
}

const most = { perDay: 10_000, perMonth: 50_000 }

for (const [perDay, perMonth, refused] of [
  [0, 0, null],
  [10_000, 50_000, null],
  [3000, 3000, null],
  [3000, 2999, 'help_caps_wrong'],
  [0, 1, 'help_caps_wrong'],
  [10_001, 50_000, 'help_caps_wrong'],
  [10_000, 50_001, 'help_caps_wrong'],
] as const) {
  test(`caps of ${perDay} a day and ${perMonth} a month: ${refused ?? 'allowed'}`, () =>
    assert.equal(checkCaps({ perDay, perMonth }, most).refused, refused))
}

for (const [facts, refused] of [
  [{}, null],
  [{ newDevice: true }, 'help_new_device'],
  [{ relatives: 4 }, null],
  [{ relatives: 5 }, 'help_too_many'],
] as const) {
  test(`a help with ${JSON.stringify(facts)}: ${refused ?? 'begins'}`, () =>
    assert.equal(
      decideHelp({ perDay: 0, perMonth: 0 }, { most, relatives: 0, newDevice: false, ...facts }).refused,
      refused,
    ))
}
