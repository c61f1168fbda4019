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

/**
 * What nobody sees, or what turns a line around (UAX #9): signs of format and of separate lines, halves of surrogate
 * pairs, and letters that are drawn as nothing. One name or reason looks like another with them.
 */
const unseen = /[\p{Cs}\p{Zl}\p{Zp}\u034F\u115F\u1160\u3164\uFFA0]|(?!\u200D)\p{Cf}/u

/** A joiner belongs to the picture of an emoji between two others, and is not seen anywhere else. */
const strayJoiner =
  /(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F])\u200D|\u200D(?!\p{Extended_Pictographic})/u

const isSeen = (typed: string) => !unseen.test(typed) && !strayJoiner.test(typed)

/** One line that a person typed: no control characters, nothing that is not seen, trimmed, bounded. */
export const text = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    // PostgreSQL stores no NUL, and no name or mail address holds a control character.
    .regex(/^\P{Cc}*$/u)
    .refine(isSeen)

/** The same with line breaks. */
export const lines = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .regex(/^\P{Cc}*(?:\r?\n\P{Cc}*)*$/u)
    .refine(isSeen)

export const mailAddress = text(254).pipe(z.email())

/** Six digits of a one-time passcode. */
export const passcode = z.string().regex(/^\d{6}$/)

/** The four digits of a printed card. */
export const cardPin = z.string().regex(/^\d{4}$/)

export const done = z.strictObject({ done: z.literal(true) })

/** A month in Japan, `YYYY-MM`. */
export const month = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/)
