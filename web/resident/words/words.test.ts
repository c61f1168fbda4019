// Every language says all that Japanese says, with the same facts, and in its own script.
import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import { globSync } from 'node:fs'
import { basename, join } from 'node:path'
import { proofRefusals } from '#contract/proofs.ts'
import { isLanguage, setLanguageUsed } from '../../lib/i18n/language.ts'
import {
  type Catalogue,
  type Plural,
  type RefusalWords,
  setCatalogue,
  type Text,
} from '../../lib/i18n/words.ts'
import { residentRefusals } from '../../lib/words/ja/refusals.ts'
import { catalogue as easy } from './ja-x-easy/catalogue.ts'
import { catalogue as en } from './en/catalogue.ts'
import { catalogue as zhHans } from './zh-hans/catalogue.ts'

const others: Record<string, Catalogue> = { 'ja-x-easy': easy, en, 'zh-Hans': zhHans }
const japanese = await readJapanese()

const kana = /[\u3041-\u3096\u30a1-\u30fa]/u
const japaneseScript = /[\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff]/u

/** Names and examples that are written in Japanese in every language. */
const proper = /縁|Language \/ ことば|「[^」]*」|サイタマ|ハナコ/gu
/** Texts of a few signs that are written alike in Japanese and Chinese. */
const shortEnough = 5

async function readJapanese(): Promise<Record<string, Record<string, string>>> {
  const folders = [join(import.meta.dirname, 'ja'), join(import.meta.dirname, '../../lib/words/ja')]
  const found: Record<string, Record<string, string>> = {}
  for (const file of folders.flatMap((folder) => globSync(join(folder, '*.ts'))))
    if (!basename(file).endsWith('refusals.ts')) Object.assign(found, await import(file))
  return found
}

afterEach(() => {
  setCatalogue(null)
  setLanguageUsed('ja')
})

const formsOf = (text: Text): string[] => (typeof text === 'string' ? [text] : [text.one, text.other])
const factsIn = (text: string) => [...new Set(text.match(/\{\w+\}/g))].toSorted()
const isPlural = (text: Text): text is Plural => typeof text !== 'string'

function* pairsOf(catalogue: Catalogue): Generator<[where: string, japanese: string, text: Text]> {
  for (const [feature, texts] of Object.entries(japanese))
    for (const [key, text] of Object.entries(texts))
      yield [`${feature}.${key}`, text, catalogue.texts[feature]?.[key] ?? '']
}

for (const [tag, catalogue] of Object.entries(others)) {
  test(`${tag} has the same keys as Japanese`, () => {
    assert.deepEqual(Object.keys(catalogue.texts).toSorted(), Object.keys(japanese).toSorted())
    for (const [feature, texts] of Object.entries(japanese))
      assert.deepEqual(Object.keys(catalogue.texts[feature] ?? {}), Object.keys(texts), feature)
  })

  test(`${tag} leaves nothing empty and says the same facts`, () => {
    for (const [where, japaneseText, text] of pairsOf(catalogue))
      for (const form of formsOf(text)) {
        assert.ok(form.trim() !== '', where)
        assert.deepEqual(factsIn(form), factsIn(japaneseText), where)
      }
  })

  test(`${tag} counts with the fact named count`, () => {
    for (const [where, , text] of pairsOf(catalogue))
      if (isPlural(text)) assert.ok(factsIn(text.other).includes('{count}'), where)
  })
}

test('English has no Japanese in it, Chinese no kana', () => {
  for (const [where, , text] of pairsOf(en))
    for (const form of formsOf(text)) assert.doesNotMatch(form.replaceAll(proper, ''), japaneseScript, where)
  for (const [where, , text] of pairsOf(zhHans))
    for (const form of formsOf(text)) assert.doesNotMatch(form.replaceAll(proper, ''), kana, where)
})

test('nothing in Chinese or English is the Japanese text left as it was', () => {
  for (const catalogue of [en, zhHans])
    for (const [where, japaneseText, text] of pairsOf(catalogue))
      if (japaneseScript.test(japaneseText) && japaneseText.length > shortEnough)
        for (const form of formsOf(text)) assert.notEqual(form, japaneseText, where)
})

/** A refusal as it is said with every fact that there may be. */
function sayWith(words: RefusalWords | undefined): string {
  if (typeof words !== 'function') return words ?? ''
  const facts = { waitSeconds: 120, triesLeft: 2, limit: 5000, left: 300, least: 1000, place: 3 }
  return words(facts, { coinName: 'Coin', pointsName: 'Points', cardAppName: 'App' })
}

test('every refusal that a resident can meet is said in every language, in its own script', () => {
  for (const [tag, catalogue] of Object.entries(others)) {
    assert.ok(isLanguage(tag))
    setLanguageUsed(tag)
    setCatalogue(catalogue)
    const { refusals } = catalogue
    assert.deepEqual(Object.keys(refusals).toSorted(), Object.keys(residentRefusals).toSorted(), tag)
    for (const [code, words] of Object.entries(refusals)) {
      const said = sayWith(words)
      assert.ok(said.trim() !== '' && !said.includes('undefined'), `${tag} ${code}`)
      if (tag === 'en') assert.doesNotMatch(said, japaneseScript, code)
      if (tag === 'zh-Hans') assert.doesNotMatch(said, kana, code)
    }
  }
})

test('a missing proof is asked for without naming one deed: paying, giving and helping may need it too', () => {
  const topUp = /チャージ|top up|充值/iu
  for (const refusals of [residentRefusals, ...Object.values(others).map((each) => each.refusals)])
    for (const code of Object.values(proofRefusals)) assert.doesNotMatch(sayWith(refusals[code]), topUp, code)
})
