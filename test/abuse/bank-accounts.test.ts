// ABU-A22…24, ABU-H01…05, ABU-W06 and FLT-V20: what can be tried with the bank's way back, its pushes and its
// accounts.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { linkBankAccount, readBankAccount, tellBankAccount } from '#contract/bank-accounts.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { personOf, phoneOf } from '../people.ts'
import { linkAccount } from '../steps.ts'
import { openTown, type Town } from '../town.ts'

const asPerson = async (town: Town, key: string) => ({
  client: await town.signIn(key),
  phone: phoneOf(personOf(key)),
})

/** Begins to link and walks the bank to its end, without coming back. */
async function linkAtBank(town: Town, who: Awaited<ReturnType<typeof asPerson>>, number: string) {
  const id = makeId()
  const { form } = await who.client.ask(linkBankAccount, { body: { id, bankCode: '0017' } })
  if (!form) throw new Error('this bank asks for nothing')
  const back = await town.bank.walkLink({ start: form, phone: who.phone, number })
  return { id, back }
}

const read = (who: Awaited<ReturnType<typeof asPerson>>, id: string) =>
  who.client.ask(readBankAccount, { params: { id } })
const stateOf = (town: Town, id: string) =>
  town.database.one<{ state: string }>(sql`select state from bank_accounts.bank_account where id = ${id}`)

test('FLT-V20 a return that never comes: the worker looks by itself, also long after', async () => {
  await using town = await openTown()
  await town.bank.fault({ match: 'push', effect: 'drop-response', times: 9 })
  const aoi = await asPerson(town, 'aoi')
  const { id } = await linkAtBank(town, aoi, '1200001')
  assert.equal((await stateOf(town, id)).state, 'waiting')
  await town.work()
  assert.equal((await stateOf(town, id)).state, 'linked')
})

test('FLT-V20 somebody who takes longer than we wait is linked late, and only once', async () => {
  await using town = await openTown()
  await town.bank.fault({ match: 'push', effect: 'drop-response', times: 9 })
  const aoi = await asPerson(town, 'aoi')
  const id = makeId()
  const { form } = await aoi.client.ask(linkBankAccount, { body: { id, bankCode: '0017' } })
  town.clock.advance({ minutes: 61 })
  const late = await read(aoi, id)
  assert.deepEqual([late.state, late.reason], ['failed', 'expired'])
  const back = await town.bank.walkLink({ start: form ?? never(), phone: aoi.phone, number: '1200002' })
  const comeBack = () => aoi.client.send({ method: 'GET', url: back.pathname + back.search })
  await Promise.all([comeBack(), comeBack(), comeBack()])
  const account = await read(aoi, id)
  assert.deepEqual([account.state, account.lastDigits, account.reason], ['linked', '002', null])
})

function never(): never {
  throw new Error('this bank asks for nothing')
}

test('ABU-W06 the way back leads to our own page, whatever stands in its address', async () => {
  await using town = await openTown()
  const client = town.newClient()
  for (const query of [
    '?account=https://evil.example',
    '?account=//evil.example',
    '?account=%0d%0aLocation:%20https://evil.example',
    '?account=a&account=b',
    '?account[]=x',
    '',
  ]) {
    const answer = await client.send({ method: 'GET', url: `/api/bank-accounts/return${query}` })
    assert.deepEqual([answer.status, answer.headers['location']], [303, '/bank-accounts/return'], query)
  }
  const id = makeId()
  const answer = await client.send({ method: 'GET', url: `/api/bank-accounts/return?account=${id}&next=//x` })
  assert.equal(answer.headers['location'], `/bank-accounts/return?id=${id}`)
})

test('ABU-H01 ABU-H05 a push that is unsigned, altered, old, no JSON or one of many asks nobody', async () => {
  await using town = await openTown()
  const { config } = town.context
  const aoi = await asPerson(town, 'aoi')
  await town.bank.fault({ match: 'push', effect: 'drop-response', times: 9 })
  const { id } = await linkAtBank(town, aoi, '1200003')
  const at = town.clock.now().toISOString()
  const body = JSON.stringify({ eventId: makeId(), at, accountId: id })
  const sign = (text: string, key = config.bank.merchantKey) =>
    createHmac('sha256', key).update(text).digest('hex')
  const push = async (text: string, signature: string) => {
    const headers = { 'content-type': 'application/json', 'x-bankpay-signature': signature }
    const client = town.newClient()
    return (await client.send({ method: 'POST', url: '/api/providers/bank/push', body: text, headers }))
      .status
  }
  assert.equal(await push(body, ''), 401)
  assert.equal(await push(body, sign(body, 'another key')), 401)
  assert.equal(await push(body.replace('{', '{ '), sign(body)), 401)
  const old = JSON.stringify({ accountId: id, at: new Date(town.clock.now().getTime() - 301_000) })
  assert.equal(await push(old, sign(old)), 400)
  assert.equal(await push('not json', sign('not json')), 400)
  const many = await Promise.all(Array.from({ length: 200 }, () => push(body, 'f'.repeat(64))))
  assert.ok(many.every((status) => status === 401))
  assert.equal((await stateOf(town, id)).state, 'waiting')
  assert.equal(await push(body, sign(body)), 204)
  assert.equal((await stateOf(town, id)).state, 'linked')
})

test('ABU-A23 whoever tries passwords or other people’s accounts at the bank is stopped for a day', async () => {
  await using town = await openTown()
  const aoi = await asPerson(town, 'aoi')
  for (const number of ['1200133', '1200233', '1200333']) {
    const account = await linkAccount(town, aoi, number)
    assert.equal(account.reason, 'holder_differs')
  }
  const link = () => aoi.client.refused(linkBankAccount, { body: { id: makeId(), bankCode: '0017' } })
  assert.deepEqual(await Promise.all([link(), link()]), ['bank_link_paused', 'bank_link_paused'])
  town.clock.advance({ days: 1, minutes: 1 })
  const again = await town.signIn('aoi')
  await again.ask(linkBankAccount, { body: { id: makeId(), bankCode: '0017' } })
})

test('ABU-A23 attempts that begin together are counted together', async () => {
  await using town = await openTown()
  const aoi = await asPerson(town, 'aoi')
  const begin = () => aoi.client.call(linkBankAccount, { body: { id: makeId(), bankCode: '0017' } })
  const answers = await Promise.all(Array.from({ length: 14 }, begin))
  assert.equal(answers.filter(({ reply }) => reply).length, 10)
})

test('ABU-A24 one bank account is linked by one wallet, also when two finish in the same moment', async () => {
  await using town = await openTown()
  await town.database.run(sql`update residents.resident set family_kana = 'オナジ', given_kana = 'ナマエ'`)
  const both = [await asPerson(town, 'aoi'), await asPerson(town, 'satsuki')]
  await town.bank.fault({ match: 'push', effect: 'drop-response', times: 9 })
  const begun = []
  for (const who of both) begun.push({ who, ...(await linkAtBank(town, who, '1200004')) })
  const read2 = await Promise.all(begun.map(({ who, id }) => read(who, id)))
  assert.deepEqual(read2.map(({ state }) => state).toSorted(), ['failed', 'linked'])
  const failed = read2.find(({ state }) => state === 'failed')
  assert.equal(failed?.reason, 'account_used_elsewhere')
})

test('ゆうちょ銀行 is told the account before its site opens, and only a whole one', async () => {
  await using town = await openTown()
  const aoi = await asPerson(town, 'aoi')
  const id = makeId()
  const begun = await aoi.client.ask(linkBankAccount, { body: { id, bankCode: '9900' } })
  assert.deepEqual([begun.form, begun.needs], [null, { branch: true, number: true }])
  const tell = (body: { branchCode?: string; number?: string }, of = id) =>
    aoi.client.refused(tellBankAccount, { params: { id: of }, body })
  assert.equal(await tell({ branchCode: '198' }), 'bank_details_missing')
  assert.equal(await tell({ branchCode: '198', number: '1234567' }, makeId()), 'not_found')
  const body = { branchCode: '198', number: '1234567' }
  const form = await aoi.client.ask(tellBankAccount, { params: { id }, body })
  const back = await town.bank.walkLink({ start: form, phone: aoi.phone, number: '9999999' })
  await aoi.client.send({ method: 'GET', url: back.pathname + back.search })
  const account = await read(aoi, id)
  // What was told holds, whatever the browser typed at the bank.
  assert.deepEqual([account.state, account.lastDigits], ['linked', '567'])
  const { kept } = await town.database.one<{ kept: string }>(
    sql`select bank_account::text as kept from bank_accounts.bank_account where id = ${id}`,
  )
  assert.equal(kept.includes('1234567'), false)
  assert.equal(await tell(body), 'bank_account_not_ready')
})
