// The same history told three ways: in batches, one at a time, and to the reference model. All three must give
// the same answers and end in the same books.
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { accounts, openAccount, post, setFrozen } from '#server/ledger/post.ts'
import { type Database, sql } from '#server/lib/database.ts'
import { addDays, dayOf } from '#server/lib/day.ts'
import { makeId } from '#server/lib/id.ts'
import { type Outcome, payTogether } from '#server/payments/queries.ts'
import { runChecks } from '#server/operators/run-checks.ts'
import { openTestDatabase } from '../database.ts'
import { makeDice } from './dice.ts'
import { makeModel, type ModelAnswer, type ModelArrival, type ModelPayment } from './payment-model.ts'

const limits = { perPayment: 2_500, perDay: 3_000 }
const stores = [
  { id: makeId(), open: true, acceptsPoints: true },
  { id: makeId(), open: true, acceptsPoints: true },
  { id: makeId(), open: true, acceptsPoints: false },
  { id: makeId(), open: false, acceptsPoints: true },
]
const unknownStore = makeId()

const everyOutcome = [
  'paid',
  'payment_exists_with_different_content',
  'frozen',
  'store_unknown',
  'store_suspended',
  'points_not_accepted',
  'payment_over_limit',
  'payment_over_day_limit',
  'insufficient_balance',
]

type Round =
  | { act: 'pay'; payments: ModelPayment[] }
  | { act: 'arrive'; arrivals: ModelArrival[] }
  | { act: 'freeze'; wallet: string; to: boolean }

function inventHistory(seed: number, wallets: string[], today: string): Round[] {
  const { below, one, some } = makeDice(seed)
  const made: ModelPayment[] = []
  const lastDays = [-1, 0, 30, 30, 60].map((days) => addDays(today, days))

  function inventPayment(payerId: string): ModelPayment {
    const earlier = made.filter((payment) => payment.payerId === payerId)
    if (earlier.length > 0 && below(4) === 0) {
      const again = one(earlier)
      return below(3) > 0 ? again : { ...again, coin: again.coin + below(2), points: again.points + 1 }
    }
    const storeId = below(15) === 0 ? unknownStore : one(stores).id
    const coin = below(3) === 0 ? 0 : 1 + below(below(5) === 0 ? 4_000 : 400)
    const points = coin > 0 && below(3) === 0 ? 0 : 1 + below(300)
    const payment = { id: makeId(), payerId, storeId, coin, points, via: 'store_code' }
    made.push(payment)
    return payment
  }
  const inventArrival = (wallet: string): ModelArrival => {
    const lastDay = below(3) === 0 ? undefined : one(lastDays)
    return { id: makeId(), wallet, amount: 1 + below(lastDay === undefined ? 9_000 : 500), lastDay }
  }
  const nobody = makeId()
  return Array.from({ length: 60 }, (_, round): Round => {
    if (round % 10 === 9) return { act: 'freeze', wallet: one(wallets), to: below(2) === 0 }
    if (round < 2 || below(4) === 0) return { act: 'arrive', arrivals: some(wallets).map(inventArrival) }
    return { act: 'pay', payments: some([...wallets, nobody]).map(inventPayment) }
  })
}

async function openTown(t: TestContext, wallets: string[]): Promise<Database> {
  const { database, close } = await openTestDatabase()
  t.after(close)
  for (const wallet of wallets) await openAccount(database, wallet, 'wallet')
  await database.run(sql`
    insert into town.setting (name, valid_from, value)
    values ('payment_max', '-infinity', ${String(limits.perPayment)}),
           ('payment_day', '-infinity', ${String(limits.perDay)})`)
  await database.run(sql`insert into merchants.category values ('bakery', 'パン', 1)`)
  await database.run(sql`insert into merchants.merchant values (${unknownStore}, 'さくら製パン', now())`)
  for (const [index, store] of stores.entries()) {
    await openAccount(database, store.id, 'store')
    await database.run(sql`
      insert into merchants.store (id, merchant_id, number, name, kana, search, category, ward, address, phone,
                                   hours, accepts_points, latitude, longitude, status)
      values (${store.id}, ${unknownStore}, ${String(130_101 + index)}, 'さくら', 'サクラ', 'サクラ', 'bakery',
              '大宮区', '', '', '', ${store.acceptsPoints}, 35.9, 139.6, ${store.open ? 'open' : 'suspended'})`)
  }
  return database
}

function arriveTogether(database: Database, arrivals: ModelArrival[], occurredAt: Date) {
  return post(
    database,
    arrivals.map(({ id, wallet, amount, lastDay }) => ({
      id,
      owner: wallet,
      kind: lastDay === undefined ? 'top_up' : 'grant',
      occurredAt,
      transfers: [
        lastDay === undefined
          ? { from: accounts.bankClearing, to: wallet, currency: 'coin', amount }
          : {
              from: accounts.pointsIssued,
              to: wallet,
              currency: 'points',
              amount,
              lot: { expiresOn: lastDay, funding: 'city' },
            },
      ],
    })),
  )
}

/** Tells one round to a database, `atOnce` events in a trip; gives the answers in the order of the payments. */
async function tell(database: Database, round: Round, atOnce: number): Promise<ModelAnswer[]> {
  const now = new Date()
  const answers: ModelAnswer[] = []
  if (round.act === 'freeze') await setFrozen(database, round.wallet, round.to)
  if (round.act === 'arrive') {
    for (const some of chunks(round.arrivals, atOnce)) await arriveTogether(database, some, now)
  }
  if (round.act === 'pay') {
    for (const some of chunks(round.payments, atOnce)) {
      answers.push(...(await payTogether(database, some, now)).map(answerOf))
    }
  }
  return answers
}

function answerOf({ outcome, coinAfter, pointsAfter }: Outcome): ModelAnswer {
  return outcome === 'paid'
    ? { outcome, coinAfter, pointsAfter }
    : { outcome, coinAfter: null, pointsAfter: null }
}

function chunks<T>(list: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, n) => list.slice(n * size, (n + 1) * size))
}

/** Every row of the books, without times, and with the ids of lapses, which the database makes, as numbers. */
async function readBooks(database: Database): Promise<Record<string, unknown[]>> {
  const told = sql`
    (select p.*, case when p.kind = 'lapse' then 'lapse ' || row_number() over
                        (partition by p.owner, p.kind order by p.id) else p.id::text end as called
     from ledger.posting p)`
  return {
    postings: await database.many(sql`
      select owner, called, kind, via, caused_by from ${told} p order by owner, called`),
    transfers: await database.many(sql`
      select t.owner, p.called, t.currency, t.from_account, t.to_account, t.amount, t.balance_after, t.out_after
      from ledger.transfer t join ${told} p on p.owner = t.owner and p.id = t.posting
      order by t.owner, p.called, t.currency`),
    lots: await database.many(sql`
      select wallet, id, amount, expires_on, funding from ledger.lot order by wallet, id`),
    intervals: await database.many(sql`
      select wallet, ends_at, lot, amount from ledger.lot_interval order by wallet, ends_at`),
    wallets: await database.many(sql`select * from ledger.wallet order by id`),
  }
}

/** This test writes the ledger's side alone; these two ask about the top-up's and the freeze's own rows. */
const aboutOtherRows = ['every-succeeded-top-up-is-posted-once', 'frozen-wallets-match-the-newest-freeze']

for (const seed of [1, 2, 4]) {
  test(`history ${seed}: batched, one at a time and the model agree`, async (t) => {
    const today = dayOf(new Date())
    const wallets = Array.from({ length: 12 }, makeId)
    const history = inventHistory(seed, wallets, today)
    const batched = await openTown(t, wallets)
    const single = await openTown(t, wallets)
    const model = makeModel({ today, wallets, stores, limits })
    const outcomes = new Set<string>()

    for (const [index, round] of history.entries()) {
      const expected = round.act === 'pay' ? round.payments.map(model.pay) : []
      if (round.act === 'arrive') round.arrivals.forEach(model.arrive)
      if (round.act === 'freeze') model.freeze(round.wallet, round.to)
      assert.deepEqual(await tell(batched, round, 1_000), expected, `batched, round ${index}`)
      assert.deepEqual(await tell(single, round, 1), expected, `one at a time, round ${index}`)
      for (const { outcome } of expected) outcomes.add(outcome)
    }

    const books = await readBooks(batched)
    assert.deepEqual(await readBooks(single), books)
    // What has run out is posted when its wallet is next touched: here, at the end.
    await batched.one(sql`select ledger.lapse(${wallets}::uuid[], ${today}::date)`)
    const held = await batched.many(sql`select id, coin, points from ledger.wallet order by id`)
    assert.deepEqual(held, wallets.toSorted().map(model.heldBy))
    const contradicted = (await runChecks(batched)).filter(({ rows }) => rows.length > 0)
    assert.deepEqual(
      contradicted.filter(({ name }) => !aboutOtherRows.includes(name)),
      [],
    )
    for (const expected of everyOutcome) {
      assert.ok(outcomes.has(expected), `no payment of history ${seed} was answered ${expected}`)
    }
  })
}
