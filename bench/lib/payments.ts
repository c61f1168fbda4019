// What is measured of the ledger: payments alone and through the product's batcher, charges with bonus, and the
// first page of a wallet's history.
import { makeBatcher } from '#server/lib/batch.ts'
import type { Database } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { followBonuses } from '#server/campaigns/grant.ts'
import { type Posting, post } from '#server/ledger/post.ts'
import { makePay } from '#server/payments/pay.ts'
import { payTogether } from '#server/payments/queries.ts'
import { readHistory } from '#server/wallets/queries.ts'
import { type BenchTown, topUpOf } from './town.ts'

/** A payment of coin and points by a resident chosen by chance, to one of these stores. */
function somePayment(town: BenchTown, stores: readonly string[]) {
  const body = {
    id: makeId(),
    storeId: pick(stores),
    coin: 100,
    points: 10,
    via: 'store_code' as const,
  }
  return { payerId: pick(town.wallets), body }
}

/** One call of the payment function for one payment. Throws for a refusal, which would pass for a fast payment. */
export function makeSinglePay(town: BenchTown, stores: readonly string[]): () => Promise<void> {
  return async () => {
    const { payerId, body } = somePayment(town, stores)
    const [answer] = await payTogether(town.server, [{ ...body, payerId }], new Date())
    if (answer?.outcome !== 'paid') throw new Error(`not paid: ${answer?.outcome}`)
  }
}

/** The product's way to pay, with everything but HTTP; throws for a refusal. */
export function makeBatchedPay(town: BenchTown, stores: readonly string[]): () => Promise<void> {
  const pay = makePay({ database: town.server, tillDatabase: town.server, now: () => new Date() })
  return async () => {
    const { payerId, body } = somePayment(town, stores)
    await pay({ id: payerId }, body)
  }
}

/** A charge after the bank's answer, posted with others that arrive together, and then its bonus. */
export function makeCharge(town: BenchTown): () => Promise<void> {
  const charge = makeBatcher<Posting, true>({
    work: (postings) => postWithBonus(town.server, postings),
    keyOf: (posting) => posting.owner,
    lanes: 2,
    largest: 512,
    longest: 4096,
  })
  return async () => {
    await charge(topUpOf(pick(town.wallets), 1_000))
  }
}

async function postWithBonus(database: Database, topUps: Posting[]): Promise<true[]> {
  await post(database, topUps)
  const credited = topUps.map(({ id, owner }) => ({ posting: id, owner }))
  await followBonuses(database, { credited, returned: [], earning: [], at: new Date() })
  return topUps.map(() => true)
}

/** The newest 20 entries of somebody's history, as the app asks for them. */
export function makeHistory(town: BenchTown): () => Promise<void> {
  return async () => {
    const page = await readHistory(town.server, pick(town.wallets), {
      before: undefined,
      limit: 21,
      now: new Date(),
    })
    if (page.length === 0) throw new Error('a history is empty')
  }
}

/** Gives one of a list by chance; throws for an empty list. */
export function pick<T>(list: readonly T[]): T {
  const chosen = list[Math.floor(Math.random() * list.length)]
  if (chosen === undefined) throw new Error('nothing to pick from')
  return chosen
}
