import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'node:test'
import { proofsNeeded } from '#contract/proofs.ts'
import {
  decideAutomatic,
  decideFinish,
  mayResolve,
  decideTopUp,
  pauseBeforeAsking,
  roomUnder,
  type TopUpFacts,
} from './rules.ts'

const limits = {
  minimum: 1_000,
  perTopUp: 49_000,
  perDay: 100_000,
  perMonth: 300_000,
  balanceCap: 300_000,
  firstDay: 10_000,
}
const fine: TopUpFacts = {
  frozen: false,
  proofs: { mail: true, sms: true, card: true },
  needed: proofsNeeded,
  accountReady: true,
  limits,
  used: { today: 0, thisMonth: 0, balance: 0, underWay: 0, sinceNewDevice: null },
}
const noCard = { mail: false, sms: false, card: false }
const used = (part: Partial<TopUpFacts['used']>) => ({ ...fine, used: { ...fine.used, ...part } })

for (const [amount, facts, refused] of [
  [1_000, fine, null],
  [49_000, fine, null],
  [999, { ...fine, frozen: true, proofs: noCard }, 'frozen'],
  [999, { ...fine, proofs: noCard, accountReady: false }, 'identity_check_required'],
  [999, { ...fine, proofs: { ...noCard, card: true }, accountReady: false }, 'phone_needed'],
  [999, { ...fine, accountReady: false }, 'bank_account_not_ready'],
  [999, fine, 'top_up_below_minimum'],
  [0, fine, 'top_up_below_minimum'],
  [-1_000, fine, 'top_up_below_minimum'],
  [49_001, fine, 'top_up_over_limit'],
  [10_000, used({ sinceNewDevice: 0 }), null],
  [10_001, used({ sinceNewDevice: 0 }), 'top_up_over_first_day_limit'],
  [2_000, used({ sinceNewDevice: 8_001, today: 99_000 }), 'top_up_over_first_day_limit'],
  [49_000, used({ today: 51_000 }), null],
  [49_000, used({ today: 51_001 }), 'top_up_over_day_limit'],
  [49_000, used({ thisMonth: 251_001 }), 'top_up_over_month_limit'],
  [49_000, used({ balance: 251_000 }), null],
  [49_000, used({ balance: 200_000, underWay: 51_001 }), 'balance_over_cap'],
] as const) {
  test(`${amount} yen: ${refused ?? 'may be topped up'}`, () =>
    equal(decideTopUp(amount, facts).refused, refused))
}

test('what is left is the smallest of the limits and never below zero', () => {
  deepEqual(
    roomUnder(limits, {
      today: 90_000,
      thisMonth: 90_000,
      balance: 310_000,
      underWay: 0,
      sinceNewDevice: 4_000,
    }),
    {
      maximum: 0,
      leftToday: 10_000,
      leftThisMonth: 210_000,
      leftUnderCap: 0,
      leftOnFirstDay: 6_000,
    },
  )
})

test('the provider is asked again soon, then with growing pauses of at most 15 minutes', () => {
  deepEqual([0, 1, 2, 5, 20].map(pauseBeforeAsking), [2, 4, 8, 64, 900])
})

const open = { amount: 5_000, declinedBecause: null }
const paid = { state: 'succeeded', providerRef: 'ref-1' } as const
const fresh = { minutesWaiting: 1, referenceUsed: false, walletClosed: false }
const credit = { do: 'credit', providerRef: 'ref-1' }
const nothing = { do: 'nothing' }
const declinedFor = (declinedBecause: string) => ({ ...open, state: 'declined' as const, declinedBecause })

for (const [name, topUp, outcome, facts, expected] of [
  ['success credits', { ...open, state: 'requested' }, paid, fresh, credit],
  [
    'late success credits',
    { ...open, state: 'needs_attention' },
    paid,
    { ...fresh, minutesWaiting: 999 },
    credit,
  ],
  [
    'the amount that is ours credits',
    { ...open, state: 'unknown' },
    { ...paid, amount: 5_000, currency: 'jpy' },
    fresh,
    credit,
  ],
  ['success again does nothing', { ...open, state: 'succeeded' }, paid, fresh, nothing],
  [
    'FLT-V12 another amount is for a person',
    { ...open, state: 'requested' },
    { ...paid, amount: 5_001 },
    fresh,
    { do: 'ask_a_person', attention: 'amount_differs' },
  ],
  [
    'FLT-V12 another currency is for a person',
    { ...open, state: 'requested' },
    { ...paid, amount: 5_000, currency: 'usd' },
    fresh,
    { do: 'ask_a_person', attention: 'currency_differs' },
  ],
  [
    'FLT-V13 a reference that paid before is for a person',
    { ...open, state: 'requested' },
    paid,
    { ...fresh, referenceUsed: true },
    { do: 'ask_a_person', attention: 'reference_used' },
  ],
  [
    'money for what was declined is for a person',
    declinedFor('limit'),
    paid,
    fresh,
    { do: 'ask_a_person', attention: 'not_expected' },
  ],
  [
    'money for what nobody confirmed is for a person',
    { ...open, state: 'awaiting_passcode' },
    paid,
    fresh,
    { do: 'ask_a_person', attention: 'not_expected' },
  ],
  [
    'money for who has left is for a person',
    { ...open, state: 'requested' },
    paid,
    { ...fresh, walletClosed: true },
    { do: 'ask_a_person', attention: 'wallet_closed' },
  ],
  ['FLT-V09 success after its own reversal does nothing', declinedFor('refunded'), paid, fresh, nothing],
  [
    'a no declines',
    { ...open, state: 'requested' },
    { state: 'declined', reason: 'limit' },
    fresh,
    { do: 'decline', because: 'limit' },
  ],
  [
    'a no after success does nothing',
    { ...open, state: 'succeeded' },
    { state: 'declined', reason: 'limit' },
    fresh,
    nothing,
  ],
  [
    'given back before it was credited: declined',
    { ...open, state: 'unknown' },
    { state: 'refunded' },
    fresh,
    { do: 'decline', because: 'refunded' },
  ],
  [
    'FLT-V15 given back after success is taken back',
    { ...open, state: 'succeeded' },
    { state: 'refunded' },
    fresh,
    { do: 'take_back' },
  ],
  [
    'no answer waits',
    { ...open, state: 'requested' },
    { state: 'unknown' },
    fresh,
    { do: 'wait', state: 'unknown' },
  ],
  [
    'FLT-V14 not found is no answer either',
    { ...open, state: 'unknown' },
    { state: 'not_found' },
    fresh,
    { do: 'wait', state: 'unknown' },
  ],
  [
    'after 15 minutes a person looks',
    { ...open, state: 'unknown' },
    { state: 'unknown' },
    { ...fresh, minutesWaiting: 15 },
    { do: 'wait', state: 'needs_attention' },
  ],
  ['no answer unsettles nothing', { ...open, state: 'succeeded' }, { state: 'unknown' }, fresh, nothing],
] as const) {
  test(`finish: ${name}`, () => deepEqual(decideFinish(topUp, outcome, facts), expected))
}

for (const [state, attention, verdict, may] of [
  ['unknown', null, 'succeeded', true],
  ['needs_attention', 'amount_differs', 'succeeded', true],
  ['needs_attention', 'wallet_closed', 'succeeded', false],
  ['needs_attention', 'wallet_closed', 'not_taken', true],
  ['declined', null, 'succeeded', false],
  ['succeeded', 'dispute_won', 'noted', true],
  ['succeeded', null, 'noted', false],
] as const) {
  test(`resolving ${state}, ${attention ?? 'no attention'}, as ${verdict}: ${may ? 'may' : 'may not'}`, () =>
    equal(mayResolve({ state, attention }, verdict), may))
}

const agreed = { below: 5_000, amount: 10_000, monthlyCeiling: 30_000 }
const idle = { thisMonth: 0, underWay: false }

for (const [what, facts, use, step] of [
  ['below the line', used({ balance: 4_999 }), idle, 'top_up'],
  ['at the line', used({ balance: 5_000 }), idle, 'nothing'],
  ['coin on its way reaches the line', used({ balance: 0, underWay: 5_000 }), idle, 'nothing'],
  ['one is under way', used({ balance: 0 }), { ...idle, underWay: true }, 'nothing'],
  ['the ceiling has room', used({ balance: 0 }), { ...idle, thisMonth: 20_000 }, 'top_up'],
  ['the ceiling is reached', used({ balance: 0 }), { ...idle, thisMonth: 20_001 }, 'monthly_ceiling'],
  ['the day is used up', used({ balance: 0, today: 90_001 }), idle, 'limit'],
  ['a device is new', used({ balance: 0, sinceNewDevice: 1 }), idle, 'limit'],
  ['the account is gone', { ...used({ balance: 0 }), accountReady: false }, idle, 'account_gone'],
  ['frozen', { ...used({ balance: 0 }), frozen: true }, idle, 'not_allowed'],
  ['a proof is gone', { ...used({ balance: 0 }), proofs: noCard }, idle, 'not_allowed'],
] as const) {
  test(`オートチャージ, ${what}: ${step}`, () => {
    const decided = decideAutomatic(agreed, facts, use)
    equal('because' in decided ? decided.because : decided.do, step)
  })
}

test('オートチャージ is held where the balance has no room for the amount', () => {
  const low = { ...used({ balance: 4_999 }), limits: { ...limits, balanceCap: 14_998 } }
  deepEqual(decideAutomatic(agreed, low, idle), { do: 'hold', because: 'balance_cap' })
})
