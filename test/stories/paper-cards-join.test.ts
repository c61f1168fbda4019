// stories: paper-cards, sign-in
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { joinPaperCard } from '#contract/paper-cards.ts'
import { chargePayerCode } from '#contract/payment-codes.ts'
import { leave, readMe } from '#contract/residents.ts'
import { signIn } from '#contract/sign-in.ts'
import { listHistory, readWallet } from '#contract/wallets.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { tasks } from '#server/tasks.ts'
import { assertSameBooks, putIn } from '../atm.ts'
import { chiyo, fill, issue, openDesk, receive, registerAs, umePin } from '../paper-cards.ts'
import { register } from '../steps.ts'
import { openTown } from '../town.ts'

async function openWithCard() {
  const town = await openTown()
  const desk = await openDesk(town)
  const personId = await receive(desk, chiyo)
  await fill(town, personId, 5000)
  const card = await issue(desk, personId)
  const till = await town.signInStaff('till@bakery.example.jp')
  const pay = (amount: number) => ({ body: { id: makeId(), code: card.code, amount } })
  const join = (keepCard = true, pin = umePin) => ({ body: { code: card.code, pin, keepCard } })
  return { town, desk, personId, till, pay, join }
}

test('ABU-A25 one person, one wallet: the login comes to the card’s wallet, with balance and history', async () => {
  const { town, personId, till, pay, join } = await openWithCard()
  await using _ = town
  await till.ask(chargePayerCode, pay(300))
  const { client, mail, password, id } = await registerAs(town)
  const elsewhere = town.newClient()
  await elsewhere.call(signIn, { body: { mail, password } })
  assert.equal(await client.refused(joinPaperCard, join(true, '1111')), 'paper_card_pin_wrong')
  await client.ask(joinPaperCard, join())
  await client.ask(joinPaperCard, join())
  const me = await client.ask(readMe)
  assert.deepEqual([me.residentId, me.familyKana, me.proofs.card], [personId, 'キタハラ', true])
  assert.equal((await client.ask(readWallet)).coin, 4700)
  const { items } = await client.ask(listHistory, { query: {} })
  assert.deepEqual(
    items.map(({ coin }) => coin),
    [-300, 5000],
  )
  await till.ask(chargePayerCode, pay(200))
  assert.equal((await client.ask(readWallet)).coin, 4500, 'the card goes on')
  // The wallet that the app had opened is closed, and the card check is the person's.
  const { closed } = await town.database.one<{ closed: boolean }>(
    sql`select residents.is_closed(${id}) as closed`,
  )
  assert.equal(closed, true)
  assert.equal(await tasks['residents.erase-due'](town.context, {}), 1)
  const again = await registerAs(town)
  assert.equal((await again.client.ask(readMe)).proofs.card, false, 'the same card opens no second account')
})

test('one wallet: by choice the printed card ends, and who leaves in the app leaves as a whole', async () => {
  const { town, personId, till, pay, join } = await openWithCard()
  await using _ = town
  const { client } = await registerAs(town)
  await client.ask(joinPaperCard, join(false))
  assert.equal(await till.refused(chargePayerCode, pay(100)), 'paper_card_stopped')
  assert.equal((await client.ask(readWallet)).coin, 5000)
  await client.ask(leave, { body: { coin: 5000, points: 0 } })
  town.clock.advance({ days: 15 })
  assert.equal(await tasks['residents.close-due'](town.context, {}), 1)
  const { left } = await town.database.one<{ left: boolean }>(sql`
    select left_at is not null as left from paper_cards.person where id = ${personId}`)
  assert.equal(left, true)
})

test('ABU-A22 one wallet: not of another person, nor one in use, nor without proofs and a step-up', async () => {
  const { town, desk, personId, join } = await openWithCard()
  await using _ = town
  const newcomer = await register(town)
  assert.equal(await newcomer.client.refused(joinPaperCard, join()), 'identity_check_required')
  const other = await registerAs(town, { card: 'sakura', familyKana: 'イワツキ', givenKana: 'サクラ' })
  assert.equal(await other.client.refused(joinPaperCard, join()), 'paper_card_of_another')
  const namesake = await registerAs(town, { card: 'hanako' })
  assert.equal(await namesake.client.refused(joinPaperCard, join()), 'paper_card_of_another')
  const right = await registerAs(town)
  await fill(town, right.id, 1000)
  assert.equal(await right.client.refused(joinPaperCard, join()), 'app_wallet_in_use')
  const foreign = { body: { ...join().body, code: 'wifi:x' } }
  assert.equal(await right.client.refused(joinPaperCard, foreign), 'paper_card_unknown')
  town.clock.advance({ minutes: 11 })
  assert.equal(await right.client.refused(joinPaperCard, join()), 'step_up_required')
  const { coin } = await town.database.one<{ coin: number }>(sql`
    select coin from ledger.wallet where bucket = ledger.bucket(${personId}::uuid) and id = ${personId}`)
  assert.equal(coin, 5000)
  await issue(desk, personId)
})

test('one wallet: notes that a machine took before, and tells of afterwards, are in the card’s wallet', async () => {
  const { town, join } = await openWithCard()
  await using _ = town
  await town.listen()
  const { client } = await registerAs(town)
  const { atm, read } = await putIn(town, client, [1000])
  await atm.order('cut_before', { kind: 'deposit', times: 3 })
  await atm.confirm()
  await client.ask(joinPaperCard, join())
  assert.equal(await town.atm.forward(), 0)
  assert.equal((await client.ask(readWallet)).coin, 6000)
  assert.equal((await read()).state, 'credited')
  await assertSameBooks(town)
})

test('ABU-R01 one wallet: fifty requests at once join once', async () => {
  const { town, personId, join } = await openWithCard()
  await using _ = town
  const { client } = await registerAs(town)
  await Promise.all(Array.from({ length: 50 }, () => client.call(joinPaperCard, join())))
  const { joined } = await town.database.one<{ joined: number }>(sql`
    select count(*)::int as joined from paper_cards.joining`)
  assert.equal(joined, 1)
  assert.equal((await client.ask(readMe)).residentId, personId)
})
