import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'node:test'
import { decideName, kanaOf } from './rules.ts'

const hanako = { family: 'サイタマ', given: 'ハナコ' }

for (const [told, name, fromCard, verdict] of [
  [undefined, null, false, 'keep'],
  [undefined, 'オオミヤユカ', true, 'keep'],
  [hanako, null, false, 'take'],
  [hanako, 'サイタマハナコ', false, 'keep'],
  [hanako, 'オオミヤユカ', false, 'differs'],
  [hanako, 'オオミヤハナコ', true, 'take'],
] as const) {
  const before = `${name ?? 'no name'}${fromCard ? ' of a card' : ''}`
  test(`a card that tells ${told?.family ?? 'no kana'} beside ${before}: ${verdict}`, () =>
    equal(decideName(told, { name, fromCard }), verdict))
}

test('a told name is kept in full-width katakana, and one in other letters tells nothing', () => {
  deepEqual(kanaOf({ family: 'ｻｲﾀﾏ', given: 'はなこ' }), hanako)
  equal(kanaOf({ family: 'NGUYEN', given: 'THI LAN' }), undefined)
  equal(kanaOf(undefined), undefined)
})
