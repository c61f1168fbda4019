import { brandNames, type CardBrand } from '#contract/cards.ts'

/** A saved card as its holder knows it: brand and last digits. */
export function sayCard({ brand, lastDigits }: { brand: CardBrand; lastDigits: string }): string {
  return `${brandNames[brand]}（末尾 ${lastDigits}）`
}
