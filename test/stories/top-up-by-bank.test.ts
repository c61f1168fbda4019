// stories: top-ups, campaigns
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { confirmTopUp, readTopUp, readTopUpTerms, requestTopUp } from '#contract/top-ups.ts'
import { pay } from '#contract/payments.ts'
import { readWallet } from '#contract/wallets.ts'
import { endOfMonth } from '#server/lib/day.ts'
import { makeId } from '#server/lib/id.ts'
import { bankAccountIdOf } from '../../bin/lib/seed-people.ts'
import { bakeryNumber, personOf, phoneOf, storeIdOf } from '../people.ts'
import { linkAccount, register, registerWithAccount, topUp } from '../steps.ts'
import { openTown, type Town } from '../town.ts'

async function seeded(town: Town, key: string) {
  const person = personOf(key)
  const client = await town.signIn(key)
  return { id: person.id, client, phone: phoneOf(person), bankAccountId: bankAccountIdOf(person) }
}

test('チャージ: coin at once, 3 % たまポン after it, each exactly once', async () => {
  await using town = await openTown()
  const resident = await registerWithAccount(town, { card: 'sakura', number: '1234567' })
  const id = makeId()
  const confirmed = await topUp(town, resident, 10_000, id)
  assert.deepEqual([confirmed.state, confirmed.coinAfter], ['succeeded', 10_000])
  assert.deepEqual([confirmed.bonus.points, confirmed.bonus.state], [300, 'planned'])
  await town.work()
  await town.work()
  const settled = await resident.client.ask(readTopUp, { params: { id } })
  assert.equal(settled.bonus.state, 'granted')
  const until = endOfMonth(town.clock.now(), 6)
  assert.equal(
    await town.books(resident.id),
    [
      'top_up   bank_clearing → wallet   coin   10,000',
      `top_up_bonus   points_issued → wallet   points   300   until ${until}`,
    ].join('\n'),
  )
  const wallet = await resident.client.ask(readWallet)
  assert.deepEqual([wallet.coin, wallet.points, wallet.plannedPoints], [10_000, 300, 0])
  const order = (await town.bank.orders()).find(({ orderId }) => orderId === id)
  assert.deepEqual([order?.amount, order?.captures], [10_000, 1])
})

test('チャージ: not before the card check', async () => {
  await using town = await openTown()
  const { client } = await register(town)
  const terms = await client.ask(readTopUpTerms)
  assert.deepEqual([terms.allowed, terms.missing], [false, 'card'])
  const body = { id: makeId(), bankAccountId: makeId(), amount: 1000 }
  assert.equal(await client.refused(requestTopUp, { body }), 'identity_check_required')
  const frozen = await seeded(town, 'makoto')
  const frozenBody = { ...body, bankAccountId: frozen.bankAccountId }
  assert.equal(await frozen.client.refused(requestTopUp, { body: frozenBody }), 'frozen')
})

test('チャージ: the limits that are shown are the limits that hold', async () => {
  await using town = await openTown()
  const hanako = await seeded(town, 'hanako')
  const terms = await hanako.client.ask(readTopUpTerms)
  assert.deepEqual([terms.minimum, terms.perTopUp], [1000, 49_000])
  const ask = (amount: number, who = hanako) => {
    const body = { id: makeId(), bankAccountId: who.bankAccountId, amount }
    return who.client.refused(requestTopUp, { body })
  }
  assert.equal(await ask(999), 'top_up_below_minimum')
  assert.equal(await ask(49_001), 'top_up_over_limit')
  assert.equal((await topUp(town, hanako, 49_000)).state, 'succeeded')
  assert.equal((await topUp(town, hanako, 49_000)).state, 'succeeded')
  const left = (await hanako.client.ask(readTopUpTerms)).leftToday
  assert.equal(left, 2000)
  assert.equal(await ask(left + 1), 'top_up_over_day_limit')
  const yutaka = await seeded(town, 'yutaka')
  const room = await yutaka.client.ask(readTopUpTerms)
  assert.equal(room.leftUnderCap, 3500)
  if (room.leftThisMonth > 3501) assert.equal(await ask(3501, yutaka), 'balance_over_cap')
})

test('チャージ: twice at once is once, also for the bank', async () => {
  await using town = await openTown()
  const hanako = await seeded(town, 'hanako')
  const id = makeId()
  const request = { body: { id, bankAccountId: hanako.bankAccountId, amount: 3000 } }
  await Promise.all([1, 2, 3].map(() => hanako.client.ask(requestTopUp, request)))
  assert.equal(
    await hanako.client.refused(requestTopUp, { body: { ...request.body, amount: 4000 } }),
    'top_up_exists_with_different_content',
  )
  const code = await town.phoneOf(hanako.phone).lastCode()
  const confirmation = { params: { id }, body: { code } }
  await Promise.allSettled([1, 2, 3].map(() => hanako.client.call(confirmTopUp, confirmation)))
  await town.work()
  assert.equal((await hanako.client.ask(confirmTopUp, confirmation)).state, 'succeeded')
  assert.equal((await hanako.client.ask(readWallet)).coin, 15_000)
  const orders = (await town.bank.orders()).filter(({ orderId }) => orderId === id)
  assert.deepEqual(
    orders.map(({ captures }) => captures),
    [1],
  )
})

test('チャージ: an answer that is lost after success is asked for and credited once', async () => {
  await using town = await openTown()
  const resident = await registerWithAccount(town, { card: 'daichi', number: '1234544' })
  const id = makeId()
  assert.equal((await topUp(town, resident, 5000, id)).state, 'unknown')
  assert.equal((await resident.client.ask(readWallet)).coin, 0)
  await town.work()
  await town.work()
  assert.equal((await resident.client.ask(readTopUp, { params: { id } })).state, 'succeeded')
  const wallet = await resident.client.ask(readWallet)
  assert.deepEqual([wallet.coin, wallet.points], [5000, 150])
  assert.equal((await town.bank.orders()).find(({ orderId }) => orderId === id)?.captures, 1)
})

test('チャージ: an order that the bank never saw is sent again under the same id', async () => {
  await using town = await openTown()
  const hanako = await seeded(town, 'hanako')
  await town.bank.fault({ match: '/Authorize', effect: 'error' })
  const id = makeId()
  assert.equal((await topUp(town, hanako, 5000, id)).state, 'unknown')
  assert.equal(
    (await town.bank.orders()).some(({ orderId }) => orderId === id),
    false,
  )
  await town.work()
  assert.equal((await hanako.client.ask(readTopUp, { params: { id } })).state, 'succeeded')
  assert.equal((await town.bank.orders()).find(({ orderId }) => orderId === id)?.captures, 1)
})

test('チャージ: an answer that stays away waits for a person and is never guessed', async () => {
  await using town = await openTown()
  const resident = await registerWithAccount(town, { card: 'kaori', number: '1234555' })
  const id = makeId()
  assert.equal((await topUp(town, resident, 5000, id)).state, 'unknown')
  town.clock.advance({ minutes: 20 })
  await town.work()
  assert.equal((await resident.client.ask(readTopUp, { params: { id } })).state, 'needs_attention')
  assert.equal(await town.books(resident.id), '')
})

for (const [ending, reason] of [
  ['00', 'insufficient_funds'],
  ['11', 'frozen'],
  ['22', 'limit'],
  ['66', 'maintenance'],
] as const) {
  test(`FLT-V01 チャージ: the bank declines (${reason}) and nothing moves`, async () => {
    await using town = await openTown()
    const aoi = { client: await town.signIn('aoi'), phone: phoneOf(personOf('aoi')) }
    const account = await linkAccount(town, aoi, `12345${ending}`)
    const settled = await topUp(town, { ...aoi, bankAccountId: account.id }, 1000)
    assert.deepEqual([settled.state, settled.declinedBecause], ['declined', reason])
    assert.deepEqual([settled.bonus.state, settled.bonus.points], ['none', 0])
    await town.work()
    assert.equal(await town.books(personOf('aoi').id), '')
  })
}

test('チャージ: a payment under the same id, whenever it comes, does not keep the coin away', async () => {
  await using town = await openTown()
  const hanako = await seeded(town, 'hanako')
  const spend = (id: string) => {
    const body = { id, storeId: storeIdOf(bakeryNumber), coin: 100, points: 0, via: 'store_number' as const }
    return hanako.client.ask(pay, { body })
  }
  const [before, meanwhile] = [makeId(), makeId()]
  await spend(before)
  assert.equal((await topUp(town, hanako, 3000, before)).state, 'succeeded')

  await town.bank.fault({ match: '/Authorize', effect: 'drop-response' })
  assert.equal((await topUp(town, hanako, 3000, meanwhile)).state, 'unknown')
  await spend(meanwhile)
  await town.work()
  const settled = await hanako.client.ask(readTopUp, { params: { id: meanwhile } })
  assert.deepEqual([settled.state, settled.coinAfter], ['succeeded', 12_000 - 200 + 6000])
})
