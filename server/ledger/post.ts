import { type Queries, sql } from '../lib/database.ts'

export type Currency = 'coin' | 'points'

/** The accounts that every town has; declared in db/migrations/0002, 0014, 0036, 0086 and 0090. */
export const accounts = {
  bankClearing: '00000000-0000-7000-8000-000000000001',
  pointsIssued: '00000000-0000-7000-8000-000000000002',
  pointsLapsed: '00000000-0000-7000-8000-000000000003',
  coinGivenUp: '00000000-0000-7000-8000-000000000040',
  cardClearing: '00000000-0000-7000-8000-000000000004',
  atmClearing: '00000000-0000-7000-8000-000000000005',
  counterClearing: '00000000-0000-7000-8000-000000000006',
  codeClearing: '00000000-0000-7000-8000-000000000007',
  receivable: '00000000-0000-7000-8000-000000000008',
  bankCash: '00000000-0000-7000-8000-000000000035',
  providerFees: '00000000-0000-7000-8000-000000000036',
  gifts: '00000000-0000-7000-8000-000000000090',
  suspense: '00000000-0000-7000-8000-000000000086',
} as const

/** One arrow: whole yen, coin or points; points that arrive in a wallet are a lot with its own last day. */
export type Transfer = {
  from: string
  to: string
  currency: Currency
  amount: number
  lot?: { expiresOn: string; funding: string }
}

/** One event that moves each currency at most once, under the id that its caller made. */
export type Posting = {
  id: string
  /** Whose event it is: the wallet's. */
  owner: string
  kind: string
  via?: string
  causedBy?: string
  occurredAt: Date
  transfers: Transfer[]
}

/**
 * Posts events of different owners together and gives the ids that are new; one that was posted before with
 * the same content is skipped. Throws for a taken id with other content, a movement that is not declared and
 * a balance below zero: the caller's transaction is then over, and nothing has moved.
 */
export async function post(queries: Queries, postings: Posting[]): Promise<string[]> {
  const arrows = postings.flatMap((posting) =>
    posting.transfers.map((transfer, index) => ({ posting, transfer, opens: index === 0 })),
  )
  const { fresh } = await queries.one<{ fresh: string[] }>(sql`
    select ledger.post(
      ${arrows.map((a) => a.posting.id)}::uuid[],
      ${arrows.map((a) => a.posting.owner)}::uuid[],
      ${arrows.map((a) => a.posting.kind)}::text[],
      ${arrows.map((a) => a.posting.via ?? null)}::text[],
      ${arrows.map((a) => a.posting.causedBy ?? null)}::uuid[],
      ${arrows.map((a) => a.posting.occurredAt)}::timestamptz[],
      ${arrows.map((a) => a.opens)}::boolean[],
      ${arrows.map((a) => a.transfer.currency)}::text[],
      ${arrows.map((a) => a.transfer.from)}::uuid[],
      ${arrows.map((a) => a.transfer.to)}::uuid[],
      ${arrows.map((a) => a.transfer.amount)}::bigint[],
      ${arrows.map((a) => a.transfer.lot?.expiresOn ?? null)}::date[],
      ${arrows.map((a) => a.transfer.lot?.funding ?? null)}::text[]
    ) as fresh`)
  return fresh
}

/** Value that comes back to the wallet that it left, under the id that its caller made. */
export type Return = {
  id: string
  /** The wallet, which is locked. */
  owner: string
  kind: string
  causedBy: string
  occurredAt: Date
  from: string
  coin: number
  points: number
  /** Where the points come from and go back to; they add up to the points. */
  lots: { lot: string; points: number }[]
  /** The new last day (JST) of points whose last day is over; null where they are gone. */
  renewedUntil: string | null
}

/**
 * Posts what comes back. The points go to their old lots and keep their last days; those whose last day is over
 * lapse at once, as a posting of their own, and are renewed by another where there is a new last day. Throws for a
 * taken id and for lots that do not add up.
 */
export async function giveBack(tx: Queries, it: Return): Promise<void> {
  await tx.one(sql`
    select ledger.give_back(
      ${it.id}, ${it.owner}, ${it.kind}, ${it.causedBy}, ${it.occurredAt}, ${it.from}, ${it.coin}, ${it.points},
      ${it.lots.map((each) => each.lot)}::uuid[], ${it.lots.map((each) => each.points)}::bigint[],
      ${it.renewedUntil}::date)`)
}

/** Opens the account of a resident or a store; twice is once. */
export async function openAccount(queries: Queries, id: string, type: 'wallet' | 'store'): Promise<void> {
  await queries.one(sql`select ledger.open_account(${id}, ${type})`)
}

/**
 * Locks wallets until the end of the transaction, in the one order that everybody keeps. Who posts to several
 * wallets in several steps locks all of them first: locks that are taken later could meet in a circle.
 */
export async function lockWallets(tx: Queries, ids: string[]): Promise<void> {
  await tx.one(sql`select ledger.lock_wallets(${ids}::uuid[])`)
}

/**
 * Posts as lapsed what these wallets could last use before a day (JST), and gives how many lost something. Whoever
 * splits an amount by what a wallet holds lapses first: what is over pays nothing, though the books still show it.
 */
export async function lapse(queries: Queries, wallets: string[], today: string): Promise<number> {
  const { lapsed } = await queries.one<{ lapsed: number }>(sql`
    select ledger.lapse(${wallets}::uuid[], ${today}::date) as lapsed`)
  return lapsed
}

/** Stops or releases a wallet; the next request sees it. */
export async function setFrozen(queries: Queries, id: string, frozen: boolean): Promise<void> {
  await queries.one(sql`select ledger.set_frozen(${id}, ${frozen})`)
}

/** Whether an id of this owner has moved money already; under the wallet's lock the answer holds. */
export async function isPosted(queries: Queries, owner: string, id: string): Promise<boolean> {
  const found = await queries.maybe(sql`
    select 1 as found from ledger.posting
    where bucket = ledger.bucket(${owner}::uuid) and owner = ${owner} and id = ${id}`)
  return found !== undefined
}
