// stories: paper-cards, residents
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decideDeparture, listDepartures, receiveDeparture } from '#contract/desk-leaving.ts'
import { freezeResident } from '#contract/operators.ts'
import { findPaperPeople, issuePaperCard, receivePaperPerson } from '#contract/paper-cards.ts'
import { chargePayerCode } from '#contract/payment-codes.ts'
import { listRelatives } from '#contract/relatives.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { tasks } from '#server/tasks.ts'
import { fill, issue, openDesk, receive, ume, umePin } from '../paper-cards.ts'
import { beginHelpWithCard } from '../relatives.ts'
import { personOf } from '../people.ts'
import { openTown } from '../town.ts'

const departureOf = (residentId: string, coin: number, more: Partial<{ reason: 'wish' | 'died' }> = {}) => ({
  body: {
    ...{ id: makeId(), residentId, reason: 'wish' as const, coin, points: 0 },
    ...{ documents: ['driving_licence' as const], signed: true as const, ...more },
  },
})
const decision = (id: string, of: 'approved' | 'declined') => ({ params: { id }, body: { decision: of } })

async function openWithCard() {
  const town = await openTown()
  const desk = await openDesk(town)
  const id = await receive(desk)
  await fill(town, id, 5000)
  const card = await issue(desk, id)
  const till = await town.signInStaff('till@bakery.example.jp')
  const pay = (amount: number) => ({ body: { id: makeId(), code: card.code, amount } })
  return { town, ...desk, id, card, till, pay }
}

test('退会 at a desk: what is given up is said in yen, two people see the papers, and then it is closed', async () => {
  const { town, clerk, second, id, till, pay } = await openWithCard()
  await using _ = town
  assert.equal(await clerk.refused(receiveDeparture, departureOf(id, 4999)), 'balance_changed')
  assert.equal(await clerk.refused(receiveDeparture, departureOf(personOf('hanako').id, 0)), 'not_found')
  const old = departureOf(id, 5000)
  old.body.id = '01890000-0000-7000-8000-000000000001'
  assert.equal(await clerk.refused(receiveDeparture, old), 'clock_off')
  const wish = departureOf(id, 5000)
  await clerk.ask(receiveDeparture, wish)
  await clerk.ask(receiveDeparture, wish)
  assert.equal(await clerk.refused(receiveDeparture, departureOf(id, 5000)), 'departure_exists')
  const [waiting] = (await second.ask(listDepartures)).departures
  assert.deepEqual([waiting?.name, waiting?.coin, waiting?.mine], ['サイタマ ウメ', 5000, false])
  assert.equal(
    await clerk.refused(decideDeparture, decision(wish.body.id, 'approved')),
    'second_person_needed',
  )
  await till.ask(chargePayerCode, pay(100))
  const changed = await second.refused(decideDeparture, decision(wish.body.id, 'approved'))
  assert.equal(changed, 'balance_changed', 'nobody gave up what was not said')
  await second.ask(decideDeparture, decision(wish.body.id, 'declined'))
  await second.ask(decideDeparture, decision(wish.body.id, 'declined'))
  const late = await second.refused(decideDeparture, decision(wish.body.id, 'approved'))
  assert.equal(late, 'departure_decided')
  assert.equal(await second.refused(decideDeparture, decision(makeId(), 'approved')), 'not_found')

  const again = departureOf(id, 4900)
  await clerk.ask(receiveDeparture, again)
  await second.ask(decideDeparture, decision(again.body.id, 'approved'))
  await second.ask(decideDeparture, decision(again.body.id, 'approved'))
  assert.match(await town.books(id), /give_up {3}wallet → coin_given_up +coin +4,900/)
  assert.equal(await till.refused(chargePayerCode, pay(1)), 'paper_card_stopped')
  const look = { familyKana: ume.familyKana, givenKana: ume.givenKana, birthdate: ume.birthdate }
  assert.deepEqual((await clerk.ask(findPaperPeople, { body: look })).people, [])
  const print = { params: { id }, body: { id: makeId(), pin: umePin, tellsBalance: false } }
  assert.equal(await clerk.refused(issuePaperCard, print), 'not_found')
  // Somebody who comes back is somebody new.
  const body = { id: makeId(), ...ume, documents: ['driving_licence' as const], agreed: true as const }
  await clerk.ask(receivePaperPerson, { body })
})

test('退会 at a desk: who it was is erased after the legal time, and the books stay', async () => {
  const { town, clerk, second, id } = await openWithCard()
  await using _ = town
  const wish = departureOf(id, 5000)
  await clerk.ask(receiveDeparture, wish)
  await second.ask(decideDeparture, decision(wish.body.id, 'approved'))
  const books = await town.books(id)
  const told = () =>
    town.database.one<{ person: string; name: string | null }>(sql`
      select p.family_kana || p.given_kana || coalesce(p.birthdate::text, '') || p.address
               || encode(p.who, 'hex') as person,
             r.family_kana as name
      from paper_cards.person p join residents.resident r on r.id = p.id where p.id = ${id}`)
  town.clock.advance({ days: 4 * 365 })
  assert.equal(await tasks['residents.erase-due'](town.context, {}), 0)
  assert.match((await told()).person, /ウメ1943-03-05/)
  town.clock.advance({ days: 370 })
  assert.equal(await tasks['residents.erase-due'](town.context, {}), 1)
  assert.deepEqual(await told(), { person: '', name: null })
  assert.equal(await town.books(id), books)
})

test('退会 at a desk: of somebody who has died card and helpers stop at once; frozen nobody leaves', async () => {
  const { town, clerk, second, id, card, till, pay } = await openWithCard()
  await using _ = town
  const hanako = await town.signIn('hanako')
  await beginHelpWithCard(hanako, clerk, card.code, umePin)
  assert.equal((await hanako.ask(listRelatives)).relatives.length, 1)
  const died = departureOf(id, 5000, { reason: 'died' })
  await clerk.ask(receiveDeparture, died)
  assert.equal(await till.refused(chargePayerCode, pay(1)), 'paper_card_stopped')
  assert.deepEqual((await hanako.ask(listRelatives)).relatives, [])
  const body = { id: makeId(), reason: '調査' }
  await second.ask(freezeResident, { params: { residentId: id }, body })
  assert.equal(await second.refused(decideDeparture, decision(died.body.id, 'approved')), 'frozen')
})

test('ABU-R08 fifty approvals at once close once and give up once', async () => {
  const { town, clerk, second, id } = await openWithCard()
  await using _ = town
  const wish = departureOf(id, 5000)
  await clerk.ask(receiveDeparture, wish)
  await Promise.all(
    Array.from({ length: 50 }, () => second.ask(decideDeparture, decision(wish.body.id, 'approved'))),
  )
  assert.equal([...(await town.books(id)).matchAll(/give_up/g)].length, 1)
})
