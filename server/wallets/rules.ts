/** Points that run out together, and the last day (JST) on which they can be used. */
export type LotAhead = { points: number; lastDay: string }

/**
 * What can be spent on a day. Points are gone at 00:00 JST of the day after their last day, whether or not
 * their lapse has been posted by then.
 */
export function spendableOn(today: string, ahead: LotAhead[]): { points: number; expiring: LotAhead[] } {
  const expiring = ahead.filter((lot) => lot.lastDay >= today)
  return { points: expiring.reduce((sum, lot) => sum + lot.points, 0), expiring }
}
