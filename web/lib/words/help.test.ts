import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { test } from 'node:test'
import { helpPictures, type HelpWords, piecesOf } from './help.ts'

const folder = join(import.meta.dirname, 'help')
const languages = globSync('*.json', { cwd: folder }).map((file) => ({
  tag: basename(file, '.json'),
  words: JSON.parse(readFileSync(join(folder, file), 'utf8')) as HelpWords,
}))

/** Every key there is, with lists by their length, so that two languages can be laid side by side. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length
  if (typeof value !== 'object' || value === null) return typeof value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([one], [two]) => (one < two ? -1 : 1))
      .map(([key, inner]) => [key, shapeOf(inner)]),
  )
}

test('Japanese, easy Japanese and English are there', () => {
  const tags = languages.map(({ tag }) => tag)
  for (const tag of ['ja', 'ja-x-easy', 'en']) assert.ok(tags.includes(tag), tag)
  assert.equal(new Set(languages.map(({ words }) => words.order)).size, languages.length)
})

for (const { tag, words } of languages) {
  test(`${tag} says everything that Japanese says, and nothing else`, () => {
    Intl.getCanonicalLocales(tag)
    const japanese = languages.find((each) => each.tag === 'ja')?.words
    assert.deepEqual(shapeOf(words), shapeOf(japanese))
    for (const [topic, pictures] of Object.entries(helpPictures))
      assert.equal(words.topics[topic as keyof typeof helpPictures].steps.length, pictures.length, topic)
    const all = Object.values(words.topics).flatMap(({ title, steps }) => [title, ...steps])
    for (const text of all)
      assert.ok(
        text.trim() !== '' &&
          !/[{}|]/.test(
            piecesOf(text)
              .map((p) => p.text)
              .join(''),
          ),
        text,
      )
  })
}

test('each picture is there', () => {
  for (const picture of Object.values(helpPictures).flat())
    assert.ok(existsSync(join(import.meta.dirname, `../../public/help/${picture}.jpg`)), picture)
})

test('a reading stands above what it belongs to', () => {
  assert.deepEqual(piecesOf('{番号|ばんごう}を {書|か}く'), [
    { text: '番号', reading: 'ばんごう' },
    { text: 'を ' },
    { text: '書', reading: 'か' },
    { text: 'く' },
  ])
})
