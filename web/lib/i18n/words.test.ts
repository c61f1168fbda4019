import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import { languageOf, setLanguageUsed } from './language.ts'
import { setCatalogue, wordsOf } from './words.ts'

const t = wordsOf('sample', { hello: 'こんにちは', left: 'あと{count}回、{day}まで' })
const english = {
  hello: 'Hello',
  left: { one: '{count} try left until {day}', other: '{count} tries left until {day}' },
}

afterEach(() => {
  setCatalogue(null)
  setLanguageUsed('ja')
})

test('Japanese is there from the start, with its facts', () => {
  assert.equal(t('hello'), 'こんにちは')
  assert.equal(t('left', { count: 1200, day: '3月31日' }), 'あと1,200回、3月31日まで')
})

test('another language says it in its own words, one and many apart', () => {
  setCatalogue({ texts: { sample: english }, refusals: {} })
  setLanguageUsed('en')
  assert.equal(t('hello'), 'Hello')
  assert.equal(t('left', { count: 1, day: '31 March' }), '1 try left until 31 March')
  assert.equal(t('left', { count: 2, day: '31 March' }), '2 tries left until 31 March')
})

test('what a language does not have is said in Japanese', () => {
  setCatalogue({ texts: { other: {} }, refusals: {} })
  assert.equal(t('hello'), 'こんにちは')
})

test('a device begins in the first language that it speaks and we speak too, and otherwise in English', () => {
  const begun: [spoken: string[], language: string][] = [
    [['ja-JP', 'en'], 'ja'],
    [['ja'], 'ja'],
    [['zh-TW', 'ja'], 'zh-Hans'],
    [['zh-CN'], 'zh-Hans'],
    [['pt-BR', 'ja'], 'ja'],
    [['pt-BR', 'en-GB'], 'en'],
    [['vi'], 'en'],
    [[], 'en'],
  ]
  for (const [spoken, language] of begun) assert.equal(languageOf(spoken), language, spoken.join())
})
