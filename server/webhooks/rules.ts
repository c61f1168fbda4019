/** Pauses before each further attempt, in seconds, as Standard Webhooks proposes: over three days in all. */
const pauses = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]

/** The pause after so many attempts, in seconds; null when there was the last one. */
export function pauseAfter(attempts: number): number | null {
  return pauses[attempts - 1] ?? null
}

/** For so long an old secret signs beside the new one, in hours. */
export const oldSecretHours = 24

/** The status with which a receiver says that it wants no more messages (Standard Webhooks 1.0). */
export const gone = 410

/** For so long the shop's app says that an address is gone, in days. */
export const goneDays = 30
