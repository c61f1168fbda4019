import { brandNames, type CardBrand } from '#contract/cards.ts'
import { t } from '../words/bank-accounts.ts'

/** A saved card as its holder knows it: brand and last digits. */
export function sayCard({ brand, lastDigits }: { brand: CardBrand; lastDigits: string }): string {
  return t('cardNamed', { brand: brandNames[brand], lastDigits })
}
