/** How a payment is made up: さいコインだけ, たまポンだけ, or 併用. */
export type Tender = 'coin' | 'points' | 'both'
export type Parts = { coin: number; points: number }
/** What can be spent at this store: points are 0 where the store does not take them. */
export type Means = { coin: number; points: number }

/** Says which ways of paying an amount are possible with these means. */
export function possibleTenders(amount: number, means: Means): Record<Tender, boolean> {
  return {
    coin: means.coin >= amount,
    points: means.points >= amount,
    both: amount >= 2 && means.coin > 0 && means.points > 0 && means.coin + means.points >= amount,
  }
}

/** The least and the most points of an amount, so that coin can pay the rest; at least 1 of each in 併用. */
export function pointsRange(amount: number, means: Means): { min: number; max: number } {
  return { min: Math.max(1, amount - means.coin), max: Math.min(means.points, amount - 1) }
}

/** Whether these means pay an amount at all, in whichever way. */
export const canPay = (amount: number, means: Means): boolean => means.coin + means.points >= amount

/** What the town proposes to use first; points lapse, so they go first where it says nothing else. */
export type Proposes = 'points_first' | 'coin_first'

/** Proposes how to pay, as the town sets it. Null where the means are too small. */
export function proposeTender(amount: number, means: Means, proposes: Proposes): Tender | null {
  const possible = possibleTenders(amount, means)
  const [first, last] =
    proposes === 'points_first' ? (['points', 'coin'] as const) : (['coin', 'points'] as const)
  if (possible[first]) return first
  if (possible.both) return 'both'
  return possible[last] ? last : null
}

/** The parts of an amount in a tender; 併用 brings the points into their range, so it always adds up. */
export function partsOf(tender: Tender, amount: number, means: Means, points: number): Parts {
  if (tender === 'coin') return { coin: amount, points: 0 }
  if (tender === 'points') return { coin: 0, points: amount }
  const { min, max } = pointsRange(amount, means)
  const within = Math.min(Math.max(points, min), max)
  return { coin: amount - within, points: within }
}
