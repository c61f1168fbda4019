// The office starts or stops a campaign in the very moment in which a worker decides what payments bring.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readPaymentBonus, startCampaign, stopCampaign, writeCampaign } from '#contract/campaigns.ts'
import { holdInForce } from '#server/campaigns/queries.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { openTerms } from '../campaigns.ts'
import { manager, office } from '../people.ts'
import { payBakery } from '../steps.ts'
import { openTown, type Town } from '../town.ts'

test('a campaign starts and stops between payments, and decides none of them by halves', async () => {
  await using town = await openTown()
  const [maker, checker, hanako] = await Promise.all([
    town.signInOperator(office.mail),
    town.signInOperator(manager.mail),
    town.signIn('hanako'),
  ])
  const id = makeId()
  const body = {
    revision: 0,
    terms: { ...openTerms(town.clock.now()), kind: 'payment' as const, basisPoints: 300 },
  }
  const { revision } = await maker.ask(writeCampaign, { params: { id }, body })
  const start = () => checker.ask(startCampaign, { params: { id }, body: { revision } })
  const stop = () => checker.ask(stopCampaign, { params: { id }, body: { reason: '予算の見直し' } })
  const tooEarly = await whileDeciding(town, start, () => payBakery(hanako, 100))
  const inTime = await payBakery(hanako, 200)
  const atTheEnd = await whileDeciding(town, stop, () => payBakery(hanako, 300))
  const tooLate = await payBakery(hanako, 400)
  await town.work()
  const points = [tooEarly, inTime, atTheEnd, tooLate].map(
    async (each) => (await hanako.ask(readPaymentBonus, { params: { id: each } })).points,
  )
  assert.deepEqual(await Promise.all(points), [0, 6, 9, 0])
})

/** Lets an act of the office begin while a worker decides, and something happen before the worker has ended. */
async function whileDeciding<Result>(
  town: Town,
  act: () => Promise<unknown>,
  work: () => Promise<Result>,
): Promise<Result> {
  const [acting, result] = await town.database.transact(async (tx) => {
    await holdInForce(tx)
    const begun = act()
    await untilSomebodyWaits(town)
    return [begun, await work()]
  })
  await acting
  return result
}

async function untilSomebodyWaits(town: Town): Promise<void> {
  for (;;) {
    const { waiting } = await town.database.one<{ waiting: boolean }>(sql`
      select exists (
        select from pg_locks l join pg_database d on d.oid = l.database
        where l.locktype = 'advisory' and not l.granted and d.datname = current_database()) as waiting`)
    if (waiting) return
  }
}
