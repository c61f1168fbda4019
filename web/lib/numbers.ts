/** Says a whole number with separators, for example 「12,480」. Refuses nothing. */
export function sayNumber(value: number): string {
  return value.toLocaleString('ja-JP')
}

/** Says whole yen, for example 「49,000円」. Refuses nothing. */
export function sayYen(amount: number): string {
  return `${sayNumber(amount)}円`
}
