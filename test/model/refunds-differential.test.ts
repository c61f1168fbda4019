// Points granted, spent, given back and lapsed at random over some weeks, against a model that moves each point by
// itself: the same points must lie in the same lots after every act.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { accounts, openAccount, post } from '#server/ledger/post.ts'
import { sql } from '#server/lib/database.ts'
import { addDays, dayOf } from '#server/lib/day.ts'
import { payTogether } from '#server/payments/queries.ts'
import { refundPayment } from '#server/payments/refund.ts'
import { Refusal } from '#server/lib/refusal.ts'
import { runChecks } from '#server/operators/run-checks.ts'
import { writeTopUp } from '../small-book.ts'
import { openSmallTown, type SmallTown } from '../small-town.ts'
import { makeDice } from './dice.ts'

type Point = { lot: string; lastDay: string }
type Paid = { id: string; coin: number; points: Point[] }

let town: SmallTown

before(async () => {
  town = await openSmallTown()
  // A refund of the second week is asked for by an owner.
})

after(() => town.close())

/** A wallet in memory: one element is one point. Where a town renews, points that come back late are of a lot anew. */
function makeModel(coin: number) {
  let held: Point[] = []
  const paid: Paid[] = []
  const lapse = (today: string) => {
    held = held.filter(({ lastDay }) => lastDay >= today)
  }
  const inOrder = (a: Point, b: Point) => (a.lastDay + a.lot < b.lastDay + b.lot ? -1 : 1)
  return {
    paid,
    points: () => held.length,
    grant: (lot: string, lastDay: string, points: number) => {
      held.push(...Array.from({ length: points }, () => ({ lot, lastDay })))
      held.sort(inOrder)
    },
    pay: (id: string, part: { coin: number; points: number }) => {
      coin -= part.coin
      paid.push({ id, coin: part.coin, points: held.splice(0, part.points) })
    },
    refund: (payment: Paid, amount: number, today: string, renewed: Point | null) => {
      const back = Math.min(amount, payment.coin)
      payment.coin -= back
      coin += back
      const points = payment.points.splice(payment.points.length - (amount - back))
      const isLate = ({ lastDay }: Point) => lastDay < today
      held.push(...points.map((point) => (renewed && isLate(point) ? renewed : point)))
      held.sort(inOrder)
      return renewed ? points.filter(isLate).length : 0
    },
    lapse,
    told: () => ({ coin, lots: countByLot(held) }),
  }
}

function countByLot(points: Point[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { lot } of points) counts[lot] = (counts[lot] ?? 0) + 1
  return counts
}

async function openWallet(resident: string, coin: number): Promise<void> {
  await town.owner.run(sql`insert into residents.resident (id, created_at) values (${resident}, now())`)
  await town.owner.run(sql`
    insert into sign_in.login (id, audience, subject, mail, password_hash, created_at)
    values (gen_random_uuid(), 'resident', ${resident}, ${`${resident}@example.jp`}, '-', now())`)
  await openAccount(town.owner, resident, 'wallet')
  await writeTopUp(town.owner, { resident, amount: coin, state: 'succeeded', now: new Date() })
}

async function readHeld(resident: string, today: string) {
  await town.owner.one(sql`select ledger.lapse(${[resident]}::uuid[], ${today}::date)`)
  return town.owner.one(sql`
    select w.coin, coalesce((
      select jsonb_object_agg(lot, points) from (
        select i.lot, sum(least(i.amount, i.ends_at - w.points_out)) as points
        from ledger.lot_interval i
        where i.bucket = w.bucket and i.wallet = w.id and i.ends_at > w.points_out
        group by i.lot) l), '{}') as lots
    from ledger.wallet w
    where w.bucket = ledger.bucket(${resident}::uuid) and w.id = ${resident}`)
}

for (const [seed, renewalDays] of [
  [1, 0],
  [2, 0],
  [3, 0],
  [4, 2],
  [5, 9],
] as const) {
  test(`history ${seed}: the same points lie in the same lots, with ${renewalDays} days of renewal`, async () => {
    const { below, one } = makeDice(seed)
    await setRenewalDays(renewalDays)
    const resident = await makeIdAt(new Date())
    await openWallet(resident, 2_000)
    const model = makeModel(2_000)
    let now = new Date()
    const done = { grant: 0, pay: 0, refund: 0, refused: 0 }
    let pointsRenewed = 0

    async function grant(): Promise<void> {
      const [id, amount] = [await makeIdAt(now), 1 + below(40)]
      const expiresOn = addDays(dayOf(now), one([0, 3, 3, 8, 20]))
      const lot = { expiresOn, funding: 'city' }
      const transfers = [
        { from: accounts.pointsIssued, to: resident, currency: 'points' as const, amount, lot },
      ]
      await post(town.owner, [{ id, owner: resident, kind: 'grant', occurredAt: now, transfers }])
      model.grant(id, expiresOn, amount)
      done.grant += 1
    }

    async function pay(): Promise<void> {
      const part = { coin: below(15), points: Math.min(1 + below(60), model.points()) }
      if (part.coin + part.points === 0) return
      const id = await makeIdAt(now)
      const request = { id, payerId: resident, storeId: town.book.store, ...part, via: 'store_code' }
      const [answer] = await payTogether(town.owner, [request], now)
      assert.equal(answer?.outcome, 'paid')
      model.pay(id, part)
      done.pay += 1
    }

    async function refund(): Promise<void> {
      const payment = model.paid.length > 0 ? one(model.paid) : undefined
      if (!payment) return
      const left = payment.coin + payment.points.length
      const amount = 1 + below(left + 1)
      const body = { id: await makeIdAt(now), amount, reason: '返品' }
      const asked = askToRefund(payment, body, now)
      if (amount > left) {
        await assert.rejects(asked, isOverPayment)
        done.refused += 1
        return
      }
      await asked
      const renewed = await renewalOf(body.id, renewalDays, now)
      pointsRenewed += model.refund(payment, amount, dayOf(now), renewed)
      done.refund += 1
    }

    for (let act = 0; act < 80; act += 1) {
      // Lots that run out together are used by age: no two of them are of the same millisecond.
      now = new Date(now.getTime() + 1)
      await one([grant, pay, pay, refund, refund])()
      const today = dayOf(now)
      model.lapse(today)
      assert.deepEqual(await readHeld(resident, today), model.told(), `act ${act}`)
      if (below(8) === 0) now = new Date(now.getTime() + (1 + below(3)) * 86_400_000)
      // Night falls: what runs out is gone before the next act.
      model.lapse(dayOf(now))
      await readHeld(resident, dayOf(now))
    }
    for (const [act, times] of Object.entries(done)) assert.ok(times > 0, `history ${seed} has no ${act}`)
    assert.equal(pointsRenewed > 0, renewalDays > 0)
  })
}

test('the books of all histories are right', async () => {
  const wrong = (await runChecks(town.owner)).filter(({ rows }) => rows.length > 0)
  assert.deepEqual(wrong, [])
})

const isOverPayment = (error: unknown) => error instanceof Refusal && error.code === 'refund_over_payment'

function setRenewalDays(days: number): Promise<unknown> {
  return town.owner.run(sql`
    insert into town.setting (name, valid_from, value) values ('renewal_days', now(), to_jsonb(${days}::int))`)
}

function askToRefund(payment: Paid, body: { id: string; amount: number; reason: string }, at: Date) {
  return refundPayment({
    ...town.call(town.book.staff, { params: { id: payment.id }, body }, 'owner'),
    context: { ...town.context, now: () => at },
  })
}

/** The lot that points are of which a refund renews; null where the town lets them lapse. */
async function renewalOf(refund: string, days: number, at: Date): Promise<Point | null> {
  if (days === 0) return null
  const { lot } = await town.owner.one<{ lot: string }>(
    sql`select ledger.derived_id(${refund}, 'city') as lot`,
  )
  return { lot, lastDay: addDays(dayOf(at), days) }
}

async function makeIdAt(at: Date): Promise<string> {
  const { id } = await town.owner.one<{ id: string }>(sql`select ledger.uuid7(${at}) as id`)
  return id
}
