import type { Context } from '../context.ts'
import { changeSpeed, readSpeed } from './line-queries.ts'
import { nextSpeed } from './line-rules.ts'

/**
 * Lets the line of charges go slower while payments take longer than usual, and faster again when they do not; to be
 * called every second by a process that answers payments. Does nothing where nobody waits and the line goes at its full
 * speed. Refuses nothing.
 */
export async function tendLine(context: Context): Promise<void> {
  const felt = context.pulse?.look()
  if (!felt) return
  const now = context.now()
  const { anybody, ...line } = await readSpeed(context.database, now)
  const speed = anybody ? nextSpeed(line, felt) : 1
  if (speed !== line.speed) await changeSpeed(context.database, speed, now)
}
