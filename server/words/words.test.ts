// Every language says all that Japanese says (the compiler asks for each key), with the facts, and in its own script.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'
import { language } from '#contract/languages.ts'
import { sayDate, sayMinute, sayNumber, wordsOf } from './words.ts'

/** Stand for facts: letters that no text has by itself. */
const facts = ['⟨1⟩', '⟨2⟩', '⟨3⟩']

/** Each text with the place where it stands, said with as many facts as it takes. */
function* textsOf(words: object, place = ''): Generator<[place: string, text: string, facts: number]> {
  for (const [key, value] of Object.entries(words) as [string, unknown][]) {
    const where = place ? `${place}.${key}` : key
    if (typeof value === 'string') yield [where, value, 0]
    else if (typeof value === 'function') {
      yield [where, (value as (...given: string[]) => string)(...facts), value.length]
    } else yield* textsOf(value as object, where)
  }
}

const japanese = new Map(textsOf(wordsOf('ja')).map(([place, text]) => [place, text]))
const factsIn = (text: string) => facts.filter((fact) => text.includes(fact))

for (const tag of language.options) {
  test(`${tag} leaves nothing empty and says the same facts as Japanese`, () => {
    const places: string[] = []
    for (const [place, text, count] of textsOf(wordsOf(tag))) {
      places.push(place)
      assert.ok(text.trim() !== '', place)
      assert.deepEqual(factsIn(text), factsIn(japanese.get(place) ?? ''), place)
      assert.equal(factsIn(text).length, count, `${place} uses what it is given`)
    }
    assert.deepEqual(places.toSorted(), [...japanese.keys()].toSorted())
  })
}

const kana = /[\u3041-\u3096\u30a1-\u30fa]/u
const japaneseScript = /[\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff]/u

test('English has no Japanese in it but the name of a document, Chinese no kana, and neither the Japanese text', () => {
  for (const [place, text] of textsOf(wordsOf('en'))) {
    assert.doesNotMatch(text.replace('（領収書）', '').replace('(領収書)', ''), japaneseScript, place)
  }
  for (const [place, text] of textsOf(wordsOf('zh-Hans'))) {
    assert.doesNotMatch(text, kana, place)
    assert.ok(text.length <= 5 || text !== japanese.get(place), place)
  }
})

test('what stands on a receipt is in the font that it is printed with, in every language', () => {
  const letters = lettersOf(
    fileURLToPath(import.meta.resolve('@expo-google-fonts/noto-sans-jp/700Bold/NotoSansJP_700Bold.ttf')),
  )
  for (const tag of language.options) {
    const { receipt, yen, points } = wordsOf(tag)
    for (const [place, text] of textsOf({ receipt, yen, points })) {
      const missing = [...text].filter((letter) => !/[⟨⟩]/u.test(letter) && !letters(letter))
      assert.deepEqual(missing, [], `${tag} ${place}: ${text}`)
    }
  }
})

/** Whether a font has a letter, by the groups of its table `cmap` (OpenType, format 12). */
function lettersOf(file: string): (letter: string) => boolean {
  const font = readFileSync(file)
  const tables = Array.from({ length: font.readUInt16BE(4) }, (_, n) => 12 + n * 16)
  const cmap = font.readUInt32BE(tables.find((at) => font.toString('latin1', at, at + 4) === 'cmap')! + 8)
  const parts = Array.from({ length: font.readUInt16BE(cmap + 2) }, (_, n) => {
    return cmap + font.readUInt32BE(cmap + 4 + n * 8 + 4)
  })
  const groups = parts.find((at) => font.readUInt16BE(at) === 12)
  assert.ok(groups, 'the font has groups')
  const ranges = Array.from({ length: font.readUInt32BE(groups + 12) }, (_, n) => groups + 16 + n * 12)
  return (letter) => {
    const code = letter.codePointAt(0)!
    return ranges.some((at) => font.readUInt32BE(at) <= code && code <= font.readUInt32BE(at + 4))
  }
}

test('numbers, days and times are written as the language writes them, in Japan', () => {
  const at = new Date('2027-03-31T15:05:00Z')
  assert.deepEqual(
    language.options.map((tag) => sayNumber(tag, 12_345)),
    Array(4).fill('12,345'),
  )
  assert.deepEqual(
    language.options.map((tag) => sayDate(tag, '2027-04-01', { year: false })),
    ['4月1日', '4月1日', 'April 1', '4月1日'],
  )
  assert.equal(sayDate('en', '2027-04-01', { year: true }), 'April 1, 2027')
  assert.match(sayMinute('en', at), /^April 1, 2027/)
  assert.match(sayMinute('ja', at), /^2027年4月1日 0:05$/)
})
