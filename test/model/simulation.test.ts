// Seeded worlds in which processes die, lines break and everybody asks twice (docs/decisions/013): nothing is lost,
// nothing is doubled, and every yen of the providers' books is explained by ours. More of them: npm run simulate.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { play, type Totals } from './simulation/play.ts'
import type { SeedResult } from './simulation/run-seed.ts'

const parts = 4
const seedsOfAPart = 41
const operationsInAll = 20_000

const seedsFrom = (first: number, count: number) => Array.from({ length: count }, (_, index) => first + index)

test('the same seed takes the same turns, alone or after others', async () => {
  const traces: SeedResult[][] = [[], []]
  await play({ seeds: [901, 902, 903], onSeed: (result) => traces[0]?.push(result) })
  await play({ seeds: [903], onSeed: (result) => traces[1]?.push(result) })
  assert.deepEqual(traces[0]?.at(-1), traces[1]?.at(-1))
})

const played: Totals[] = []
for (let part = 0; part < parts; part += 1) {
  const first = 1 + part * seedsOfAPart
  test(`what docs/faults.md lists, by dice: seeds ${first} to ${first + seedsOfAPart - 1}`, async () => {
    const totals = await play({ seeds: seedsFrom(first, seedsOfAPart) })
    const replay = totals.violations.map(({ seed, what }) => `${what}\n  npm run simulate -- --seed ${seed}`)
    assert.equal(replay.join('\n'), '')
    assert.deepEqual([totals.lost, totals.doubled, totals.unexplainedYen], [0, 0, 0])
    played.push(totals)
  })
}

test('that was enough to mean something', () => {
  const sum = (of: 'operations' | 'crashes') => played.reduce((total, part) => total + part[of], 0)
  assert.ok(sum('operations') >= operationsInAll, `${sum('operations')} operations`)
  assert.ok(sum('crashes') >= operationsInAll / 50, `${sum('crashes')} crashes`)
})
