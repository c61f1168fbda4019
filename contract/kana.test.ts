import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isKatakana, sameName, searchKey, searchKeys, toKatakana } from './kana.ts'

type Cases = readonly (readonly [string, string])[]

test('names become full-width katakana', () => {
  const cases: Cases = [
    ['さいたま', 'サイタマ'],
    ['サイタマ', 'サイタマ'],
    ['ｻｲﾀﾏ', 'サイタマ'],
    ['ｶﾞｯｺｳ', 'ガッコウ'],
    ['か\u3099っこう', 'ガッコウ'],
    ['ヴィクトリア', 'ヴィクトリア'],
    ['ゔ', 'ヴ'],
    ['みすゞ', 'ミスヾ'],
    ['おーの', 'オーノ'],
    ['オ-ノ', 'オーノ'],
    ['ｵｰﾉ', 'オーノ'],
    ['\u3000ハナコ ', 'ハナコ'],
    ['マリア\u3000\u3000テレサ', 'マリア テレサ'],
  ]
  for (const [typed, kept] of cases) assert.equal(toKatakana(typed), kept, typed)
})

test('what is not kana is seen', () => {
  assert.equal(isKatakana('サイタマ'), true)
  assert.equal(isKatakana('マリア テレサ'), true)
  assert.equal(isKatakana('埼玉'), false)
  assert.equal(isKatakana('Saitama'), false)
  assert.equal(isKatakana(''), false)
})

test('texts that sound alike have one key', () => {
  const cases: Cases = [
    ['さくらベーカリー 大宮店', 'サクラベカリ大宮店'],
    ['サクラ・ベーカリー', 'サクラベカリ'],
    ['ｻｸﾗﾍﾞｰｶﾘｰ', 'サクラベカリ'],
    ['Ｃａｆé  Keyaki', 'cafékeyaki'],
    ['吉敷町99丁目7-1', '吉敷町99丁目71'],
    ["100% O'Clock_", '100oclock'],
    ['「－」', ''],
  ]
  for (const [text, key] of cases) assert.equal(searchKey(text), key, text)
})

test('words of a search stand for themselves', () => {
  assert.deepEqual(searchKeys(' さくら\u3000大宮 '), ['サクラ', '大宮'])
  assert.deepEqual(searchKeys('  '), [])
})

test('names are the same when they sound the same', () => {
  for (const [one, other, same] of [
    ['サイタマ ハナコ', 'さいたまはなこ', true],
    ['オーミヤ ユーコ', 'オオミヤ ユウコ', true],
    ['コウノ', 'コーノ', true],
    ['ｷｮｳｺ', 'キヨウコ', true],
    ['ケイコ', 'ケーコ', true],
    ['ユウカ', 'ユカ', false],
    ['オオノ', 'オノ', false],
    ['ハナコ', 'バナコ', false],
    ['ハナコ', '', false],
  ] as const) {
    assert.equal(sameName(one, other), same, `${one} ${other}`)
  }
})
