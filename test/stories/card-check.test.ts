// stories: identity
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCardCheck, startCardCheck } from '#contract/identity.ts'
import { readMe } from '#contract/residents.ts'
import { sql } from '#server/lib/database.ts'
import {
  holdCard,
  joinFromPhone,
  showCard as readByName,
  walkToPassword,
} from '../../simulators/id-card/walk.ts'
import { openPage } from '../../simulators/lib/walker.ts'
import { register, type Resident, showCard } from '../steps.ts'
import { openTown, type Town } from '../town.ts'

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

test('マイナンバーカード認証: a reissued card keeps the account, and an account keeps its person', async () => {
  await using town = await openTown()
  const [resident, other] = [await register(town), await register(town)]
  assert.equal((await showCard(town, resident, 'sakura')).state, 'passed')
  const first = await cardOf(town, resident.id)
  await reissue(town, 'sakura')
  town.clock.advance({ minutes: 5 })
  assert.equal((await showCard(town, resident, 'sakura')).reason, 'card_revoked')
  assert.equal((await showCard(town, resident, 'hanako')).reason, 'card_used_elsewhere')
  assert.deepEqual(await cardOf(town, resident.id), first, 'what failed has changed nothing')

  const newCard = '岩槻 さくら(新しいカード)'
  assert.equal((await showNamedCard(other, newCard)).reason, 'card_used_elsewhere')
  assert.equal((await showNamedCard(resident, newCard)).state, 'passed')
  const second = await cardOf(town, resident.id)
  assert.equal(second.subject, first.subject)
  assert.ok(second.passed_at > first.passed_at)
})

test('マイナンバーカード認証: the birth date is kept only in a town that has said so', async () => {
  await using town = await openTown()
  const resident = await register(town)
  await showCard(town, resident, 'nozomi')
  assert.deepEqual(await kept(town, resident.id), { age_band: '13-15', birthdate: null })
  await town.database.run(sql`
    insert into town.setting (name, valid_from, value) values ('keep_birthdate', now() - interval '1 day', 'true')`)
  await showCard(town, resident, 'nozomi')
  assert.deepEqual(await kept(town, resident.id), { age_band: '13-15', birthdate: '2013-05-20' })
})

test('マイナンバーカード認証: begun on a PC, read by a phone, ended on the PC', async () => {
  await using town = await openTown()
  const { client } = await register(town)
  const { redirectUrl } = await client.ask(startCardCheck)
  const pc = await fetch(redirectUrl, { headers: { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0)' } })
  const phone = joinFromPhone(await pc.text())
  await holdCard(await walkToPassword(phone), '見沼 実')
  assert.equal((await client.ask(readCardCheck)).state, 'waiting')
  const back = (await openPage(pc.url)).leftTo
  assert.ok(back)
  await client.send({ method: 'GET', url: back.pathname + back.search })
  assert.equal((await client.ask(readCardCheck)).state, 'passed')
})

type Row = { subject: string; passed_at: Date }
const cardOf = (town: Town, residentId: string): Promise<Row> =>
  town.database.one(sql`select subject, passed_at from identity.card where resident_id = ${residentId}`)
const kept = (town: Town, residentId: string): Promise<object> =>
  town.database.one(
    sql`select age_band, birthdate::text from identity.card where resident_id = ${residentId}`,
  )

async function reissue(town: Town, person: string): Promise<void> {
  const body = JSON.stringify({ person })
  const answer = await fetch(`${town.urls.idCard}/__sim/cards/reissue`, { method: 'POST', body })
  assert.ok(answer.ok)
}

async function showNamedCard({ client }: Resident, name: string) {
  const { redirectUrl } = await client.ask(startCardCheck)
  const back = await readByName(redirectUrl, name)
  await client.send({ method: 'GET', url: back.pathname + back.search })
  return client.ask(readCardCheck)
}
