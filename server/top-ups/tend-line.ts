import type { Context } from '../context.ts'
import { changeSpeed, readSpeed } from './line-queries.ts'
import { nextSpeed } from './line-rules.ts'

/**
 * Lets the line of charges go slower while payments take longer than usual, and faster again when they do not; to be
 * called every second by a process that answers payments. It does not matter whether anybody waits yet: where charges
 * are more than the server can do, the line is what they have to be told to stand in. Refuses nothing.
 */
export async function tendLine(context: Context): Promise<void> {
  const felt = context.pulse?.look()
  if (!felt) return
  const now = context.now()
  // By the payments' own connections: just when this matters, all others may be held.
  const line = await readSpeed(context.tillDatabase, now)
  const speed = nextSpeed(line, felt)
  if (speed !== line.speed) await changeSpeed(context.tillDatabase, speed, now)
}
