// stories: bank-accounts
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { linkBankAccount, listBankAccounts, listBanks, unlinkBankAccount } from '#contract/bank-accounts.ts'
import { changeProfile } from '#contract/residents.ts'
import { makeId } from '#server/lib/id.ts'
import { linkAccount, proveMail, register, showCard, switchOnSecondStep } from '../steps.ts'
import { openTown } from '../town.ts'

test('金融機関: the town’s banks come first, any other is found by name, kana or code', async () => {
  await using town = await openTown()
  const client = town.newClient()
  const featured = (await client.ask(listBanks, { query: {} })).banks
  assert.deepEqual(
    featured.slice(0, 4).map(({ name }) => name),
    ['埼玉りそな銀行', '武蔵野銀行', '埼玉縣信用金庫', 'ゆうちょ銀行'],
  )
  for (const search of ['三菱ＵＦＪ', '0005', 'みつびしゆーえふじぇい', 'ﾐﾂﾋﾞｼ']) {
    const { banks } = await client.ask(listBanks, { query: { search } })
    assert.ok(
      banks.some(({ code }) => code === '0005'),
      search,
    )
  }
})

test('口座登録: each proof that is missing is asked for, in this order', async () => {
  await using town = await openTown()
  const resident = await register(town)
  const link = () => resident.client.refused(linkBankAccount, { body: { id: makeId(), bankCode: '0017' } })
  assert.equal(await link(), 'identity_check_required')
  await showCard(town, resident, 'midori')
  assert.equal(await link(), 'phone_needed')
  await proveMail(town, resident)
  await switchOnSecondStep(town, resident)
  assert.equal(await link(), 'profile_needed')
  await resident.client.ask(changeProfile, { body: { familyKana: 'ミドリカワ', givenKana: 'ミドリ' } })
  const unknown = { body: { id: makeId(), bankCode: '9998' } }
  assert.equal(await resident.client.refused(linkBankAccount, unknown), 'bank_unknown')

  const account = await linkAccount(town, resident, '1234567')
  assert.deepEqual([account.state, account.bankName, account.lastDigits], ['linked', '埼玉りそな銀行', '567'])
  assert.deepEqual((await resident.client.ask(listBankAccounts)).accounts, [account])
  await resident.client.ask(unlinkBankAccount, { params: { id: account.id } })
  assert.deepEqual((await resident.client.ask(listBankAccounts)).accounts, [])
})

test('口座登録: somebody else’s account, and one that a wallet has already, are not linked', async () => {
  await using town = await openTown()
  const aoi = { client: await town.signIn('aoi'), phone: '+816099990005' }
  const stranger = await linkAccount(town, aoi, '1234533')
  assert.deepEqual([stranger.state, stranger.reason], ['failed', 'holder_differs'])
  const own = await linkAccount(town, aoi, '7777777')
  assert.equal(own.state, 'linked')
  const satsuki = { client: await town.signIn('satsuki'), phone: '+816099990009' }
  const taken = await linkAccount(town, satsuki, '7777777')
  assert.equal(taken.state, 'failed')
  assert.ok(taken.reason === 'account_used_elsewhere' || taken.reason === 'holder_differs')
})

test('FLT-V06 口座登録: a bank’s rest is told before it is chosen, and refused with its end', async () => {
  await using town = await openTown()
  const at = (minutes: number) => new Date(town.clock.now().getTime() + minutes * 60_000).toISOString()
  const [now, tomorrow] = [
    { bankCode: '0133', from: at(-10), until: at(50) },
    { bankCode: '0017', from: at(600), until: at(660) },
  ]
  await town.bank.rest(now)
  await town.bank.rest(tomorrow)
  const aoi = await town.signIn('aoi')
  const { banks } = await aoi.ask(listBanks, { query: {} })
  const restOf = (code: string) => banks.find((bank) => bank.code === code)?.rest
  assert.deepEqual(restOf('0133'), { from: now.from, until: now.until })
  assert.deepEqual(restOf('0017'), { from: tomorrow.from, until: tomorrow.until })
  assert.equal(restOf('1250'), null)
  const resting = await aoi.call(linkBankAccount, { body: { id: makeId(), bankCode: '0133' } })
  assert.deepEqual(
    [resting.problem?.code, resting.problem?.facts],
    ['bank_in_maintenance', { until: now.until }],
  )
  town.clock.advance({ minutes: 51 })
  const later = await town.signIn('aoi')
  await later.ask(linkBankAccount, { body: { id: makeId(), bankCode: '0133' } })
})
