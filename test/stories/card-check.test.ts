// stories: identity
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCardCheck, startCardCheck } from '#contract/identity.ts'
import { readMe } from '#contract/residents.ts'
import { sql } from '#server/lib/database.ts'
import { register, showCard } from '../steps.ts'
import { openTown } from '../town.ts'

test('マイナンバーカード認証: the box turns green, and nothing of the card is kept but what is needed', async () => {
  await using town = await openTown()
  const resident = await register(town)
  assert.equal((await resident.client.ask(readCardCheck)).state, 'none')
  const check = await showCard(town, resident, 'hanako')
  assert.deepEqual([check.state, check.reason, check.inTown], ['passed', null, true])
  assert.equal((await resident.client.ask(readMe)).proofs.card, true)
  const kept = await town.database.one<Record<string, unknown>>(
    sql`select in_town, age_band, to_jsonb(c)::text as everything
        from identity.card c where resident_id = ${resident.id}`,
  )
  assert.deepEqual([kept.in_town, kept.age_band], [true, '18-64'])
  assert.doesNotMatch(String(kept.everything), /花子|常盤|1984/)
})

test('マイナンバーカード認証: a person from outside passes and is marked; one card opens one account', async () => {
  await using town = await openTown()
  const [first, second] = [await register(town), await register(town)]
  assert.equal((await showCard(town, first, 'jiro')).inTown, false)
  const again = await showCard(town, second, 'jiro')
  assert.deepEqual([again.state, again.reason], ['failed', 'card_used_elsewhere'])
  assert.equal((await second.client.ask(readMe)).proofs.card, false)
})

test('マイナンバーカード認証: each way to fail is told in its own word', async () => {
  await using town = await openTown()
  const resident = await register(town)
  for (const [card, reason] of [
    ['rokuro', 'pin_locked'],
    ['kiyoshi', 'card_expired'],
    ['fumi', 'card_revoked'],
  ] as const) {
    const check = await showCard(town, resident, card)
    assert.deepEqual([check.state, check.reason], ['failed', reason], card)
  }
  assert.equal((await showCard(town, resident, 'taro')).state, 'passed')
})

test('マイナンバーカード認証: a return that is replayed, foreign or late changes nothing', async () => {
  await using town = await openTown()
  const [first, second] = [await register(town), await register(town)]
  const { redirectUrl } = await first.client.ask(startCardCheck)
  const back = await town.idCard.walk(redirectUrl, 'yoko')
  const url = back.pathname + back.search
  await second.client.send({ method: 'GET', url })
  assert.equal((await second.client.ask(readMe)).proofs.card, false, 'another session cannot use it')
  await first.client.send({ method: 'GET', url })
  assert.equal((await first.client.ask(readMe)).proofs.card, true)
  assert.equal((await first.client.send({ method: 'GET', url })).status, 303)

  const late = await second.client.ask(startCardCheck)
  const lateBack = await town.idCard.walk(late.redirectUrl, 'kenji')
  town.clock.advance({ minutes: 60 })
  await second.client.send({ method: 'GET', url: lateBack.pathname + lateBack.search })
  assert.deepEqual((await second.client.ask(readCardCheck)).reason, 'expired')
})
