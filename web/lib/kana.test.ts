import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isKatakana, toKatakana } from './kana.ts'

test('names become full-width katakana', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['さいたま', 'サイタマ'],
    ['サイタマ', 'サイタマ'],
    ['ガッコウ', 'ガッコウ'],
    ['ヴィクトリア', 'ヴィクトリア'],
    ['ゔ', 'ヴ'],
    ['おーの', 'オーノ'],
    ['オ-ノ', 'オーノ'],
    [' ハナコ ', 'ハナコ'],
    ['マリア テレサ', 'マリア テレサ'],
  ]
  for (const [typed, stored] of cases) assert.equal(toKatakana(typed), stored, typed)
})

test('what is not kana is seen', () => {
  assert.equal(isKatakana('サイタマ'), true)
  assert.equal(isKatakana('埼玉'), false)
  assert.equal(isKatakana('Saitama'), false)
  assert.equal(isKatakana(''), false)
})
