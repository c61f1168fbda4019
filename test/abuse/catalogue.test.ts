// The table of abuse in docs/abuse.md is held to the tests: it may neither promise nor forget.
import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { root } from '../../bin/lib/steps.ts'

const read = (path: string) => readFileSync(join(root, path), 'utf8')

/** The kinds of abuse that the table is about. */
const ids = /ABU-([AZRQINWHD]\d{2})\b/g

const rows = [...read('docs/abuse.md').matchAll(/^\| ([A-Z]\d{2}) \| (.+) \| (.+) \|$/gm)].map(
  ([, id = '', , where = '']) => ({ id, where }),
)

test('each row names tests that try it, or says why there is none', () => {
  for (const { id, where } of rows) {
    const files = [...where.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file)
    if (files.length === 0) assert.match(where, /^(no test|not here|not ours): .{15,}/, id)
    for (const file of files) {
      const titles = read(file).match(/\btest\(\s*[`'].*/g) ?? []
      assert.ok(
        titles.some((title) => title.includes(`ABU-${id}`)),
        `${file} does not try ABU-${id}`,
      )
    }
  }
})

test('each abuse that a test tries has its row, once', () => {
  const files = globSync('{db,server,test,web}/**/*.test.ts', { cwd: root })
  const tried = files.flatMap((file) => [...read(file).matchAll(ids)].map(([, id]) => id))
  const known = rows.map(({ id }) => id)
  assert.deepEqual(
    [...new Set(tried)].filter((id) => !known.includes(id ?? '')),
    [],
  )
  assert.equal(new Set(known).size, known.length)
  const untried = rows.filter(({ where }) => !where.includes('`')).map(({ id }) => id)
  assert.deepEqual(
    untried.filter((id) => tried.includes(id)),
    [],
    'tried after all',
  )
})

test('each of the eighteen promises about the money names what holds it, and that is there', () => {
  const promises = [...read('docs/invariants.md').matchAll(/^\| INV-(\d\d) \| .+ \| (.+) \|$/gm)]
  assert.deepEqual(
    promises.map(([, number]) => Number(number)),
    Array.from({ length: 18 }, (_each, n) => n + 1),
  )
  for (const [, number, held = ''] of promises) {
    const files = [...held.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file)
    assert.ok(files.length > 0, `INV-${number} names nothing`)
    for (const file of files) assert.ok(existsSync(join(root, file)), `INV-${number}: ${file}`)
  }
})
