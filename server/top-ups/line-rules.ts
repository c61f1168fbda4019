/** A turn in the line and the line as it is; both instants are of the line's own clock. */
type Turn = {
  turnAt: Date
  lineTime: Date
  /** Seconds that the line's clock goes in a second. */
  speed: number
  /** Turns in a minute of the line's clock. */
  perMinute: number
}

/** How long a turn waits for its owner after it has come. */
const minutesToTakeTurn = 10

export const hasCome = ({ turnAt, lineTime }: Pick<Turn, 'turnAt' | 'lineTime'>): boolean =>
  turnAt <= lineTime

/** Whoever comes so late stands at the end of the line again. */
export const isForfeit = ({ turnAt, lineTime }: Pick<Turn, 'turnAt' | 'lineTime'>): boolean =>
  lineTime.getTime() - turnAt.getTime() > minutesToTakeTurn * 60_000

/** How many turns there are up to this one, itself included, and the whole seconds until it comes at this speed. */
export function placeInLine({ turnAt, lineTime, speed, perMinute }: Turn) {
  const seconds = Math.max(0, turnAt.getTime() - lineTime.getTime()) / 1000
  return {
    place: Math.max(1, Math.ceil((seconds * perMinute) / 60)),
    waitSeconds: Math.max(1, Math.ceil(seconds / speed)),
  }
}

/** Payments may become so much slower than usual before the line gives way. */
const mostSlower = 1.15
/** Down quickly and up slowly: what shops feel counts more than a wait that has been told. */
const [down, up] = [0.8, 1.04]

/**
 * How fast the line goes next, between the slowest that the town allows and 1: slower while payments take longer than
 * usual, faster while they do not. Without anything to compare, it goes up.
 */
export function nextSpeed(
  { speed, slowest }: { speed: number; slowest: number },
  { typicalMs, usualMs }: { typicalMs: number | null; usualMs: number | null },
): number {
  const slow = typicalMs !== null && usualMs !== null && typicalMs > usualMs * mostSlower
  return Math.min(1, Math.max(slowest, speed * (slow ? down : up)))
}
