// Something is wrong with one posting, so that nobody can be told of it: everybody else is told all the same.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readPaymentBonus } from '#contract/campaigns.ts'
import { listNotices } from '#contract/notices.ts'
import { readWallet } from '#contract/wallets.ts'
import { sql } from '#server/lib/database.ts'
import { runChecks } from '#server/operators/run-checks.ts'
import { runCampaign } from '../campaigns.ts'
import { personOf } from '../people.ts'
import { payBakery } from '../steps.ts'
import { openTown, type Town } from '../town.ts'

/** From now on nothing can be promised to this person, as if a rule of the database stood against it. */
const spoil = (town: Town, key: string) =>
  town.database.pool.query(`
    create function public.spoil() returns trigger language plpgsql as
      $$ begin raise exception 'a fault that nobody has thought of'; end $$;
    create trigger spoil before insert on campaigns.promise for each row
      when (new.owner = '${personOf(key).id}') execute function public.spoil()`)

const mend = (town: Town) => town.database.pool.query('drop function public.spoil() cascade')

const untold = (town: Town) =>
  town.database.many<{ posting: string; tries: number }>(sql`select posting, tries from ledger.untold`)

test('a posting of which nobody can be told keeps nobody waiting, and is told of in the end', async () => {
  await using town = await openTown()
  await runCampaign(town, { kind: 'payment', basisPoints: 1_000 })
  const [hanako, toru] = [await town.signIn('hanako'), await town.signIn('toru')]
  await town.work()
  const before = (await toru.ask(readWallet)).points
  await spoil(town, 'hanako')
  const [first, spoilt, last] = [
    await payBakery(toru, 100),
    await payBakery(hanako, 100),
    await payBakery(toru, 200),
  ]
  await town.work()
  assert.equal((await toru.ask(readWallet)).points, before + 30)
  for (const id of [first, last])
    assert.equal((await toru.ask(readPaymentBonus, { params: { id } })).state, 'granted')
  assert.deepEqual(await untold(town), [{ posting: spoilt, tries: 1 }])
  const wrong = (await runChecks(town.database)).filter(({ rows }) => rows.length > 0)
  assert.deepEqual(
    wrong.map(({ name }) => name),
    ['everybody-is-told'],
  )

  // It is tried again later and later, at the latest after an hour.
  const tries = async (minutes: number) => {
    town.clock.advance({ minutes })
    await town.runTask('ledger.tell-again')
    return (await untold(town))[0]?.tries
  }
  assert.deepEqual([await tries(0), await tries(1), await tries(1), await tries(1)], [1, 2, 2, 3])
  await mend(town)
  const poorer = (await hanako.ask(readWallet)).points
  town.clock.advance({ minutes: 60 })
  await Promise.all([1, 2, 3].map(() => town.runTask('ledger.tell-again')))
  assert.deepEqual(await untold(town), [])
  assert.equal((await hanako.ask(readWallet)).points, poorer + 10, 'once, by however many workers')
  const bonus = await hanako.ask(readPaymentBonus, { params: { id: spoilt } })
  assert.deepEqual([bonus.points, bonus.state], [10, 'granted'])
  assert.equal((await hanako.ask(listNotices, { query: {} })).notices[0]?.told.kind, 'points_granted')
})

test('a next-day bonus that cannot be granted keeps no other waiting', async () => {
  await using town = await openTown()
  await runCampaign(town, { kind: 'payment', basisPoints: 1_000, when: 'next_day', grantHour: 0 })
  const [hanako, toru] = [await town.signIn('hanako'), await town.signIn('toru')]
  const before = (await toru.ask(readWallet)).points
  const spoilt = await payBakery(hanako, 100)
  await payBakery(toru, 100)
  await town.work()
  await town.database.pool.query(`
    create function public.spoil() returns trigger language plpgsql as
      $$ begin raise exception 'a fault that nobody has thought of'; end $$;
    create trigger spoil before update on campaigns.promise for each row
      when (new.owner = '${personOf('hanako').id}') execute function public.spoil()`)
  town.clock.advance({ days: 1 })
  await assert.rejects(town.runTask('campaigns.grant'), /nobody has thought of/)
  assert.equal((await toru.ask(readWallet)).points, before + 10)
  await mend(town)
  await town.runTask('campaigns.grant')
  assert.equal((await hanako.ask(readPaymentBonus, { params: { id: spoilt } })).state, 'granted')
})
