// 退会: what happens to the money, time to think better of it, and what is left afterwards.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readBankAccount } from '#contract/bank-accounts.ts'
import { findStoreToPay } from '#contract/merchants.ts'
import { freezeResident, unfreezeResident } from '#contract/operators.ts'
import { pay, refundPayment } from '#contract/payments.ts'
import { leave, readLeaving, readMe } from '#contract/residents.ts'
import { signIn } from '#contract/sign-in.ts'
import { readWallet } from '#contract/wallets.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { tasks } from '#server/tasks.ts'
import { topUpByCard } from '../card.ts'
import { loseJobs } from '../lost-jobs.ts'
import { bakeryNumber, bakeryOwner, office, personOf } from '../people.ts'
import {
  register,
  type Resident,
  registerWithAccount,
  showCard,
  switchOnSecondStep,
  topUp,
} from '../steps.ts'
import { openTown, type Town } from '../town.ts'

/** Somebody with 5,000 coin, the bonus for it, and an account at the bank. */
async function withMoney(town: Town) {
  const resident = await registerWithAccount(town, { card: 'sakura', number: '1234567' })
  await topUp(town, resident, 5_000)
  await town.work()
  return resident
}

async function askToLeave({ client }: Pick<Resident, 'client'>) {
  const { coin, points } = await client.ask(readLeaving)
  return client.ask(leave, { body: { coin, points } })
}

const closeDue = (town: Town) => tasks['residents.close-due'](town.context, {})

const subjectsFor = async (town: Town, { mail }: Resident) =>
  (await town.inboxOf(mail).all()).map(({ subject }) => subject)

async function signInAgain(town: Town, { mail, password }: Resident) {
  return town.newClient().call(signIn, { body: { mail, password } })
}

test('退会: what is given up is said in yen, and only that much; there is no refund', async () => {
  await using town = await openTown()
  const resident = await withMoney(town)
  const facts = await resident.client.ask(readLeaving)
  assert.deepEqual(facts, {
    ...{ coin: 5_000, points: 150, coolingDays: 14, eraseAfterYears: 5 },
    moneyUnderWay: false,
  })
  for (const seen of [
    { coin: 0, points: 0 },
    { coin: 5_000, points: 0 },
    { coin: 6_000, points: 150 },
  ]) {
    assert.equal(await resident.client.refused(leave, { body: seen }), 'balance_changed')
  }
  town.clock.advance({ minutes: 11 })
  assert.equal(
    await resident.client.refused(leave, { body: { coin: 5_000, points: 150 } }),
    'step_up_required',
  )
})

test('退会: every session ends at once, and signing in within two weeks cancels it', async () => {
  await using town = await openTown()
  const resident = await register(town)
  const { closesAt } = await askToLeave(resident)
  const days = (new Date(closesAt).getTime() - town.clock.now().getTime()) / 86_400_000
  assert.equal(Math.round(days), 14)
  assert.equal(await resident.client.refused(readMe), 'not_signed_in')
  town.clock.advance({ days: 13 })
  assert.equal((await signInAgain(town, resident)).status, 200)
  town.clock.advance({ days: 2 })
  assert.equal(await closeDue(town), 0)
  assert.equal((await signInAgain(town, resident)).status, 200)
  await town.work()
  const subjects = await subjectsFor(town, resident)
  for (const told of ['退会のお申し込みを受け付けました', 'ログインがあったため、退会を取り消しました'])
    assert.ok(subjects.includes(told), told)
})

test('退会: then the account closes: balances given up, accounts unlinked, nobody comes in', async () => {
  await using town = await openTown()
  const resident = await withMoney(town)
  const { client, id, bankAccountId } = resident
  await askToLeave(resident)
  town.clock.advance({ days: 15 })
  assert.equal(await closeDue(town), 1)
  assert.equal(await closeDue(town), 0, 'once')
  await town.work()
  assert.equal((await signInAgain(town, resident)).problem?.code, 'wrong_mail_or_password')
  assert.equal(await client.refused(readMe), 'not_signed_in')
  assert.match(await town.books(id), /give_up {3}wallet → coin_given_up +coin +5,000/)
  assert.match(await town.books(id), /give_up {3}wallet → points_lapsed +points +150/)
  const account = await town.database.one<{ state: string }>(sql`
    select state from bank_accounts.bank_account where id = ${bankAccountId}`)
  assert.equal(account.state, 'unlinked')
  assert.ok((await subjectsFor(town, resident)).includes('退会の手続きが完了しました'))
  // Address and card are free: the same person may come back as somebody new.
  const again = await register(town)
  await town.database.run(sql`update sign_in.login set mail = ${resident.mail} where subject = ${again.id}`)
  assert.equal((await showCard(town, again, 'sakura')).state, 'passed')
  assert.equal(await again.client.refused(readBankAccount, { params: { id: bankAccountId } }), 'not_found')
})

test('退会: while money is under way nobody leaves, and who is frozen does not get away', async () => {
  await using town = await openTown()
  const [resident, hanako] = [await withMoney(town), await town.signIn('hanako')]
  await town.database.run(sql`
    update top_ups.top_up set state = 'unknown', asked = 1 where resident_id = ${resident.id}`)
  const seen = { coin: 5_000, points: 150 }
  assert.equal(await resident.client.refused(leave, { body: seen }), 'money_under_way')
  await town.database.run(sql`
    update top_ups.top_up set state = 'succeeded' where resident_id = ${resident.id}`)
  const console = await town.signInOperator(office.mail)
  const params = { residentId: personOf('hanako').id }
  await console.ask(freezeResident, { params, body: { id: makeId(), reason: '不正利用の疑い' } })
  const { coin, points } = await hanako.ask(readWallet)
  assert.equal(await hanako.refused(leave, { body: { coin, points } }), 'frozen')
})

test('退会: accounts and cards are let go even when the jobs of leaving were tried too often', async () => {
  await using town = await openTown()
  const { client, id, bankAccountId } = await withMoney(town)
  await topUpByCard(town, { client }, { save: true })
  await town.work()
  await askToLeave({ client })
  town.clock.advance({ days: 15 })
  assert.equal(await closeDue(town), 1)
  await loseJobs(town, 'bank-accounts.unlink-all')
  await loseJobs(town, 'cards.forget-all')
  const left = () =>
    town.database.one<{ account: string; saved: number }>(sql`
      select (select state from bank_accounts.bank_account where id = ${bankAccountId}) as account,
             (select count(*)::int from cards.card where resident_id = ${id} and removed_at is null) as saved`)
  const pickUp = async () => {
    await town.runTask('bank-accounts.pick-up')
    await town.runTask('cards.pick-up')
    await town.work()
    return left()
  }
  assert.deepEqual(await pickUp(), { account: 'linked', saved: 1 }, 'their own tries are not over yet')
  town.clock.advance({ minutes: 181 })
  assert.deepEqual(await pickUp(), { account: 'unlinked', saved: 0 })
})

test('退会: who was frozen meanwhile stays until that is lifted, with money, card and address', async () => {
  await using town = await openTown()
  const resident = await withMoney(town)
  await askToLeave(resident)
  const console = await town.signInOperator(office.mail)
  const params = { residentId: resident.id }
  await console.ask(freezeResident, { params, body: { id: makeId(), reason: '不正利用の疑い' } })
  town.clock.advance({ days: 15 })
  assert.equal(await closeDue(town), 0)
  assert.doesNotMatch(await town.books(resident.id), /give_up/)
  const again = await register(town)
  assert.equal((await showCard(town, again, 'sakura')).reason, 'card_used_elsewhere')
  const later = await town.signInOperator(office.mail)
  await later.ask(unfreezeResident, { params, body: { id: makeId(), reason: '確認できたため' } })
  assert.equal(await closeDue(town), 1)
})

/** Pays the bakery, and gives what a refund of it needs. */
async function payTheBakery(town: Town, { client }: Resident) {
  const { id: storeId } = await client.ask(findStoreToPay, { body: { text: bakeryNumber } })
  const id = makeId()
  await client.ask(pay, { body: { id, storeId, coin: 800, points: 0, via: 'store_number' } })
  const till = await town.signInStaff(bakeryOwner.mail)
  return { till, params: { id }, body: () => ({ id: makeId(), amount: 800, reason: '返品' }) }
}

test('退会: a refund that arrives meanwhile keeps the account open, for nobody gave that up', async () => {
  await using town = await openTown()
  const resident = await withMoney(town)
  const { till, params, body } = await payTheBakery(town, resident)
  await askToLeave(resident)
  await till.ask(refundPayment, { params, body: body() })
  town.clock.advance({ days: 15 })
  assert.equal(await closeDue(town), 0)
  await town.work()
  assert.ok((await subjectsFor(town, resident)).includes('残高が増えたため、退会を見合わせました'))
  assert.equal((await signInAgain(town, resident)).reply?.state, 'second_step')
})

test('ABU-R16 a closed wallet takes no refund and no payment, and no freeze is lifted from it', async () => {
  await using town = await openTown()
  const resident = await withMoney(town)
  const { params, body } = await payTheBakery(town, resident)
  await askToLeave(resident)
  town.clock.advance({ days: 15 })
  assert.equal(await closeDue(town), 1)
  const before = await town.books(resident.id)
  const till = await town.signInStaff(bakeryOwner.mail)
  assert.equal(await till.refused(refundPayment, { params, body: body() }), 'payer_left')
  const { outcome } = await town.database.one<{ outcome: string }>(sql`
    select outcome from payments.pay(
      ${[makeId()]}::uuid[], ${[resident.id]}::uuid[],
      (select array_agg(id) from (select id from merchants.store limit 1) s), ${[1]}::bigint[], ${[0]}::bigint[],
      ${['store_code']}::text[], now())`)
  assert.equal(outcome, 'frozen')
  const console = await town.signInOperator(office.mail)
  const lift = { params: { residentId: resident.id }, body: { id: makeId(), reason: '誤り' } }
  assert.equal(await console.refused(unfreezeResident, lift), 'not_found')
  assert.equal(await town.books(resident.id), before)
})

/** Every table as text, but the queue, which forgets by itself, and the office's own log of what it did. */
async function everything(town: Town): Promise<Map<string, string>> {
  const tables = await town.database.many<{ name: string; text: string | null }>(sql`
    select format('%I.%I', n.nspname, c.relname) as name,
           (xpath('//text()', query_to_xml(
             format('select string_agg(t::text, '' '') from %I.%I t', n.nspname, c.relname),
             false, true, '')))::text as text
    from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema', 'pgboss')
      and (n.nspname, c.relname) not in
        (('bank_accounts', 'bank'), ('bank_accounts', 'branch'), ('operators', 'audit'))`)
  return new Map(tables.map(({ name, text }) => [name, text ?? '']))
}

test('消去: after the legal time nothing tells who it was, and the ledger is as it was', async () => {
  await using town = await openTown()
  const resident = await withMoney(town)
  await topUpByCard(town, resident, { save: true })
  await town.work()
  const newPhone = { ...resident, phone: '+816088889999' }
  await switchOnSecondStep(town, newPhone)
  const known = await town.database.one<{ subject: string; fingerprint: string; payer: string }>(sql`
    select i.subject, c.fingerprint, p.ref as payer
    from identity.card i
    join cards.card c on c.resident_id = i.resident_id
    join top_ups.card_payer p on p.resident_id = i.resident_id
    where i.resident_id = ${resident.id}`)
  await askToLeave(resident)
  town.clock.advance({ days: 15 })
  await closeDue(town)
  await town.work()
  const telling = [resident.mail, resident.phone, newPhone.phone, 'ミライ', ...Object.values(known)]
  const tellers = async () =>
    [...(await everything(town))]
      .filter(([, text]) => telling.some((word) => text.includes(word)))
      .map(([name]) => name)
  assert.ok((await tellers()).includes('residents.former'), 'until then the law wants it known')
  town.clock.advance({ days: 4 * 365 })
  assert.equal(await tasks['residents.erase-due'](town.context, {}), 0)
  const books = await town.books(resident.id)
  town.clock.advance({ days: 370 })
  assert.equal(await tasks['residents.erase-due'](town.context, {}), 1)
  assert.deepEqual(await tellers(), [])
  assert.equal(await town.books(resident.id), books)
  assert.equal(await tasks['residents.erase-due'](town.context, {}), 0, 'once')
})
