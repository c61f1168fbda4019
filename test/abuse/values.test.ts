// ABU-N: numbers, days and texts that look like what they are not.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isKatakana, searchKey, toKatakana } from '#contract/kana.ts'
import { findStoreToPay, readStore } from '#contract/merchants.ts'
import { pay, refundPayment } from '#contract/payments.ts'
import { changeProfile } from '#contract/residents.ts'
import { setPhone, signIn } from '#contract/sign-in.ts'
import { changeStoreData } from '#contract/store-data.ts'
import { listHistory, readWallet, receiptPath } from '#contract/wallets.ts'
import { accounts, lockWallets, post } from '#server/ledger/post.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import type { Client } from '../client.ts'
import { bakeryNumber, bakeryOwner, demoPassword, personOf, storeIdOf } from '../people.ts'
import { register } from '../steps.ts'
import { openTown } from '../town.ts'

const bakery = storeIdOf(bakeryNumber)

/** Sends an amount as it is written, which JSON.stringify would not write. */
function payWritten(client: Client, coin: string, id = makeId()) {
  const body = `{"id":"${id}","storeId":"${bakery}","coin":${coin},"points":0,"via":"store_code"}`
  const headers = { 'content-type': 'application/json' }
  return client.send({ method: 'POST', url: '/api/me/payments', headers, body })
}

test('ABU-N01 ABU-N02 an amount is a whole number of yen in plain digits, and nothing else moves a yen', async () => {
  await using town = await openTown()
  const hanako = await town.signIn('hanako')
  const { coin } = await hanako.ask(readWallet)
  for (const written of [
    ...['-1', '1000.5', '1e308', '1e400', '2147483648e9', '9007199254740993', '9223372036854775808'],
    ...[
      '"1000"',
      '"１０００"',
      '"1000n"',
      'NaN',
      'Infinity',
      '-Infinity',
      '0x10',
      '01',
      '1_000',
      'null',
      'true',
      '[1]',
    ],
  ]) {
    const { status, body } = await payWritten(hanako, written)
    assert.ok(status >= 400 && status < 500, `${written}: ${status} ${body}`)
  }
  const nothing = await payWritten(hanako, '-0')
  assert.ok(nothing.status >= 400 && nothing.status < 500, 'no payment of nothing')
  assert.equal((await hanako.ask(readWallet)).coin, coin)
  // JSON knows one number here, however it is written.
  for (const [written, yen] of [
    ['1e3', 1000],
    ['1000.0', 1000],
  ] as const) {
    const before = (await hanako.ask(readWallet)).coin
    assert.equal((await payWritten(hanako, written)).status, 200, written)
    assert.equal((await hanako.ask(readWallet)).coin, before - yen)
  }
})

test('ABU-N03 sums that no wallet can hold are refused by the database, and nothing of them stays', async () => {
  await using town = await openTown()
  const hanako = await town.signIn('hanako')
  const { coin } = await hanako.ask(readWallet)
  const most = Number.MAX_SAFE_INTEGER
  const body = { id: makeId(), storeId: bakery, coin: most, points: most, via: 'store_code' as const }
  assert.match(await hanako.refused(pay, { body }), /^(insufficient_balance|invalid_input)$/)
  // A thousand and twenty-five such sums are more than the books can count to.
  const { id: owner } = personOf('hanako')
  const books = await town.books(owner)
  const arrow = { from: accounts.bankClearing, to: owner, currency: 'coin' as const, amount: most }
  const charges = Array.from({ length: 1025 }, () => ({
    ...{ id: makeId(), owner, kind: 'top_up', via: 'bank', occurredAt: town.clock.now(), transfers: [arrow] },
  }))
  const posted = town.database.transact(async (tx) => {
    await lockWallets(tx, [owner])
    await post(tx, charges)
  })
  await assert.rejects(posted, /out of range/, 'a sum that overflows is an error and no negative number')
  assert.equal(await town.books(owner), books)
  assert.equal((await hanako.ask(readWallet)).coin, coin)
})

test('ABU-N05 names in any kana are kept in one, and what is no kana is no name', async () => {
  await using town = await openTown()
  const { client } = await register(town)
  const cases: [typed: string, kept: string][] = [
    ['ｶﾞｯｺｳ', 'ガッコウ'],
    ['さいたま', 'サイタマ'],
    ['ﾊﾟｰﾄﾅｰ', 'パートナー'],
    ['ゔぁいおりん', 'ヴァイオリン'],
  ]
  for (const [typed, kept] of cases) {
    const { familyKana } = await client.ask(changeProfile, { body: { familyKana: typed, givenKana: 'ハナ' } })
    assert.equal(familyKana, kept)
  }
  // A name in signs that only look alike, with a variation selector, or none at all.
  for (const typed of ['髙﨑', '神\uFA19', '葛\u{E0100}', 'サイタマ\u200B', 'サ\u202Eイ', 'Saitama', '一']) {
    const body = { familyKana: typed, givenKana: 'ハナ' }
    const code = await client.refused(changeProfile, { body })
    assert.match(code, /^(kana_invalid|invalid_input)$/, JSON.stringify(typed))
  }
  assert.equal(isKatakana(toKatakana('ｻｲﾀﾏ')), true)
  assert.equal(searchKey('ｻｸﾗ ﾍﾞｰｶﾘｰ'), searchKey('さくらべーかりー'))
})

test('ABU-N06 an address is one however its case is written, and none that only looks like it', async () => {
  await using town = await openTown()
  const { mail } = personOf('hanako')
  const tryAs = (as: string) => town.newClient().call(signIn, { body: { mail: as, password: demoPassword } })
  assert.equal((await tryAs(mail.toUpperCase())).status, 200)
  // Cyrillic letters that look Latin, a plus, a full-width at-sign, a name in another script, a dot more.
  const [name = '', host = ''] = mail.split('@')
  for (const as of [
    mail.replace('a', '\u0430'),
    `${name}+x@${host}`,
    mail.replace('@', '＠'),
    `${name}@例え.jp`,
    `${name}@${host}.`,
    ` ${name}@ ${host}`,
  ]) {
    const { problem } = await tryAs(as)
    assert.match(problem?.code ?? 'in', /^(wrong_mail_or_password|invalid_input)$/, as)
  }
})

test('ABU-N07 a phone is one number however it is written, and a phone of Japan', async () => {
  await using town = await openTown()
  const { client } = await register(town)
  for (const phone of ['+818012345678', '080-1234-5678', '０８０１２３４５６７８', '(080)1234-5678']) {
    assert.deepEqual(await client.ask(setPhone, { body: { phone } }), { phone: '+818012345678' }, phone)
  }
  for (const phone of [
    '8012345678901',
    '+81 0 80 1234 56789',
    '080１２３４',
    '+1 080 1234 5678',
    '٠٨٠١٢٣٤٥٦٧٨',
  ]) {
    const { reply } = await client.call(setPhone, { body: { phone } })
    assert.ok(!reply || reply.phone === '+818012345678', phone)
  }
})

test('ABU-N08 a day that no calendar has is refused and not moved to the next month', async () => {
  await using town = await openTown()
  const owner = await town.signInStaff(bakeryOwner.mail)
  const week = {
    ...{ phone: '048-000-1234', opensAt: 540, closesAt: 1080, closedOn: [], hoursNote: '' },
    onHolidays: 'usual' as const,
  }
  const close = (day: string) => ({
    params: { id: makeId() },
    body: { ...week, closures: [{ firstDay: day, lastDay: day, note: '' }] },
  })
  for (const day of [
    '2027-02-29',
    '2027-02-30',
    '2027-04-31',
    '2027-13-01',
    '令和9年2月3日',
    '2027/02/03',
    '2027-2-3',
  ]) {
    assert.equal(await owner.refused(changeStoreData, close(day)), 'invalid_input', day)
  }
  await owner.ask(changeStoreData, close('2028-02-29'))
  const { closures } = await owner.ask(readStore, { params: { id: bakery } })
  assert.deepEqual(closures, [{ firstDay: '2028-02-29', lastDay: '2028-02-29', note: '' }])
})

test('ABU-N09 the number of a store keeps its zeros: another length is another thing', async () => {
  await using town = await openTown()
  const hanako = await town.signIn('hanako')
  const zeros = '000123'
  await town.database.run(sql`update merchants.store set number = ${zeros} where id = ${bakery}`)
  const found = await hanako.ask(findStoreToPay, { body: { text: zeros } })
  assert.deepEqual([found.id, found.number], [bakery, zeros])
  for (const text of ['123', '0123', '0000123', '000123.0', '1.23e2']) {
    const { reply } = await hanako.call(findStoreToPay, { body: { text } })
    assert.equal(reply, undefined, text)
  }
})

test('ABU-N10 signs that turn a line around are refused, and emoji in a name break no receipt', async () => {
  await using town = await openTown()
  const [hanako, owner] = [await town.signIn('hanako'), await town.signInStaff(bakeryOwner.mail)]
  await town.database.run(
    sql`update merchants.store set name = ${'🍞さくら👨‍👩‍👧ベーカリー'} where id = ${bakery}`,
  )
  const id = makeId()
  await hanako.ask(pay, { body: { id, storeId: bakery, coin: 300, points: 0, via: 'store_code' } })
  const { type, bytes } = await hanako.download(`/api${receiptPath.replace(':id', id)}`)
  assert.equal(type, 'application/pdf')
  assert.equal(bytes.subarray(0, 5).toString(), '%PDF-')
  assert.equal(
    (await hanako.ask(listHistory, { query: {} })).items[0]?.counterpart,
    '🍞さくら👨‍👩‍👧ベーカリー',
  )
  const refund = (reason: string) => ({ params: { id }, body: { id: makeId(), amount: 100, reason } })
  assert.equal(await owner.refused(refundPayment, refund('')), 'invalid_input')
  for (const reason of ['返品\u202E品返', '返\u0000品']) {
    assert.equal(await owner.refused(refundPayment, refund(reason)), 'invalid_input', JSON.stringify(reason))
  }
  await owner.ask(refundPayment, refund('返品 😀'))
})
