// The tables of docs/security.md are held to the tests: every requirement has its row, every named test exists.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { root } from '../../bin/lib/steps.ts'

/** How many requirements OWASP ASVS 5.0 has in each section that is ours. */
const sections: Record<string, number> = {
  ...{ '6.1': 3, '6.2': 12, '6.3': 8, '6.4': 6, '6.5': 8, '6.6': 4, '6.7': 2, '6.8': 4 },
  ...{ '7.1': 3, '7.2': 4, '7.3': 2, '7.4': 5, '7.5': 3, '7.6': 2 },
  ...{ '9.1': 3, '9.2': 4, '10.1': 2, '10.2': 3, '10.5': 5 },
}

const read = (path: string) => readFileSync(join(root, path), 'utf8')

const rows = [
  ...read('docs/security.md').matchAll(/^\| (\d+\.\d+\.\d+) \| (.+?) \| (.+?) \| (.*?) ?\|$/gm),
].map(([, id = '', , state = '', tests = '']) => ({ id, state, tests }))

/** Each `file` with the words after it, by which one of its tests is known. */
const namedTests = (cell: string) =>
  [...cell.matchAll(/`([^`]+)` ([^;`|]+)/g)].map(([, file = '', words = '']) => ({
    file,
    words: words.trim(),
  }))

function pathOf(file: string): string | undefined {
  const path = file.includes('/') ? file : `stories/${file}`
  return [`test/${path}.test.ts`, `${path}.test.ts`].find((each) => existsSync(join(root, each)))
}

const titlesIn = (path: string) =>
  [...read(path).matchAll(/\btest\(\s*(['`])([\s\S]*?)\1\s*,/g)].map(([, , title = '']) => title)

test('every requirement of these chapters has its row, once and in order', () => {
  const wanted = Object.entries(sections).flatMap(([section, count]) =>
    Array.from({ length: count }, (_, n) => `${section}.${n + 1}`),
  )
  assert.deepEqual(
    rows.map(({ id }) => id),
    wanted,
  )
})

test('what is done names a test, or says why there is none', () => {
  for (const { id, state, tests } of rows) {
    assert.match(state, /^(done|partly|not done|not ours)\b/, id)
    const excused = /no test: .{10,}/.test(state) || /^(not done|not ours)/.test(state)
    assert.ok(namedTests(tests).length > 0 || excused, `${id} names no test`)
  }
})

test('every test that the tables name exists', () => {
  for (const { id, tests } of rows) {
    for (const { file, words } of namedTests(tests)) {
      const path = pathOf(file)
      assert.ok(path, `${id}: there is no test file ${file}`)
      const found = titlesIn(path).some((title) => title.includes(words))
      assert.ok(found, `${id}: ${path} has no test “${words}”`)
    }
  }
})
