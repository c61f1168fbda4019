import { type DifferenceKind, type Resolution, resolutionsOf } from '#contract/reconciliation.ts'

/** A day that was compared and that no lump sum has paid yet; `net` is charged less given back less the fee. */
export type UnpaidDay = { day: string; net: number }

/**
 * Which days a lump sum pays for: the oldest unpaid ones up to some day, or else one day, or else some that follow
 * each other, whatever adds up first. Undefined where nothing does: then a person has to look.
 */
export function explainLumpSum(amount: number, unpaid: readonly UnpaidDay[]): string[] | undefined {
  for (let first = 0; first < unpaid.length; first += 1) {
    // Only the oldest begin a longer run; further on a single day is what a provider pays alone.
    const longest = first === 0 ? unpaid.length : first + 1
    const run = findRun(amount, unpaid, first, longest)
    if (run) return run
  }
  for (let first = 1; first < unpaid.length; first += 1) {
    const run = findRun(amount, unpaid, first, unpaid.length)
    if (run) return run
  }
  return undefined
}

function findRun(
  amount: number,
  unpaid: readonly UnpaidDay[],
  first: number,
  end: number,
): string[] | undefined {
  let sum = 0
  for (let last = first; last < end; last += 1) {
    sum += unpaid[last]?.net ?? 0
    if (sum === amount) return unpaid.slice(first, last + 1).map(({ day }) => day)
  }
  return undefined
}

/** How long after the end of a day its report may take, in hours, before it is missing. */
export const hoursToReport = 6

/** Whether a kind of difference can end so. */
export function isPossible(kind: DifferenceKind, resolution: Resolution): boolean {
  return resolutionsOf[kind].includes(resolution)
}

/** Whole days since something was found. */
export function ageInDays(foundAt: Date, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - foundAt.getTime()) / 86_400_000))
}
