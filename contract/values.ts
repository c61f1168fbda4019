import { z } from 'zod'

/** A UUIDv7 made by whoever starts the act; it is the act's id and its idempotency key. */
export const actId = z
  .uuid({ version: 'v7' })
  .meta({ description: 'UUIDv7 made by the caller; the idempotency key' })

/** An id that the server gave out. */
export const id = z.uuid()

/** Whole yen, coin or points, at least 1. */
export const amount = z.int().min(1)

/** Whole yen, coin or points, possibly none. */
export const amountOrNone = z.int().min(0)

/** An instant, RFC 3339 with offset. */
export const instant = z.iso.datetime({ offset: true })

/** A day in Japan, `YYYY-MM-DD`. */
export const day = z.iso.date()

/** Text that a person typed: no control characters, none that turn the reading direction, trimmed, bounded. */
export const text = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    // PostgreSQL stores no NUL, and no name or mail address holds a control character. What turns a line around
    // (UAX #9, explicit formatting) makes one reason or name look like another.
    .regex(/^[^\p{Cc}\u202A-\u202E\u2066-\u2069]*$/u)

export const mailAddress = text(254).pipe(z.email())

/** Six digits of a one-time passcode. */
export const passcode = z.string().regex(/^\d{6}$/)

/** The four digits of a printed card. */
export const cardPin = z.string().regex(/^\d{4}$/)

export const done = z.strictObject({ done: z.literal(true) })
