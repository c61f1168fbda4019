/**
 * Gives the digits in a text as half-width digits: 「090-1234」 and 「090−1234」 become `0901234`.
 * Drops everything else.
 */
export function digitsOf(text: string): string {
  return text.normalize('NFKC').replace(/\D/g, '')
}

/** Gives the whole number of yen or points in a text, null where there is none. Drops digits after nine. */
export function readAmount(text: string): number | null {
  const digits = digitsOf(text).slice(0, 9)
  return digits === '' ? null : Number(digits)
}
