import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readTopUpTerms } from '#contract/top-ups.ts'
import { dayOf } from '#server/lib/day.ts'
import { askHost, linkIdAtMachine, standBefore } from '../atm.ts'
import { openTown } from '../town.ts'

test('ABU-R06: fifty deposits at once take no more than the day allows, to the yen', async () => {
  await using town = await openTown()
  await town.listen()
  const hanako = await town.signIn('hanako')
  const { leftToday } = await hanako.ask(readTopUpTerms)
  assert.equal(leftToday, 100_000)
  const links: string[] = []
  for (let visit = 0; visit < 50; visit += 1) {
    await standBefore(town, hanako)
    links.push(await linkIdAtMachine(town))
    await town.atm.standAt().cancel()
  }
  const on = dayOf(town.clock.now())
  const name = (visit: number, kind: number) => ({
    terminal: '00110001',
    on,
    trace: String(500_000 + visit * 10 + kind),
    linkId: links[visit] ?? '',
  })
  const asked = await Promise.all(
    links.map((_, visit) => askHost(town, 'inquiry', { ...name(visit, 0), companyCode: '4649' })),
  )
  assert.deepEqual(asked.filter((code) => code === '00').length, 3, 'two of 49,000 and one of 2,000')
  const notes = { 10000: 0, 5000: 0, 2000: 1, 1000: 0 }
  const paid = await Promise.all(
    links.flatMap((_, visit) =>
      [1, 2].map(() =>
        askHost(town, 'deposit', { ...name(visit, 1), amount: 2000, notes, at: '2026-11-22T12:00:00+09:00' }),
      ),
    ),
  )
  assert.equal(paid.filter((code) => code === '00').length, 6, 'three deposits, each answered twice')
  const terms = await hanako.ask(readTopUpTerms)
  assert.equal(terms.leftToday, 100_000 - 6000)
})
