// A festival: more payments at once than the server can do, and lines that lose answers.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pay } from '#contract/payments.ts'
import { readWallet } from '#contract/wallets.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { bakeryNumber, personOf, storeIdOf } from '../people.ts'
import { openTown } from '../town.ts'

const paymentOf = (coin: number) => {
  const body = { id: makeId(), storeId: storeIdOf(bakeryNumber), coin, points: 0, via: 'store_code' } as const
  return { body }
}

test('LOD-06 what is too much is told to come back in a second, and all else is served', async () => {
  await using town = await openTown()
  const hanako = await town.signIn('hanako')
  const payments = Array.from({ length: 1_010 }, () => paymentOf(1))
  const [answers, others] = await town.database.transact(async (tx) => {
    // The wallet is held, so that every payment stays under way until this transaction ends.
    await tx.one(sql`select ledger.lock_wallets(${[personOf('hanako').id]}::uuid[])`)
    const asked = payments.map((payment) => hanako.call(pay, payment))
    const refused = asked.slice(1_000)
    assert.deepEqual(
      (await Promise.all(refused)).map(({ status, problem }) => [status, problem?.code]),
      refused.map(() => [503, 'busy']),
    )
    const { status, headers } = await hanako.send({ method: 'POST', url: '/api/me/payments' })
    assert.deepEqual([status, headers['retry-after']], [503, '1'])
    // Each endpoint has its own number: the wallet can still be looked at.
    const { coin } = await hanako.ask(readWallet)
    return [asked, coin] as const
  })
  const paid = (await Promise.all(answers)).filter(({ status }) => status === 200).length
  assert.equal(paid, 1_000)
  assert.equal((await hanako.ask(readWallet)).coin, others - 1_000)
  // Who was sent away comes back with the same payment.
  await hanako.ask(pay, payments.at(-1) ?? paymentOf(1))
})

test('LOD-05 of forty payments twelve are sent twice or thrice in one instant, and each is paid once', async () => {
  await using town = await openTown()
  const hanako = await town.signIn('hanako')
  const { coin } = await hanako.ask(readWallet)
  const payments = Array.from({ length: 40 }, () => paymentOf(10))
  // As phones do whose answers were lost, three of ten; `npm run bench:storm` loses the answers really, of thousands.
  const sent = payments.flatMap((payment, n) => [
    payment,
    ...(n % 10 < 3 ? [payment] : []),
    ...(n % 30 === 0 ? [payment] : []),
  ])
  const answers = await Promise.all(sent.map((payment) => hanako.call(pay, payment)))
  assert.ok(answers.every(({ status }) => status === 200))
  assert.equal((await hanako.ask(readWallet)).coin, coin - 400)
})
