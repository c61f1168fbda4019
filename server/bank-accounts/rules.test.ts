import { equal } from 'node:assert/strict'
import { test } from 'node:test'
import { isSameHolder } from './rules.ts'

for (const [family, given, holder, same] of [
  ['サイタマ', 'ハナコ', 'サイタマ ハナコ', true],
  ['サイタマ', 'ハナコ', 'ｻｲﾀﾏ ﾊﾅｺ', true],
  ['イットウ', 'ショウコ', 'ｲﾂﾄｳ ｼﾖｳｺ', true],
  ['オオミヤ', 'ジュン', 'ｵｵﾐﾔ ｼﾞﾕﾝ', true],
  ['ローソン', 'ユーリ', 'ロ－ソン ユ－リ', true],
  ['サイタマ', 'ハナコ', 'サイタマ タロウ', false],
  ['サイタマ', 'ハナコ', '', false],
] as const) {
  test(`${family} ${given} and the bank's ${holder || 'nothing'}: ${same ? 'one person' : 'two'}`, () =>
    equal(isSameHolder({ familyKana: family, givenKana: given }, holder), same))
}
