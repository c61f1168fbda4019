// stories: top-ups
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  canBeCode,
  codeSheetPath,
  listCodeBatches,
  makeCodeBatch,
  redeemChargeCode,
  releaseCodeBatch,
  voidCodeBatch,
} from '#contract/charge-codes.ts'
import { readTopUp } from '#contract/top-ups.ts'
import { readWallet } from '#contract/wallets.ts'
import { sql } from '#server/lib/database.ts'
import { addDays, dayOf } from '#server/lib/day.ts'
import { makeId } from '#server/lib/id.ts'
import type { Client } from '../client.ts'
import { readCodes } from '../printed.ts'
import { giveOutCodes, makeBatch, openOffice, printedCodes } from '../codes.ts'
import { register } from '../steps.ts'
import { openTown, type Town } from '../town.ts'

const use = (client: Client, code: string, id = makeId()) =>
  client.ask(redeemChargeCode, { body: { id, code } })
const refused = (client: Client, code: string, id = makeId()) =>
  client.refused(redeemChargeCode, { body: { id, code } })
const present = <T>(one: T | undefined): T => one ?? assert.fail('there is no such code')

test('チャージコード: typed or scanned it is coin once; without a bonus where the town gave it away', async () => {
  await using town = await openTown()
  const [first, second] = (await giveOutCodes(town, { value: 2000, count: 2 })).map(present)
  const hanako = await town.signIn('hanako')
  const before = (await hanako.ask(readWallet)).coin
  const id = makeId()
  const typed = await use(
    hanako,
    ` ${present(first).digits.replaceAll(/(\d{4})/g, '$1-')}`.replace(/-$/, ''),
    id,
  )
  assert.deepEqual([typed.state, typed.means, typed.amount], ['succeeded', 'code', 2000])
  assert.equal(typed.sourceName, '子育て応援')
  assert.deepEqual(await use(hanako, present(first).digits, id), typed, 'the same request is the same top-up')
  assert.equal(await refused(hanako, present(first).digits), 'charge_code_used')
  assert.equal(await refused(hanako, present(second).digits, id), 'top_up_exists_with_different_content')
  const scanned = await use(hanako, `${town.origin}/top-ups/code#${present(second).token}`)
  assert.equal(scanned.state, 'succeeded')
  await town.work()
  const settled = await hanako.ask(readTopUp, { params: { id } })
  assert.deepEqual([settled.bonus.points, settled.bonus.state], [0, 'none'])
  assert.equal((await hanako.ask(readWallet)).coin, before + 4000)
})

test('チャージコード: a batch that was sold brings the bonus like any charge', async () => {
  await using town = await openTown()
  const [code] = await giveOutCodes(town, { value: 3000, count: 1, bonus: true, purpose: '窓口販売' })
  const hanako = await town.signIn('hanako')
  const topUp = await use(hanako, present(code).token)
  await town.work()
  const settled = await hanako.ask(readTopUp, { params: { id: topUp.id } })
  assert.deepEqual([settled.bonus.points, settled.bonus.state], [90, 'granted'])
})

test('チャージコード: two people with the same code, again and again at once, use it once', async () => {
  await using town = await openTown()
  const [code] = await giveOutCodes(town, { value: 1000, count: 1 })
  const people = await Promise.all(['hanako', 'aoi'].map((key) => town.signIn(key)))
  const before = await Promise.all(people.map(async (each) => (await each.ask(readWallet)).coin))
  // Four for each person: more tries than five in an hour are not compared at all.
  const answers = await Promise.all(
    people.flatMap((each) =>
      [1, 2, 3, 4].map(() =>
        each.call(redeemChargeCode, { body: { id: makeId(), code: present(code).digits } }),
      ),
    ),
  )
  assert.equal(answers.filter(({ reply }) => reply?.state === 'succeeded').length, 1)
  const after = await Promise.all(people.map(async (each) => (await each.ask(readWallet)).coin))
  assert.equal(sum(after) - sum(before), 1000)
})

const sum = (numbers: number[]) => numbers.reduce((total, each) => total + each, 0)

test('チャージコード: used, expired, void and wrong read differently', async () => {
  await using town = await openTown()
  const people = await openOffice(town)
  const hanako = await town.signIn('hanako')
  const draft = await makeBatch(town, people, { value: 1000, count: 1, days: 0 })
  const [code] = printedCodes(town, draft, 1)
  const { digits } = present(code)
  assert.equal(await refused(hanako, digits), 'charge_code_wrong', 'a draft is worth nothing')
  await people.second.ask(releaseCodeBatch, { params: { batchId: draft } })
  const other = await makeBatch(town, people, { value: 1000, count: 1 })
  await people.second.ask(releaseCodeBatch, { params: { batchId: other } })
  await people.maker.ask(voidCodeBatch, { params: { batchId: other }, body: { reason: '配布の中止' } })
  const [voided] = printedCodes(town, other, 1)
  // The next day in Japan, whatever the hour is now.
  town.clock.advance({ minutes: 24 * 60 - 1 })
  assert.equal(await refused(await town.signIn('hanako'), digits), 'charge_code_expired')
  assert.equal(await refused(await town.signIn('hanako'), present(voided).digits), 'charge_code_void')
  // One digit differs, whichever it was, so the check digits are wrong.
  const slip = digits.replace(/^./, (first) => String((Number(first) + 1) % 10))
  assert.equal(await refused(await town.signIn('hanako'), slip), 'charge_code_wrong')
})

test('チャージコード: not before the card check, not beyond the limits, and the code stays good', async () => {
  await using town = await openTown()
  const [code] = await giveOutCodes(town, { value: 5000, count: 1 })
  const { digits } = present(code)
  const newcomer = await register(town)
  assert.equal(await refused(newcomer.client, digits), 'identity_check_required')
  assert.equal(await refused(await town.signIn('makoto'), digits), 'frozen')
  assert.equal(await refused(await town.signIn('yutaka'), digits), 'balance_over_cap')
  assert.equal((await use(await town.signIn('hanako'), digits)).state, 'succeeded')
})

test('チャージコード: two people make it worth money, and only a draft is printed', async () => {
  await using town = await openTown()
  const people = await openOffice(town)
  const batchId = await makeBatch(town, people, { value: 2000, count: 9 })
  const params = { batchId }
  const url = `/api${codeSheetPath.replace(':batchId', batchId)}`
  const sheet = () => people.maker.send({ method: 'GET', url })
  const printed = await people.maker.download(url)
  assert.equal(printed.type, 'application/pdf')
  // Eight on the first page and one on the second, each as the address that a camera opens.
  const read = (await readCodes(printed.bytes)).map(({ page, text }) => [page, text.slice(-22)])
  const tokens = printedCodes(town, batchId, 9).map(({ token }, n) => [n < 8 ? 1 : 2, token])
  assert.deepEqual(read.toSorted(), tokens.toSorted())
  assert.equal(await people.maker.refused(releaseCodeBatch, { params }), 'second_person_needed')
  await people.second.ask(releaseCodeBatch, { params })
  await people.second.ask(releaseCodeBatch, { params })
  assert.equal((await sheet()).status, 409)
  assert.equal(await people.maker.refused(releaseCodeBatch, { params }), 'code_batch_not_draft')
  const stranger = town.newClient()
  const peek = await stranger.send({ method: 'GET', url })
  assert.equal(peek.status, 401)
  const { batches, budgets } = await people.maker.ask(listCodeBatches)
  assert.deepEqual(
    batches.map(({ state, count, used, madeByMe }) => ({ state, count, used, madeByMe })),
    [{ state: 'live', count: 9, used: 0, madeByMe: true }],
  )
  assert.equal(budgets[0]?.left, 1_000_000 - 18_000)
  const acts = await town.database.many<{ act: string }>(sql`select act from operators.audit order by at, id`)
  assert.deepEqual(
    acts.map(({ act }) => act),
    ['make_code_budget', 'make_code_batch', 'print_code_batch', 'release_code_batch'],
  )
})

test('チャージコード: a batch keeps to its budget, to the limits of a charge, and to the calendar', async () => {
  await using town = await openTown()
  const people = await openOffice(town)
  const today = dayOf(town.clock.now())
  const { maker, budgetId } = people
  const wish = {
    budgetId,
    purpose: '試し',
    value: 10_000,
    count: 100,
    expiresOn: addDays(today, 9),
    bonus: false,
  }
  const make = (change: Partial<typeof wish>) =>
    maker.refused(makeCodeBatch, { body: { id: makeId(), ...wish, ...change } })
  assert.equal(await make({ count: 101 }), 'code_budget_exceeded')
  assert.equal(await make({ value: 999 }), 'top_up_below_minimum')
  assert.equal(await make({ value: 49_001 }), 'top_up_over_limit')
  assert.equal(await make({ expiresOn: addDays(today, -1) }), 'charge_code_expiry_past')
  assert.equal(await make({ budgetId: makeId() }), 'not_found')
  const id = makeId()
  await Promise.all([1, 2].map(() => maker.ask(makeCodeBatch, { body: { id, ...wish } })))
  assert.equal(await make({ value: 1000, count: 1 }), 'code_budget_exceeded', 'all of it is spoken for')
  await maker.ask(voidCodeBatch, { params: { batchId: id }, body: { reason: '作り直し' } })
  await maker.ask(makeCodeBatch, { body: { id: makeId(), ...wish } })
})

test('ABU-Q09: guesses are counted before they are compared, for a person and for an address', async () => {
  await using town = await openTown()
  const [code] = await giveOutCodes(town, { value: 1000, count: 1 })
  const hanako = await town.signIn('hanako')
  const guesses = await Promise.all(Array.from({ length: 50 }, () => refused(hanako, aFalseCode(town))))
  assert.equal(guesses.filter((each) => each === 'charge_code_wrong').length, 5)
  assert.equal(guesses.filter((each) => each === 'charge_code_tries_paused').length, 45)
  assert.equal(
    await refused(hanako, present(code).digits),
    'charge_code_tries_paused',
    'also the right one waits',
  )
  // An address is not paused by one person, and not kept open for an army.
  for (const key of ['aoi', 'hinako', 'satsuki', 'yutaka', 'seizaemon']) {
    const other = await town.signIn(key)
    for (let tried = 0; tried < 5; tried += 1) {
      assert.equal(await refused(other, aFalseCode(town)), 'charge_code_wrong', key)
    }
  }
  assert.equal(await refused(await town.signIn('tome'), aFalseCode(town)), 'charge_code_tries_paused')
  town.clock.advance({ minutes: 61 })
  assert.equal((await use(await town.signIn('hanako'), present(code).digits)).state, 'succeeded')
})

test('ABU-Q09: nothing that the database keeps can be turned into a code', async () => {
  await using town = await openTown()
  const codes = await giveOutCodes(town, { value: 1000, count: 20 })
  assert.equal(new Set(codes.flatMap(({ token, digits }) => [token, digits])).size, 40)
  for (const { token, digits } of codes) {
    assert.ok(canBeCode(digits))
    assert.equal(Buffer.from(token, 'base64url').length, 16)
  }
  const { text } = await town.database.one<{ text: string }>(sql`
    select string_agg(to_jsonb(c)::text || to_jsonb(b)::text, '') as text
    from top_ups.charge_code c join top_ups.code_batch b on b.id = c.batch_id`)
  for (const { token, digits } of codes) assert.ok(!text.includes(token) && !text.includes(digits))
})

/** Sixteen digits that could be a code and are none. */
const aFalseCode = (town: Town): string => present(printedCodes(town, makeId(), 1)[0]).digits
