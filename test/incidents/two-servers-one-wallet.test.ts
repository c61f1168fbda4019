// Two servers that know nothing of each other pay from the same wallets at the same moment, and send the same
// payments twice. What the second one locks has changed since its statement began.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accounts, openAccount, post } from '#server/ledger/post.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { payTogether } from '#server/payments/queries.ts'
import { openTestDatabase } from '../database.ts'
import { writeSmallBook } from '../small-book.ts'

test('wallets are used up exactly, and a payment sent twice at once is made once', async (t) => {
  const { database, close } = await openTestDatabase()
  t.after(close)
  const { store } = await writeSmallBook(database)
  await database.run(sql`
    insert into town.setting (name, valid_from, value)
    values ('payment_max', '-infinity', '100000'), ('payment_day', '-infinity', '300000')`)
  const wallets = Array.from({ length: 20 }, makeId)
  for (const wallet of wallets) await openAccount(database, wallet, 'wallet')
  await post(
    database,
    wallets.map((wallet) => ({
      id: makeId(),
      owner: wallet,
      kind: 'top_up',
      occurredAt: new Date(),
      transfers: [{ from: accounts.bankClearing, to: wallet, currency: 'coin', amount: 1_000 }],
    })),
  )

  // 8 rounds of 150 coin from each wallet: six can be paid, and each round is sent by two servers.
  const rounds = Array.from({ length: 8 }, () =>
    wallets.map((payerId) => ({
      id: makeId(),
      payerId,
      storeId: store,
      coin: 150,
      points: 0,
      via: 'store_code',
    })),
  )
  const trips = rounds.flatMap((payments) => [payments, payments.toReversed()])
  const answers = await Promise.all(trips.map((payments) => payTogether(database, payments, new Date())))

  for (const [round, payments] of rounds.entries()) {
    const first = answers[2 * round]?.map(({ outcome }) => outcome)
    const second = answers[2 * round + 1]?.map(({ outcome }) => outcome).toReversed()
    assert.equal(first?.length, payments.length)
    assert.deepEqual(first, second)
  }
  const paid = answers.flat().filter(({ outcome }) => outcome === 'paid').length
  assert.equal(paid, 2 * 6 * wallets.length)
  const left = await database.many(sql`
    select w.coin, (select count(*) from ledger.posting p where p.owner = w.id and p.kind = 'payment') as payments
    from ledger.wallet w where w.id = any(${wallets})`)
  assert.deepEqual(
    left,
    wallets.map(() => ({ coin: 100, payments: 6 })),
  )
})
