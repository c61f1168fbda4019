import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'node:test'
import { type CardRules, usualCardRules } from '#contract/cards.ts'
import type { CardLook } from '../providers/card/port.ts'
import { decideCardRequest, decideCardStep, mustProve } from './card-rules.ts'

const visa = { brand: 'visa', lastDigits: '4242', fingerprint: 'f', issuer: null } as const
const authorised: CardLook = {
  state: 'authorised',
  ref: 'cs_1',
  attemptRef: 'pi_1',
  amount: 3000,
  currency: 'JPY',
  card: visa,
  check: 'authenticated',
  tries: [],
}
const waiting = { amount: 3000, minutesWaiting: 1, left: false }
const rules = usualCardRules
const fine = { rules, refusedTries: 0, refusedUntil: null, cards: 1, usedBefore: false, topUpRefused: null }
const open: CardLook = { state: 'open', ref: 'cs_1', url: null, tries: [] }
const unknown: CardLook = { state: 'unknown', tries: [] }

type Step = Parameters<typeof decideCardStep>
const steps: [string, Partial<Step[0]>, CardLook, Partial<Step[2]>, string][] = [
  ['authorised', {}, authorised, {}, 'capture'],
  ['proven by an acknowledged attempt', {}, { ...authorised, check: 'attempted' }, {}, 'capture'],
  ['another amount', {}, { ...authorised, amount: 2999 }, {}, 'ask_a_person amount_differs'],
  ['another currency', {}, { ...authorised, currency: 'USD' }, {}, 'ask_a_person currency_differs'],
  ['ABU-A33 not proven', {}, { ...authorised, check: 'none' }, {}, 'decline not_authenticated'],
  [
    'a brand that is not taken',
    {},
    { ...authorised, card: { ...visa, brand: 'amex' } },
    {},
    'decline card_not_accepted',
  ],
  ['ABU-A32 one card too many', {}, authorised, { cards: 4 }, 'decline too_many_cards'],
  ['many cards, but this one is known', {}, authorised, { cards: 4, usedBefore: true }, 'capture'],
  ['ABU-A30 after many refused tries', {}, authorised, { refusedTries: 5 }, 'decline too_many_tries'],
  [
    'a cap reached meanwhile',
    {},
    authorised,
    { topUpRefused: 'balance_over_cap' },
    'decline balance_over_cap',
  ],
  [
    'a limit reached meanwhile',
    {},
    authorised,
    { topUpRefused: 'top_up_over_day_limit' },
    'decline over_limit',
  ],
  ['frozen meanwhile', {}, authorised, { topUpRefused: 'frozen' }, 'decline frozen'],
  ['a proof lost meanwhile', {}, authorised, { topUpRefused: 'phone_needed' }, 'decline other'],
  ['paid although given up in another window', { left: true }, authorised, {}, 'capture'],
  ['paid late, while we still wait', { minutesWaiting: 60 }, authorised, {}, 'capture'],
  ['taken although nobody noted it', {}, { ...authorised, state: 'captured' }, {}, 'finish'],
  ['refused', {}, { ...open, state: 'declined', because: 'card_expired' }, {}, 'decline card_expired'],
  ['over at the company', {}, { ...open, state: 'ended' }, {}, 'lapse'],
  ['open', {}, open, {}, 'wait'],
  ['open for too long', { minutesWaiting: 32 }, open, {}, 'lapse'],
  ['given up', { left: true }, open, {}, 'decline cancelled'],
  ['ABU-A30 open, and tried too often', {}, open, { refusedTries: 5 }, 'decline too_many_tries'],
  ['silent', { minutesWaiting: 60 }, unknown, {}, 'wait'],
  ['silent for too long', { minutesWaiting: 91 }, unknown, {}, 'lapse'],
  ['silent, and given up', { left: true }, unknown, {}, 'decline cancelled'],
]
for (const [name, topUp, look, facts, expected] of steps) {
  test(`a top-up that waits for its card, ${name}: ${expected}`, () => {
    const step = decideCardStep({ ...waiting, ...topUp }, look, { ...fine, ...facts })
    const more = 'because' in step ? step.because : 'attention' in step ? step.attention : ''
    equal(`${step.do} ${more}`.trim(), expected)
  })
}

const now = new Date('2027-04-01T00:00:00Z')
const usable = { brand: 'visa', usable: true } as const
for (const [name, facts, saved, refused] of [
  ['a new card', {}, null, null],
  ['a saved card', {}, usable, null],
  ['a card that is gone', {}, 'unknown', 'card_not_ready'],
  ['an expired card', {}, { ...usable, usable: false }, 'card_not_ready'],
  ['a saved card of a brand not taken any more', {}, { ...usable, brand: 'diners' }, 'card_not_accepted'],
  ['after too many refused tries', { refusedTries: 5 }, usable, 'card_tries_exhausted'],
] as const) {
  test(`beginning with ${name}: ${refused ?? 'yes'}`, () =>
    equal(decideCardRequest({ ...fine, ...facts }, saved, now).refused, refused))
}

test('how long somebody has to wait is said in seconds', () => {
  const refusedUntil = new Date(now.getTime() + 7_200_000)
  const verdict = decideCardRequest({ ...fine, refusedTries: 5, refusedUntil }, null, now)
  deepEqual(verdict, { refused: 'card_tries_exhausted', facts: { waitSeconds: 7200 } })
})

const named: CardRules = { ...rules, prove: 'named', proveNamed: ['jcb', 'イオン銀行'] }
for (const [name, card, of, must] of [
  ['always', visa, rules, true],
  ['not named', visa, named, false],
  ['a named brand', { ...visa, brand: 'jcb' }, named, true],
  ['a named bank (イオンマーク)', { ...visa, issuer: 'イオン銀行' }, named, true],
] as const) {
  test(`3-D Secure, ${name}: ${must ? 'needed' : 'as the company sees fit'}`, () =>
    equal(mustProve(card, of), must))
}
