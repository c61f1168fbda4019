import { equal } from 'node:assert/strict'
import { test } from 'node:test'
import { accountOfPush, isSameHolder, pauseBeforeLinking } from './rules.ts'

for (const [family, given, holder, same] of [
  ['サイタマ', 'ハナコ', 'サイタマ ハナコ', true],
  ['サイタマ', 'ハナコ', 'ｻｲﾀﾏ ﾊﾅｺ', true],
  ['イットウ', 'ショウコ', 'ｲﾂﾄｳ ｼﾖｳｺ', true],
  ['オオミヤ', 'ジュン', 'ｵｵﾐﾔ ｼﾞﾕﾝ', true],
  ['ローソン', 'ユーリ', 'ロ－ソン ユ－リ', true],
  ['ヤマダ', 'ヲトメ', 'ﾔﾏﾀﾞ ｵﾄﾒ', true],
  ['ヰグチ', 'ヱミ', 'ｲｸﾞﾁ ｴﾐ', true],
  ['ヴァイオレット', 'アン', 'ｳﾞｱｲｵﾚﾂﾄ ｱﾝ', true],
  ['ミーシャ', 'ケイ', 'ミーシヤ　ケイ', true],
  ['オノ', 'ケイ', 'オーノ ケイ', false],
  ['オオノ', 'ケイ', 'オーノ ケイ', false],
  ['ハシモト', 'ケイ', 'ハジモト ケイ', false],
  ['サイタマ', 'ハナコ', 'ハナコ サイタマ', false],
  ['サイタマ', 'ハナコ', 'サイタマ ハナ', false],
  ['サイタマ', 'ハナコ', 'サイタマ タロウ', false],
  ['サイタマ', 'ハナコ', '', false],
] as const) {
  test(`ABU-A22 ${family} ${given} and the bank's ${holder || 'nothing'}: ${same ? 'one person' : 'two'}`, () =>
    equal(isSameHolder({ familyKana: family, givenKana: given }, holder), same))
}

const now = new Date('2026-11-22T12:00:00Z')
const hourAgo = new Date('2026-11-22T11:00:00Z')

for (const [failed, begun, oldestAt, waitSeconds] of [
  [0, 0, null, 0],
  [2, 9, hourAgo, 0],
  [3, 3, hourAgo, 23 * 3600],
  [0, 10, hourAgo, 23 * 3600],
] as const) {
  test(`ABU-A23 after ${failed} failures in ${begun} attempts one waits ${waitSeconds} s`, () =>
    equal(pauseBeforeLinking({ failed, begun, oldestAt }, now), waitSeconds))
}

for (const [body, account] of [
  [JSON.stringify({ accountId: 'a', at: now }), 'a'],
  [JSON.stringify({ accountId: 'a', at: hourAgo }), undefined],
  [JSON.stringify({ accountId: 'a' }), undefined],
  [JSON.stringify({ accountId: ['a'], at: now }), undefined],
  ['null', undefined],
  ['<a/>', undefined],
] as const) {
  test(`ABU-H02 a signed push ${body} speaks of ${account ?? 'nothing'}`, () =>
    equal(accountOfPush(body, now), account))
}
