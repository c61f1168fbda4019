// A simulation that finds nothing proves nothing: each planted bug must be found, in a process of its own.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { plantedBugs } from './planted-bugs.ts'

const program = join(import.meta.dirname, '../../bin/simulate.ts')

test('there are at least 12', () => assert.ok(plantedBugs.length >= 12))

for (const [index, { name }] of plantedBugs.entries()) {
  test(`found: ${name}`, () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, '--bug', String(index)], {
      encoding: 'utf8',
    })
    assert.equal(status, 1, `${stdout}${stderr}`)
    assert.match(stderr, /npm run simulate -- --seed \d+/)
  })
}
