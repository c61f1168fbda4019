// stories: gifts
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findGiftReceiver, giveGift, readGiftTerms, showGiftCode } from '#contract/gifts.ts'
import { changeWishes, listNotices, readWishes, rehearsePush } from '#contract/notices.ts'
import { listHistory, readWallet } from '#contract/wallets.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import type { Client } from '../client.ts'
import { personOf } from '../people.ts'
import { register } from '../steps.ts'
import { openTown, type Town } from '../town.ts'

const coinOf = async (client: Client) => (await client.ask(readWallet)).coin
const codeOf = async (client: Client) => (await client.ask(showGiftCode)).code
const wish = (code: string, amount = 1000, id = makeId()) => ({
  body: { id, code, amount, card: 'thanks' as const },
})

async function openPair() {
  const town = await openTown()
  const hanako = await town.signIn('hanako')
  const aoi = await town.signIn('aoi')
  return { town, hanako, aoi }
}

/** The town's limits from now on. */
let rows = 0
async function setLimits(town: Town, limits: Record<string, number>): Promise<void> {
  for (const [name, value] of Object.entries(limits)) {
    rows += 1
    await town.database.run(sql`
      insert into town.setting (name, valid_from, value)
      values (${name}, now() - interval '1 day' + make_interval(secs => ${rows}), ${JSON.stringify(value)})`)
  }
}

test('おくる: a code is shown, the masked name is seen, and the coin arrives once with its card', async () => {
  const { town, hanako, aoi } = await openPair()
  await using _ = town
  const [mine, theirs] = [await coinOf(hanako), await coinOf(aoi)]
  const shown = await aoi.ask(showGiftCode)
  assert.ok(shown.code.startsWith(`${town.origin}/gifts/give#`))
  const { name } = await hanako.ask(findGiftReceiver, { body: { code: shown.code } })
  const { familyKana, givenKana } = personOf('aoi')
  assert.equal(name, `${familyKana} ${givenKana?.[0]}*`)
  const typed = ` ${shown.digits.replaceAll(/(\d{5})(?=\d)/g, '$1 ')}`
  assert.deepEqual(await hanako.ask(findGiftReceiver, { body: { code: typed } }), { name })
  const sent = wish(shown.code)
  const gift = await hanako.ask(giveGift, sent)
  assert.deepEqual([gift.receiver, gift.amount, gift.card], [name, 1000, 'thanks'])
  town.clock.advance({ minutes: 5 })
  assert.deepEqual(await hanako.ask(giveGift, sent), gift, 'the same request is the same gift')
  assert.deepEqual([await coinOf(hanako), await coinOf(aoi)], [mine - 1000, theirs + 1000])
  const given = (await hanako.ask(listHistory, { query: {} })).items[0]
  assert.deepEqual([given?.kind, given?.counterpart, given?.giftCard], ['gift_given', name, 'thanks'])
  const received = (await aoi.ask(listHistory, { query: {} })).items[0]
  const giver = personOf('hanako')
  assert.deepEqual(
    [received?.kind, received?.coin, received?.counterpart, received?.giftCard],
    ['gift_received', 1000, `${giver.familyKana} ${giver.givenKana?.[0]}*`, 'thanks'],
  )
  assert.equal((await hanako.ask(readGiftTerms)).leftThisMonth, 29_000)
})

test('うけとる: who receives is told once, on the list and by push; who gives is not', async () => {
  const { town, hanako, aoi } = await openPair()
  await using _ = town
  await town.work()
  await town.database.run(sql`delete from notices.notice`)
  const { endpoint } = await aoi.ask(rehearsePush)
  const { wishes } = await aoi.ask(readWishes)
  const sent = wish(await codeOf(aoi))
  await Promise.all(Array.from({ length: 50 }, () => hanako.ask(giveGift, sent)))
  await town.work()
  await town.work()
  const { notices, unread } = await aoi.ask(listNotices, { query: {} })
  const item = (await aoi.ask(listHistory, { query: {} })).items[0]
  const { familyKana, givenKana } = personOf('hanako')
  const giver = `${familyKana} ${givenKana?.[0]}*`
  assert.deepEqual(
    notices.map(({ told }) => told),
    [{ kind: 'gift', postingId: item?.id, coin: 1000, giver, card: 'thanks' }],
  )
  assert.equal(unread, 1)
  const [screen, ...more] = await town.push.screenOf(endpoint)
  assert.deepEqual([screen?.title, screen?.path], ['コインが届きました', `/history/${item?.id}`])
  assert.deepEqual(
    [screen?.body, more],
    ['アプリを開いて確かめてください。', []],
    'a locked screen says no name',
  )
  assert.deepEqual((await hanako.ask(listNotices, { query: {} })).notices, [])

  await aoi.ask(changeWishes, { body: { ...wishes, amounts: true } })
  await hanako.ask(giveGift, wish(await codeOf(aoi), 1500))
  await town.work()
  const said = async () => (await town.push.screenOf(endpoint)).at(-1)?.body
  assert.equal(await said(), `${giver}さんから1,500円「ありがとう」`)
  await aoi.ask(changeWishes, { body: { ...wishes, push: ['payment'], amounts: true } })
  await hanako.ask(giveGift, wish(await codeOf(aoi), 1600))
  await town.work()
  assert.equal(
    await said(),
    `${giver}さんから1,500円「ありがとう」`,
    'a kind that is not wanted stays silent',
  )
})

test('おくる: an id stands for one gift and no other', async () => {
  const { town, hanako, aoi } = await openPair()
  await using _ = town
  const code = await codeOf(aoi)
  const sent = wish(code)
  await hanako.ask(giveGift, sent)
  const other = 'gift_exists_with_different_content'
  assert.equal(await hanako.refused(giveGift, wish(code, 1001, sent.body.id)), other)
  assert.equal(await hanako.refused(giveGift, wish(await codeOf(aoi), 1000, sent.body.id)), other)
  assert.equal(await aoi.refused(giveGift, wish(await codeOf(hanako), 1000, sent.body.id)), other)
  const old = '01890000-0000-7000-8000-000000000001'
  assert.equal(await hanako.refused(giveGift, wish(code, 1000, old)), 'clock_off')
})

test('おくる: who may not give or receive, and what is too much', async () => {
  const { town, hanako, aoi } = await openPair()
  await using _ = town
  const code = await codeOf(aoi)
  const no = (amount: number) => hanako.refused(giveGift, wish(code, amount))
  assert.equal(await hanako.refused(giveGift, wish(await codeOf(hanako))), 'gift_to_oneself')
  assert.equal(await no(10_001), 'gift_over_limit')
  const newcomer = await register(town)
  assert.equal(await newcomer.client.refused(showGiftCode), 'identity_check_required')
  assert.equal(await newcomer.client.refused(giveGift, wish(code)), 'identity_check_required')
  await setLimits(town, { gift_month: 1500 })
  await hanako.ask(giveGift, wish(code, 1000))
  assert.equal(await no(501), 'gift_over_month')
  for (let given = 1; given < 10; given += 1) await hanako.ask(giveGift, wish(code, 1))
  assert.equal(await no(1), 'gift_too_many')
  await setLimits(town, { gift_max: 100_000, gift_month: 300_000 })
  await town.database.run(sql`
    update ledger.wallet set frozen = true where id = ${personOf('aoi').id}`)
  assert.equal(await no(1), 'gift_receiver_cannot')
  await town.database.run(sql`update ledger.wallet set frozen = false where id = ${personOf('aoi').id}`)
  await setLimits(town, { balance_cap: await coinOf(aoi) })
  assert.equal(await no(1), 'gift_receiver_cannot')
  await setLimits(town, { gift_max: 0 })
  assert.equal(await no(1), 'gifts_off')
  assert.equal((await hanako.ask(readGiftTerms)).open, false)
})

test('おくる: not without a fresh step-up, nor from a new device, nor more than there is', async () => {
  const { town, hanako, aoi } = await openPair()
  await using _ = town
  await setLimits(town, { gift_max: 100_000, gift_month: 300_000 })
  const code = await codeOf(aoi)
  const short = await hanako.refused(giveGift, wish(code, (await coinOf(hanako)) + 1))
  assert.equal(short, 'insufficient_balance')
  const elsewhere = await town.signIn('hanako')
  assert.equal(await elsewhere.refused(giveGift, wish(code)), 'gift_new_device')
  town.clock.advance({ minutes: 10 })
  assert.equal(await hanako.refused(giveGift, wish(code)), 'step_up_required')
})

test('おくる: a code is over after ten minutes and with its session, and guessing it is paused', async () => {
  const { town, hanako, aoi } = await openPair()
  await using _ = town
  const { code, digits } = await aoi.ask(showGiftCode)
  const look = (text: string) => hanako.refused(findGiftReceiver, { body: { code: text } })
  assert.equal(await look('not a code'), 'gift_code_wrong')
  town.clock.advance({ minutes: 11 })
  for (const text of [code, digits, code, digits, code]) assert.equal(await look(text), 'gift_code_wrong')
  assert.equal(await look(await codeOf(aoi)), 'too_many_requests')
  town.clock.advance({ minutes: 11 })
  await hanako.ask(findGiftReceiver, { body: { code: await codeOf(aoi) } })
  for (let shown = 1; shown < 20; shown += 1) await codeOf(aoi)
  assert.equal(await aoi.refused(showGiftCode), 'too_many_requests')
})

test('おくる: fifty guesses at once are five guesses', async () => {
  const { town, hanako } = await openPair()
  await using _ = town
  const guesses = Array.from({ length: 50 }, (_each, n) => String(1_000_000_000 + n))
  const answers = await Promise.all(
    guesses.map((text) => hanako.refused(findGiftReceiver, { body: { code: text } })),
  )
  assert.equal(answers.filter((code) => code === 'gift_code_wrong').length, 5)
  assert.equal(answers.filter((code) => code === 'too_many_requests').length, 45)
})

test('おくる: fifty at once with one id are one gift; fifty gifts stay below the month', async () => {
  const { town, hanako, aoi } = await openPair()
  await using _ = town
  const [before, code] = [await coinOf(hanako), await codeOf(aoi)]
  const sent = wish(code, 1000)
  const answers = await Promise.all(Array.from({ length: 50 }, () => hanako.ask(giveGift, sent)))
  assert.equal(new Set(answers.map((each) => JSON.stringify(each))).size, 1)
  await setLimits(town, { gift_month: 4000 })
  const all = await Promise.allSettled(
    Array.from({ length: 50 }, () => hanako.ask(giveGift, wish(code, 1000))),
  )
  assert.equal(all.filter(({ status }) => status === 'fulfilled').length, 3)
  assert.equal(await coinOf(hanako), before - 4000)
})

test('おくる: two people who give each other at once do not wait for each other for ever', async () => {
  const { town, hanako, aoi } = await openPair()
  await using _ = town
  const [toAoi, toHanako] = [await codeOf(aoi), await codeOf(hanako)]
  await hanako.ask(giveGift, wish(toAoi, 1000))
  const before = [await coinOf(hanako), await coinOf(aoi)]
  await Promise.all(
    Array.from({ length: 8 }, () => [
      hanako.ask(giveGift, wish(toAoi, 100)),
      aoi.ask(giveGift, wish(toHanako, 100)),
    ]).flat(),
  )
  assert.deepEqual([await coinOf(hanako), await coinOf(aoi)], before)
})
