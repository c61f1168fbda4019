// What a top-up by card may do, and what each answer of the card company makes of it. Decides only.
import type { CardBrand, CardRules } from '#contract/cards.ts'
import type { RefusalCode } from '#contract/refusals.ts'
import type { Facts } from '../lib/refusal.ts'
import type { CardLook, KnownCard } from '../providers/card/port.ts'
import type { Attention } from './rules.ts'

/** For so many days a card counts as one of its person's. */
export const cardDays = 30

/** How long a person may take at the card company: Stripe lets no page end sooner than in 30 minutes. */
export const minutesAtCompany = 31

/** After so long without any answer the wait is given up; what was not captured is never taken. */
export const minutesUntilGivenUp = 90

/** Whether 3-D Secure must have proven who holds this card. */
export function mustProve(card: Pick<KnownCard, 'brand' | 'issuer'>, rules: CardRules): boolean {
  if (rules.prove === 'always') return true
  return rules.proveNamed.includes(card.brand) || rules.proveNamed.includes(card.issuer ?? '')
}

/** What is known of a person's cards. */
export type CardFacts = {
  rules: CardRules
  /** Refused tries within 24 hours. */
  refusedTries: number
  /** When the oldest of those is a day old. */
  refusedUntil: Date | null
  /** Different cards within cardDays. */
  cards: number
}

type SavedFacts = { brand: CardBrand; usable: boolean }
type Verdict = { refused: null } | { refused: RefusalCode; facts?: Facts }

/** Whether somebody may begin to top up by card; `saved` is null for a card that is not known yet. */
export function decideCardRequest(
  facts: CardFacts,
  saved: SavedFacts | null | 'unknown',
  now: Date,
): Verdict {
  if (facts.refusedTries >= facts.rules.refusedPerDay) {
    const waitSeconds = Math.max(60, ((facts.refusedUntil ?? now).getTime() - now.getTime()) / 1000)
    return { refused: 'card_tries_exhausted', facts: { waitSeconds: Math.ceil(waitSeconds) } }
  }
  if (saved === null) return { refused: null }
  if (saved === 'unknown' || !saved.usable) return { refused: 'card_not_ready' }
  if (!facts.rules.brands.includes(saved.brand)) return { refused: 'card_not_accepted' }
  return { refused: null }
}

/** `left`: the person has said that they give up. */
type Waiting = { amount: number; minutesWaiting: number; left: boolean }
type Authorised = Extract<CardLook, { state: 'authorised' }>

export type CardStep =
  | { do: 'wait' }
  | { do: 'capture'; authorised: Authorised }
  /** The attempt is let go at the company, so that nobody pays it afterwards. */
  | { do: 'decline'; because: string }
  | { do: 'lapse' }
  /** The money was captured although nobody here has noted it: the end of the top-up looks at it. */
  | { do: 'finish'; attemptRef: string }
  | { do: 'ask_a_person'; attention: Attention; attemptRef: string; seen: Record<string, unknown> }

type StepFacts = CardFacts & {
  /** Whether the authorised card was used before, and not refused, for another top-up. */
  usedBefore: boolean
  /** What decideTopUp says now, under the lock: limits may have been used up meanwhile. */
  topUpRefused: RefusalCode | null
}

/** What an answer of the card company makes of a top-up that waits for it. */
export function decideCardStep(topUp: Waiting, look: CardLook, facts: StepFacts): CardStep {
  switch (look.state) {
    case 'authorised':
      return decideAuthorised(topUp, look, facts)
    case 'captured':
      return { do: 'finish', attemptRef: look.attemptRef }
    case 'declined':
      return { do: 'decline', because: look.because }
    case 'ended':
      return { do: 'lapse' }
    case 'open':
      if (facts.refusedTries >= facts.rules.refusedPerDay) return { do: 'decline', because: 'too_many_tries' }
      if (topUp.left) return { do: 'decline', because: 'cancelled' }
      return topUp.minutesWaiting > minutesAtCompany ? { do: 'lapse' } : { do: 'wait' }
    default:
      if (topUp.left) return { do: 'decline', because: 'cancelled' }
      return topUp.minutesWaiting > minutesUntilGivenUp ? { do: 'lapse' } : { do: 'wait' }
  }
}

function decideAuthorised(topUp: Waiting, look: Authorised, facts: StepFacts): CardStep {
  const { rules } = facts
  const { amount, currency, card, check } = look
  const askAPerson = (attention: Attention): CardStep => ({
    ...{
      do: 'ask_a_person',
      attention,
      attemptRef: look.attemptRef,
      seen: { amount, currency, providerRef: look.attemptRef },
    },
  })
  if (currency !== 'JPY') return askAPerson('currency_differs')
  if (amount !== topUp.amount) return askAPerson('amount_differs')
  const decline = (because: string): CardStep => ({ do: 'decline', because })
  if (!rules.brands.includes(card.brand)) return decline('card_not_accepted')
  // What the browser brings back says nothing: only the company's API says how the holder was recognised.
  if (check === 'none' && mustProve(card, rules)) return decline('not_authenticated')
  if (facts.cards > rules.perPerson && !facts.usedBefore) return decline('too_many_cards')
  if (facts.refusedTries >= rules.refusedPerDay) return decline('too_many_tries')
  if (facts.topUpRefused) return decline(declineOf(facts.topUpRefused))
  return { do: 'capture', authorised: look }
}

/** The words of a declined top-up for what the town itself refuses at the last moment. */
function declineOf(refused: RefusalCode): string {
  if (refused === 'frozen' || refused === 'balance_over_cap') return refused
  return refused.startsWith('top_up_over') ? 'over_limit' : 'other'
}
