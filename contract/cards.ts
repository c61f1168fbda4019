import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { done, id } from './values.ts'

/** What stands on a card. */
export const cardBrand = z.enum(['visa', 'mastercard', 'jcb', 'amex', 'diners', 'discover', 'other'])
export type CardBrand = z.output<typeof cardBrand>

/** As people read them. */
export const brandNames: Record<CardBrand, string> = {
  visa: 'Visa',
  mastercard: 'Mastercard',
  jcb: 'JCB',
  amex: 'American Express',
  diners: 'Diners Club',
  discover: 'Discover',
  other: 'カード',
}

/** A town's rules for cards: the setting `cards`. */
export type CardRules = {
  /** The brands that are taken, in the order in which they are shown. */
  brands: CardBrand[]
  /** `always`: every payment is proven by 3-D Secure; `named`: those of `proveNamed` are. */
  prove: 'always' | 'named'
  /** Brands and issuing banks whose cards are always proven (イオンマーク). */
  proveNamed: string[]
  /** The most different cards that one person may use within cardDays, and may have saved. */
  perPerson: number
  /** So many refused tries within 24 hours end topping up by card for the rest of them. */
  refusedPerDay: number
}

/** What a town has that has set nothing. EMV 3-D Secure is required in Japan since the end of March 2025. */
export const usualCardRules: CardRules = {
  brands: ['visa', 'mastercard', 'jcb'],
  prove: 'always',
  proveNamed: ['イオン銀行', 'イオンフィナンシャルサービス'],
  perPerson: 3,
  refusedPerDay: 5,
}

export const card = z.strictObject({
  id,
  brand: cardBrand,
  /** The last four digits: the most of a card number that is ever here. */
  lastDigits: z.string(),
  expiryMonth: z.int(),
  expiryYear: z.int(),
  expired: z.boolean(),
})

export const listCards = endpoint({
  method: 'GET',
  path: '/me/cards',
  audience: 'resident',
  summary: 'The saved cards, the brands that the town accepts, and whether one more card may be saved',
  reply: z.strictObject({
    brands: z.array(cardBrand),
    cards: z.array(card),
    /** The most cards that one person may use. */
    most: z.int(),
  }),
})

export const removeCard = endpoint({
  method: 'DELETE',
  path: '/me/cards/:id',
  audience: 'resident',
  summary: 'Forget a saved card, here and at the card company; twice is once',
  params: z.strictObject({ id }),
  reply: done,
  refusals: ['not_found', 'card_company_unavailable'],
})
