// stories: merchants, wallets
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { readStaff } from '#contract/merchants.ts'
import { issuePaperCard } from '#contract/paper-cards.ts'
import { pay, refundPayment } from '#contract/payments.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { dayOf, saySecond } from '#server/lib/day.ts'
import { openDesk, receive, umePin } from '../paper-cards.ts'
import { bakeryNumber, bakeryOwner, storeIdOf } from '../people.ts'
import { countInk, readOneCode, readWords } from '../printed.ts'
import { openTown } from '../town.ts'

type Client = Awaited<ReturnType<Awaited<ReturnType<typeof openTown>>['signIn']>>
const get = (client: Client, url: string) => client.send({ method: 'GET', url })

test('店舗コード: the printed one is read by a camera, in every size of paper', async () => {
  await using town = await openTown()
  const till = await town.signInStaff('till@bakery.example.jp')
  const { storeCode } = await till.ask(readStaff)
  for (const paper of ['a4', 'a5', 'card']) {
    const answer = await till.download(`/api/staff/store-code/${paper}.pdf`)
    assert.equal(answer.type, 'application/pdf', paper)
    assert.equal(await readOneCode(answer.bytes), storeCode, paper)
  }
  assert.equal((await get(till, '/api/staff/store-code/stamp.pdf')).status, 404)
  assert.equal((await get(town.newClient(), '/api/staff/store-code/a4.pdf')).status, 401)
})

test('店舗コード・QRカード: both are printed in the colours of the town', async () => {
  await using town = await openTown()
  await town.database.run(sql`
    insert into town.setting (name, valid_from, value)
    values ('print_colours', now() - interval '1 day', '{"coin": "#000099"}')`)
  const till = await town.signInStaff('till@bakery.example.jp')
  const { bytes } = await till.download('/api/staff/store-code/a4.pdf')
  const desk = await openDesk(town)
  const body = { id: makeId(), pin: umePin, tellsBalance: false }
  const { sheet } = await desk.clerk.ask(issuePaperCard, { params: { id: await receive(desk) }, body })
  for (const printed of [bytes, Buffer.from(sheet, 'base64')]) {
    const [own = 0, usual = 0] = await countInk(printed, ['#000099', '#b43a09'])
    assert.ok(own > 10_000, `${own} dots in the town's colour`)
    assert.equal(usual, 0)
  }
})

test("履歴: a receipt for each payment of one's own, and everything for a spreadsheet", async () => {
  await using town = await openTown()
  const [hanako, taro] = await Promise.all([town.signIn('hanako'), town.signIn('taro')])
  const id = makeId()
  const body = { id, storeId: storeIdOf(bakeryNumber), coin: 300, points: 20, via: 'store_code' as const }
  await hanako.ask(pay, { body })
  const receipt = `/api/me/payments/${id}/receipt.pdf`
  const { type, bytes } = await hanako.download(receipt)
  assert.deepEqual([type, bytes.subarray(0, 5).toString()], ['application/pdf', '%PDF-'])
  assert.equal((await get(taro, receipt)).status, 404)
  assert.equal((await get(hanako, '/api/me/payments/1/receipt.pdf')).status, 404)
  const csv = await get(hanako, '/api/me/history.csv')
  const [newest, ...others] = parse<Record<string, string>>(csv.body, { columns: true, bom: true })
  assert.deepEqual(
    [newest?.['種類'], newest?.['さいコイン'], newest?.['たまポン']],
    ['支払い', '-300', '-20'],
  )
  assert.ok(others.length > 0)
})

test('履歴: the receipt of a payment that came back says so, when, and what remains', async () => {
  await using town = await openTown()
  const [hanako, owner] = await Promise.all([town.signIn('hanako'), town.signInStaff(bakeryOwner.mail)])
  const id = makeId()
  const body = { id, storeId: storeIdOf(bakeryNumber), coin: 1300, points: 20, via: 'store_code' as const }
  await hanako.ask(pay, { body })
  const readReceipt = async () =>
    (await readWords((await hanako.download(`/api/me/payments/${id}/receipt.pdf`)).bytes)).replace(/\s/g, '')
  assert.doesNotMatch(await readReceipt(), /返金/)
  for (const [amount, left] of [
    [200, '1,120円'],
    [1120, '0円'],
  ] as const) {
    const { refundedAt } = await owner.ask(refundPayment, {
      params: { id },
      body: { id: makeId(), amount, reason: '返品' },
    })
    const words = await readReceipt()
    assert.ok(words.includes(`返金${saySecond(new Date(refundedAt))}`.replace(/\s/g, '')), words)
    assert.ok(words.includes(`返金後のお支払い${left}`), words)
  }
})

test('加盟店: a day as a file holds what the screen says, refunds as what went back', async () => {
  await using town = await openTown()
  const [hanako, owner] = await Promise.all([town.signIn('hanako'), town.signInStaff(bakeryOwner.mail)])
  const id = makeId()
  const body = { id, storeId: storeIdOf(bakeryNumber), coin: 500, points: 0, via: 'store_code' as const }
  await hanako.ask(pay, { body })
  await owner.ask(refundPayment, { params: { id }, body: { id: makeId(), amount: 200, reason: '返品' } })
  const file = await get(owner, `/api/staff/days/${dayOf(town.clock.now())}.csv`)
  const rows = parse<Record<string, string>>(file.body, { columns: true, bom: true })
  assert.deepEqual(
    rows.slice(-2).map((row) => [row['種類'], row['さいコイン'], row['返金したお支払い']]),
    [
      ['お支払い', '500', ''],
      ['返金', '-200', id],
    ],
  )
  assert.equal((await get(owner, '/api/staff/days/2027-02-30.csv')).status, 404)
})
