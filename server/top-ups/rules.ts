import { missingProofs, proofRefusals, type Proofs } from '#contract/proofs.ts'
import type { RefusalCode } from '#contract/refusals.ts'
import type { Facts } from '../lib/refusal.ts'

/** Limits in force, in yen. */
export type Limits = {
  minimum: number
  perTopUp: number
  perDay: number
  perMonth: number
  balanceCap: number
  /** The most in all while a device is new, lest somebody who took an account over empties a bank account. */
  firstDay: number
}

/** What counts towards the limits: everything that was or may yet be credited. */
export type Used = {
  today: number
  thisMonth: number
  balance: number
  underWay: number
  /** Since the newest device came; null while no device is new. */
  sinceNewDevice: number | null
}

/** What of each limit is left now, in yen, never below zero. */
export type Room = {
  maximum: number
  leftToday: number
  leftThisMonth: number
  leftUnderCap: number
  /** Null while no device is new. */
  leftOnFirstDay: number | null
}

export function roomUnder(limits: Limits, used: Used): Room {
  const leftToday = Math.max(0, limits.perDay - used.today)
  const leftThisMonth = Math.max(0, limits.perMonth - used.thisMonth)
  const leftUnderCap = Math.max(0, limits.balanceCap - used.balance - used.underWay)
  const { sinceNewDevice } = used
  const leftOnFirstDay = sinceNewDevice === null ? null : Math.max(0, limits.firstDay - sinceNewDevice)
  const left = [leftToday, leftThisMonth, leftUnderCap, ...(leftOnFirstDay === null ? [] : [leftOnFirstDay])]
  return {
    maximum: Math.min(limits.perTopUp, ...left),
    leftToday,
    leftThisMonth,
    leftUnderCap,
    leftOnFirstDay,
  }
}

export type TopUpFacts = {
  frozen: boolean
  proofs: Proofs
  accountReady: boolean
  limits: Limits
  used: Used
}

type Verdict = { refused: null } | { refused: RefusalCode; facts?: Facts }

/** Whether an amount may be topped up; the refusals stand in the contract's order. */
export function decideTopUp(amount: number, facts: TopUpFacts): Verdict {
  const { limits, used } = facts
  const room = roomUnder(limits, used)
  if (facts.frozen) return { refused: 'frozen' }
  const [missing] = missingProofs('top_up', facts.proofs)
  if (missing) return { refused: proofRefusals[missing] }
  if (!facts.accountReady) return { refused: 'bank_account_not_ready' }
  if (amount < limits.minimum) return { refused: 'top_up_below_minimum', facts: { limit: limits.minimum } }
  if (amount > limits.perTopUp) return { refused: 'top_up_over_limit', facts: { limit: limits.perTopUp } }
  if (room.leftOnFirstDay !== null && amount > room.leftOnFirstDay) {
    return {
      refused: 'top_up_over_first_day_limit',
      facts: { limit: limits.firstDay, left: room.leftOnFirstDay },
    }
  }
  if (amount > room.leftToday) {
    return { refused: 'top_up_over_day_limit', facts: { limit: limits.perDay, left: room.leftToday } }
  }
  if (amount > room.leftThisMonth) {
    return { refused: 'top_up_over_month_limit', facts: { limit: limits.perMonth, left: room.leftThisMonth } }
  }
  if (amount > room.leftUnderCap) {
    return { refused: 'balance_over_cap', facts: { limit: limits.balanceCap, left: room.leftUnderCap } }
  }
  return { refused: null }
}

/** Seconds until a provider whose answer is missing is asked again: soon, then with growing pauses. */
export function pauseBeforeAsking(asked: number): number {
  return Math.min(2 ** asked * 2, 15 * 60)
}

/** After so many minutes without an answer a person must look; the provider is still asked. */
export const minutesUntilAttention = 15

/** So long after the confirmation an order that the provider never saw is sent once more under the same id. */
export const minutesToSendAgain = 10

/** How long a top-up waits for its passcode, in minutes. */
export const minutesToConfirm = 30
