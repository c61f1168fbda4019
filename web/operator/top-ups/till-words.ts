import { sayYen } from '../../lib/numbers.ts'

/** How the counted cash differs from what had to be there. */
export function sayDifference(difference: number): string {
  if (difference === 0) return '合っています'
  return difference > 0 ? `${sayYen(difference)}多い` : `${sayYen(-difference)}足りない`
}
