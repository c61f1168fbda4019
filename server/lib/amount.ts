import { shareInPoints } from '#contract/campaigns.ts'

/** Throws for what is not a whole number of yen, coin or points that can be counted exactly. */
export function assertAmount(value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`not an amount: ${value}`)
}

/** A share in basis points (1/100 of a per cent), rounded down; exact where floating point would not be. */
export function shareOf(amount: number, basisPoints: number): number {
  assertAmount(amount)
  return shareInPoints(amount, basisPoints)
}
