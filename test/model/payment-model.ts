// The reference: what the ledger should do, one event at a time, in memory and in words a reader can check.
import type { RefusalCode } from '#contract/refusals.ts'
import { decidePayment } from '#server/payments/rules.ts'

export type ModelPayment = {
  id: string
  payerId: string
  storeId: string
  coin: number
  points: number
  via: string
}

export type ModelArrival = {
  id: string
  wallet: string
  amount: number
  /** The last day of points; undefined for coin, which has none. */
  lastDay: string | undefined
}

export type ModelAnswer = {
  outcome: 'paid' | RefusalCode
  coinAfter: number | null
  pointsAfter: number | null
}

type Lot = { id: string; lastDay: string; left: number }

type Wallet = { coin: number; lots: Lot[]; frozen: boolean; spentToday: number }

export type ModelStore = { id: string; open: boolean; acceptsPoints: boolean }

type Limits = { perPayment: number; perDay: number }

const nothing = { coinAfter: null, pointsAfter: null }

type Town = { today: string; wallets: string[]; stores: ModelStore[]; limits: Limits }

/** A ledger in memory for one day, whose wallets are empty; it refuses as the product does. */
export function makeModel({ today, wallets: ids, stores, limits }: Town) {
  const wallets = new Map(ids.map((id): [string, Wallet] => [id, emptyWallet()]))
  const paid = new Map<string, { payment: ModelPayment; answer: ModelAnswer }>()

  function walletOf(id: string): Wallet {
    const wallet = wallets.get(id)
    if (!wallet) throw new Error(`no wallet ${id}`)
    return wallet
  }

  /** What could last be used before today is gone before anything else happens to the wallet. */
  function lapse(wallet: Wallet): void {
    wallet.lots = wallet.lots.filter((lot) => lot.lastDay >= today)
  }

  function arrive({ id, wallet: owner, amount, lastDay }: ModelArrival): void {
    const wallet = walletOf(owner)
    lapse(wallet)
    if (lastDay === undefined) wallet.coin += amount
    else wallet.lots.push({ id, lastDay, left: amount })
  }

  function pay(payment: ModelPayment): ModelAnswer {
    const wallet = wallets.get(payment.payerId)
    if (wallet) lapse(wallet)
    const before = paid.get(`${payment.payerId} ${payment.id}`)
    if (before) {
      const same = sameContent(before.payment, payment)
      return same ? before.answer : { outcome: 'payment_exists_with_different_content', ...nothing }
    }
    const store = stores.find(({ id }) => id === payment.storeId)
    const facts = wallet && { ...wallet, points: pointsIn(wallet.lots) }
    const refused = decidePayment(payment, { wallet: facts, store, limits })
    if (refused || !wallet) return { outcome: refused ?? 'frozen', ...nothing }
    wallet.coin -= payment.coin
    wallet.spentToday += payment.coin + payment.points
    useEarliest(wallet, payment.points)
    const answer = {
      outcome: 'paid' as const,
      coinAfter: payment.coin > 0 ? wallet.coin : null,
      pointsAfter: payment.points > 0 ? pointsIn(wallet.lots) : null,
    }
    paid.set(`${payment.payerId} ${payment.id}`, { payment, answer })
    return answer
  }

  function freeze(id: string, to: boolean): void {
    walletOf(id).frozen = to
  }

  function heldBy(id: string): { id: string; coin: number; points: number } {
    const wallet = walletOf(id)
    lapse(wallet)
    return { id, coin: wallet.coin, points: pointsIn(wallet.lots) }
  }

  return { arrive, pay, freeze, heldBy }
}

function emptyWallet(): Wallet {
  return { coin: 0, lots: [], frozen: false, spentToday: 0 }
}

/** Earliest last day first, then the older grant. */
function useEarliest(wallet: Wallet, points: number): void {
  let open = points
  wallet.lots.sort((a, b) => (a.lastDay < b.lastDay || (a.lastDay === b.lastDay && a.id < b.id) ? -1 : 1))
  for (const lot of wallet.lots) {
    const used = Math.min(open, lot.left)
    lot.left -= used
    open -= used
  }
  wallet.lots = wallet.lots.filter(({ left }) => left > 0)
}

function sameContent(a: ModelPayment, b: ModelPayment): boolean {
  return a.storeId === b.storeId && a.coin === b.coin && a.points === b.points
}

function pointsIn(lots: Lot[]): number {
  return lots.reduce((sum, { left }) => sum + left, 0)
}
