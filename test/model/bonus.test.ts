// The bonus in SQL and in TypeScript: the same to the point, whatever the campaigns, the people and the clock.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as fc from 'fast-check'
import {
  type CampaignKind,
  type Offer,
  promisesFor,
  shareInPoints,
  type WhyLess,
} from '#contract/campaigns.ts'
import { dayOf, endOfMonth } from '#server/lib/day.ts'
import { type Queries, sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { openAccount } from '#server/ledger/post.ts'
import { listPaymentOffers } from '#server/campaigns/bonus-queries.ts'
import { listOffers } from '#server/top-ups/bonus-queries.ts'
import { openTestDatabase, type TestDatabase } from '../database.ts'

let books: TestDatabase
const people = [makeId(), makeId(), makeId()]

before(async () => {
  books = await openTestDatabase()
  for (const [index, id] of people.entries()) {
    await books.database.run(sql`insert into residents.resident (id, created_at) values (${id}, now())`)
    await openAccount(books.database, id, 'wallet')
    // The third has not shown a card.
    if (index === 2) continue
    await books.database.run(sql`
      insert into identity.card (resident_id, issuer, subject, passed_at, in_town, age_band)
      values (${id}, 'test', ${id}, now(), ${index === 0}, ${index === 0 ? '16-17' : '65+'})`)
  }
})
after(() => books.close())

const boundaries = [
  ...[1, 2, 9, 33, 34, 99, 100, 101, 999, 1_000, 1_001, 1_033, 9_999, 10_000, 10_001, 33_333, 48_999, 49_000],
  ...[49_001, 99_999, 100_000, 299_999, 300_000, 2 ** 31 - 1, 2 ** 31, 900_719_925_474],
]

test('ABU-N04 all basis points at all boundary amounts: SQL, BigInt and the definition agree', async () => {
  const rows = await books.database.many<{ rate: number; points: number[]; edges: number[] }>(sql`
    select rate, array(select amount * rate / 10000 from unnest(${boundaries}::bigint[]) amount) as points,
           -- Where the n-th point begins: one yen less gives one point less.
           array[((9999 + rate) / rate - 1)::bigint * rate / 10000, (9999 + rate) / rate::bigint * rate / 10000]
             as edges
    from generate_series(1, 10000) rate
    order by rate`)
  assert.equal(rows.length, 10_000)
  for (const { rate, points, edges } of rows) {
    for (const [index, amount] of boundaries.entries()) {
      const share = shareInPoints(amount, rate)
      assert.equal(points[index], share)
      // The definition: the most whole points that are not more than the rate.
      const exact = BigInt(amount) * BigInt(rate)
      assert.ok(BigInt(share) * 10_000n <= exact && BigInt(share + 1) * 10_000n > exact)
    }
    const first = Math.ceil(10_000 / rate)
    assert.deepEqual(edges, [shareInPoints(first - 1, rate), shareInPoints(first, rate)])
    assert.deepEqual([edges[0], edges[1] !== 0], [0, true])
  }
})

test('ABU-R18 many small top-ups never bring more than one large one', () => {
  const parts = fc.array(fc.integer({ min: 1, max: 49_000 }), { minLength: 1, maxLength: 50 })
  fc.assert(
    fc.property(parts, fc.integer({ min: 1, max: 10_000 }), (yen, rate) => {
      const apart = yen.reduce((sum, each) => sum + shareInPoints(each, rate), 0)
      assert.ok(
        apart <=
          shareInPoints(
            yen.reduce((sum, each) => sum + each, 0),
            rate,
          ),
      )
    }),
  )
})

const orNone = (arbitrary: fc.Arbitrary<number>) => fc.option(arbitrary, { freq: 2 })
const someCampaign = fc
  .record({
    basisPoints: fc.oneof(fc.integer({ min: 1, max: 10_000 }), fc.constantFrom(1, 300, 333, 10_000)),
    minimum: fc.constantFrom(1, 1, 1_000, 10_000),
    each: orNone(fc.integer({ min: 1, max: 1_500 })),
    perPerson: orNone(fc.integer({ min: 1, max: 2_000 })),
    perPeriod: orNone(fc.integer({ min: 1, max: 1_500 })),
    period: fc.constantFrom('day', 'month'),
    budget: orNone(fc.integer({ min: 1, max: 3_000 })),
    stacks: fc.boolean(),
    onlyInTown: fc.boolean(),
    ages: fc.option(fc.subarray(['16-17', '18-64', '65+'], { minLength: 1 }), { freq: 2 }),
  })
  .map((each) => ({ ...each, id: makeId() }))
/** Top-ups, or payments with so much coin: none where points paid for all of it. */
const someActs = fc.array(
  fc.record({
    who: fc.nat(2),
    amount: fc.oneof(fc.integer({ min: 1, max: 49_000 }), fc.constantFrom(0, 1, 1_000, 10_000, 49_000)),
    hoursLater: fc.integer({ min: 0, max: 40 }),
  }),
  { minLength: 1, maxLength: 8 },
)

test('what is shown before is what is promised, for any campaigns and any course of top-ups or payments', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom<CampaignKind>('top_up', 'payment'),
      fc.array(someCampaign, { minLength: 1, maxLength: 4 }),
      someActs,
      (kind, campaigns, acts) =>
        undone(async (tx) => {
          for (const campaign of campaigns) await insertCampaign(tx, kind, campaign)
          let at = new Date('2027-03-30T20:00:00+09:00')
          for (const { who, amount, hoursLater } of acts) {
            at = new Date(at.getTime() + hoursLater * 3_600_000)
            const shown = promisesFor(amount, await offers[kind](tx, people[who]!, at))
            assert.deepEqual(await promise(tx, { kind, owner: people[who]!, amount, at }), shown)
          }
        }),
    ),
    { numRuns: 150 },
  )
})

/** Of which each person has the points of one: which, depends on what the others have left. */
const exclusive: typeof someCampaign = someCampaign.map((each) => ({
  ...each,
  stacks: false,
  onlyInTown: false,
  minimum: 1,
  ages: null,
}))

test('many are promised together what they are promised one after the other, also where a budget ends', async () => {
  const at = new Date('2027-03-30T20:00:00+09:00')
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom<CampaignKind>('top_up', 'payment'),
      fc.array(fc.oneof(someCampaign, exclusive, exclusive), { minLength: 2, maxLength: 4 }),
      fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 3, maxLength: 3 }),
      async (kind, campaigns, yen) => {
        const acts = people.map((owner, index) => ({ kind, owner, amount: yen[index]!, at }))
        const promisedIn = (parts: Act[][]) =>
          undone(async (tx) => {
            for (const campaign of campaigns) await insertCampaign(tx, kind, campaign)
            for (const part of parts) await promiseAll(tx, part)
            return tx.many(sql`
              select owner, campaign_id, points, because from campaigns.promise
              where campaign_id = any (${campaigns.map(({ id }) => id)}::uuid[])
              order by owner, campaign_id`)
          })
        assert.deepEqual(await promisedIn([acts]), await promisedIn(acts.map((act) => [act])))
      },
    ),
    { numRuns: 150 },
  )
})

/** What comes of work of which nothing is kept: the next run begins anew. */
async function undone<T>(work: (tx: Queries) => Promise<T>): Promise<T> {
  const undo = new Error('nothing is kept')
  const results: T[] = []
  const run = books.database.transact(async (tx) => {
    results.push(await work(tx))
    throw undo
  })
  await run.catch((error: unknown) => {
    if (error !== undo) throw error
  })
  return results[0]!
}

const offers: Record<CampaignKind, (tx: Queries, who: string, at: Date) => Promise<Offer[]>> = {
  top_up: listOffers,
  payment: listPaymentOffers,
}

type SomeCampaign = typeof someCampaign extends fc.Arbitrary<infer T> ? T : never

async function insertCampaign(tx: Queries, kind: CampaignKind, it: SomeCampaign): Promise<void> {
  await tx.run(sql`
    insert into campaigns.campaign
      (id, kind, name, basis_points, grant_when, expiry_months, starts_at, started_at, funding, minimum_amount,
       cap_each, cap_per_person, cap_per_period, period, stacks, only_in_town, age_bands)
    values (${it.id}, ${kind}, ${it.id}, ${it.basisPoints}, 'at_once', 6, '2027-03-01', '2027-03-01', 'city',
            ${it.minimum}, ${it.each}, ${it.perPerson}, ${it.perPeriod},
            ${it.perPeriod === null ? null : it.period}, ${it.stacks},
            ${it.onlyInTown}, ${it.ages}::text[])`)
  if (it.budget === null) return
  await tx.run(sql`insert into campaigns.budget (campaign_id, ceiling) values (${it.id}, ${it.budget})`)
}

type Act = { kind: CampaignKind; owner: string; amount: number; at: Date }

/** Gives the ids of the top-ups or payments of different people, all of one kind. */
async function promiseAll(tx: Queries, acts: Act[]): Promise<string[]> {
  const postings = acts.map(makeId)
  await tx.one(sql`
    select campaigns.promise_for(
      ${acts[0]!.kind}, ${postings}::uuid[], ${acts.map(({ owner }) => owner)}::uuid[],
      ${acts.map(({ amount }) => amount)}::bigint[], ${acts.map(({ at }) => at)}::timestamptz[])`)
  return postings
}

async function promise(tx: Queries, act: Act) {
  const [posting] = await promiseAll(tx, [act])
  return tx.many<{ campaignId: string; points: number; because: WhyLess | null }>(sql`
    select ledger.derived_id(campaign_id, 'offer') as "campaignId", points, because
    from campaigns.promise where posting = ${posting!}
    order by campaign_id`)
}

for (const [at, months, days, until, monthBegins] of [
  ['2027-03-31T23:59:59.999+09:00', 0, 0, '2027-03-31', '2027-03-01'],
  ['2027-04-01T00:00:00.000+09:00', 0, 0, '2027-04-01', '2027-04-01'],
  ['2027-09-30T23:59:59.999+09:00', 6, 1, '2027-10-01', '2027-09-01'],
  ['2027-12-31T23:59:59.999+09:00', 2, 1, '2028-01-01', '2027-12-01'],
  ['2028-01-01T00:00:00.000+09:00', 1, 59, '2028-02-29', '2028-01-01'],
  ['2028-02-29T14:59:59.999Z', 12, 365, '2029-02-28', '2028-02-01'],
  ['2028-02-29T15:00:00.000Z', 6, 30, '2028-03-31', '2028-03-01'],
] as const) {
  test(`FLT-C01 FLT-C02 FLT-C03 ${at}: the last day and the month are counted in Japan`, async () => {
    const found = await books.database.one(sql`
      select campaigns.last_day((select c from jsonb_populate_record(null::campaigns.campaign,
               jsonb_build_object('expiry_months', ${months}::int)) c), ${at}) as "inMonths",
             campaigns.last_day((select c from jsonb_populate_record(null::campaigns.campaign,
               jsonb_build_object('expiry_days', ${days}::int)) c), ${at}) as "inDays",
             date_trunc('month', ${at}::timestamptz at time zone 'Asia/Tokyo')::date as month`)
    const inMonths = endOfMonth(new Date(at), months)
    assert.deepEqual(found, { inMonths, inDays: until, month: monthBegins })
    assert.equal(dayOf(new Date(at)).slice(0, 7), monthBegins.slice(0, 7))
  })
}
