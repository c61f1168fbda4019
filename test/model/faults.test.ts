// The table of faults in docs/faults.md is held to what does them: it may neither promise nor forget.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { root } from '../../bin/lib/steps.ts'

const read = (path: string) => readFileSync(join(root, path), 'utf8')
const range = (kind: string, last: number) =>
  Array.from({ length: last }, (_, index) => `${kind}${String(index + 1).padStart(2, '0')}`)

/** The faults of charging, by the numbers of the fault matrix. */
const asked = [...range('P', 3), ...range('N', 4), ...range('V', 24), 'C01', 'C02', 'C12']

const rows = [...read('docs/faults.md').matchAll(/^\| ([A-Z]\d{2}) \| .+ \| .+ \| (.+) \|$/gm)].map(
  ([, id = '', where = '']) => ({
    id,
    files: [...where.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file),
  }),
)

/** The ids that a file says it does: in the titles of its tests, or in the simulation anywhere. */
function doneIn(file: string): string[] {
  const text = read(file)
  const said = file.endsWith('.test.ts') ? (text.match(/\btest\(\s*[`'].*/g) ?? []).join('\n') : text
  return [...said.matchAll(/FLT-((?:[A-Z]\d{2}(?:, | )?)+)/g)]
    .flatMap(([, ids = '']) => ids.split(/, | /))
    .filter(Boolean)
}

test('each fault has one row, and each row names what does it', () => {
  assert.deepEqual(
    rows.map(({ id }) => id),
    asked,
  )
  for (const { id, files } of rows) {
    assert.ok(files.length > 0, `nothing does ${id}`)
    for (const file of files)
      assert.ok(doneIn(file).includes(id), `${file} does not say that it does FLT-${id}`)
  }
})

test('each file that does a fault of charging stands in its row', () => {
  for (const file of globSync('{server,test}/**/*.ts', { cwd: root })) {
    if (!file.endsWith('.test.ts') && !file.startsWith('test/model/simulation/')) continue
    for (const id of doneIn(file).filter((each) => asked.includes(each))) {
      assert.ok(
        rows.find((row) => row.id === id)?.files.includes(file),
        `${file} does FLT-${id} and has no mention`,
      )
    }
  }
})
