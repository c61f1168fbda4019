import { missingProofs, proofRefusals, type Proofs, type ProofTable } from '#contract/proofs.ts'
import type { RefusalCode } from '#contract/refusals.ts'
import { topUpCan, type TopUpState } from '#contract/top-ups.ts'
import type { Facts } from '../lib/refusal.ts'
import type { ChargeOutcome, DeclineReason } from '../providers/outcome.ts'

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
  /** Which proofs the town wants. */
  needed: ProofTable
  /** Of the bank account that is to be debited; true where there is none. */
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
  const [missing] = missingProofs('top_up', facts.proofs, facts.needed)
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

/** Why a person has to look at a top-up. */
export type Attention =
  /** The provider has not told the outcome for minutesUntilAttention; it is still asked. */
  | 'no_answer'
  | 'amount_differs'
  | 'currency_differs'
  /** The provider's reference has paid for another top-up already. */
  | 'reference_used'
  /** Money was taken for a top-up that had ended without it, or that nobody had confirmed. */
  | 'not_expected'
  /** More was taken back than had been credited. */
  | 'taken_back_too_much'
  /** A dispute was won, or a refund failed, after the coin had been taken back from a wallet that is closed now. */
  | 'dispute_won'
  /** Money was taken, and its owner has left: there is no wallet that the coin could go to. */
  | 'wallet_closed'

/** Whether a top-up still waits for what becomes of it. */
export const isOpen = topUpCan.settle

/** What a person of the office may have found out at a provider. */
export type Finding = 'succeeded' | 'not_taken' | 'noted'

/** Whether a verdict fits: an open top-up ends by it; of a finished one, only a remark can be noted. */
export function mayResolve(
  { state, attention }: { state: TopUpState; attention: Attention | null },
  verdict: Finding,
): boolean {
  if (verdict === 'noted') return state === 'succeeded' && attention !== null
  if (verdict === 'succeeded' && attention === 'wallet_closed') return false
  return isOpen(state)
}

type Finish =
  | { do: 'nothing' }
  | { do: 'credit'; providerRef: string }
  | { do: 'decline'; because: DeclineReason | 'refunded' }
  | { do: 'wait'; state: 'unknown' | 'needs_attention' }
  | { do: 'ask_a_person'; attention: Attention }
  | { do: 'take_back' }

type Finishing = { state: TopUpState; amount: number; declinedBecause: string | null }
type FinishFacts = { minutesWaiting: number; referenceUsed: boolean; walletClosed: boolean }

/** What an answer of the provider makes of a top-up, in whatever state and however often it comes. */
export function decideFinish(topUp: Finishing, outcome: ChargeOutcome, facts: FinishFacts): Finish {
  if (outcome.state === 'succeeded') return decideSuccess(topUp, outcome, facts)
  if (outcome.state === 'refunded' && topUp.state === 'succeeded') return { do: 'take_back' }
  if (!isOpen(topUp.state)) return { do: 'nothing' }
  if (outcome.state === 'declined') return { do: 'decline', because: outcome.reason }
  if (outcome.state === 'refunded') return { do: 'decline', because: 'refunded' }
  const late = topUp.state === 'needs_attention' || facts.minutesWaiting >= minutesUntilAttention
  return { do: 'wait', state: late ? 'needs_attention' : 'unknown' }
}

function decideSuccess(
  topUp: Finishing,
  outcome: ChargeOutcome & { state: 'succeeded' },
  { referenceUsed, walletClosed }: FinishFacts,
): Finish {
  if (topUp.state === 'succeeded') return { do: 'nothing' }
  // The success and its reversal came out of order: nothing is left of it.
  if (topUp.state === 'declined' && topUp.declinedBecause === 'refunded') return { do: 'nothing' }
  const { amount = topUp.amount, currency = 'JPY' } = outcome
  if (currency.toUpperCase() !== 'JPY') return { do: 'ask_a_person', attention: 'currency_differs' }
  if (amount !== topUp.amount) return { do: 'ask_a_person', attention: 'amount_differs' }
  if (referenceUsed) return { do: 'ask_a_person', attention: 'reference_used' }
  if (!isOpen(topUp.state)) return { do: 'ask_a_person', attention: 'not_expected' }
  if (walletClosed) return { do: 'ask_a_person', attention: 'wallet_closed' }
  return { do: 'credit', providerRef: outcome.providerRef }
}

/** What somebody agrees to for オートチャージ, in yen: below so much coin, so much, up to a ceiling in a month. */
export type Agreement = { below: number; amount: number; monthlyCeiling: number }

export type WhyStopped = 'declined' | 'account_gone' | 'not_allowed'
export type WhyHeld = 'monthly_ceiling' | 'limit' | 'balance_cap'

/** Whether an agreement may hold; the refusals stand in the contract's order. */
export function checkAgreement({ below, amount, monthlyCeiling }: Agreement, facts: TopUpFacts): Verdict {
  const { limits } = facts
  if (facts.frozen) return { refused: 'frozen' }
  const [missing] = missingProofs('top_up', facts.proofs, facts.needed)
  if (missing) return { refused: proofRefusals[missing] }
  if (!facts.accountReady) return { refused: 'bank_account_not_ready' }
  if (amount < limits.minimum) return { refused: 'top_up_below_minimum', facts: { limit: limits.minimum } }
  if (amount > limits.perTopUp) return { refused: 'top_up_over_limit', facts: { limit: limits.perTopUp } }
  if (monthlyCeiling < amount || monthlyCeiling > limits.perMonth) {
    return { refused: 'automatic_ceiling_wrong', facts: { least: amount, limit: limits.perMonth } }
  }
  // Just below the line, the amount still has to fit.
  if (below + amount > limits.balanceCap) {
    const left = Math.max(0, limits.balanceCap - amount)
    return { refused: 'balance_over_cap', facts: { limit: limits.balanceCap, left } }
  }
  return { refused: null }
}

type AutomaticStep =
  | { do: 'nothing' }
  | { do: 'top_up' }
  | { do: 'hold'; because: WhyHeld }
  | { do: 'stop'; because: WhyStopped }

/** What オートチャージ does now. Coin that is on its way counts as being there, so that two payments begin one top-up. */
export function decideAutomatic(
  { below, amount, monthlyCeiling }: Agreement,
  facts: TopUpFacts,
  use: { thisMonth: number; underWay: boolean },
): AutomaticStep {
  if (use.underWay || facts.used.balance + facts.used.underWay >= below) return { do: 'nothing' }
  const { refused } = decideTopUp(amount, facts)
  if (refused === 'bank_account_not_ready') return { do: 'stop', because: 'account_gone' }
  if (refused === 'frozen' || missingProofs('top_up', facts.proofs, facts.needed).length > 0) {
    return { do: 'stop', because: 'not_allowed' }
  }
  if (use.thisMonth + amount > monthlyCeiling) return { do: 'hold', because: 'monthly_ceiling' }
  if (refused === 'balance_over_cap') return { do: 'hold', because: 'balance_cap' }
  return refused ? { do: 'hold', because: 'limit' } : { do: 'top_up' }
}
