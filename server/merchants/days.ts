import type { Caller } from '../access.ts'
import type { Context } from '../context.ts'
import { dayOf } from '../lib/day.ts'
import { requireAct } from '../staff.ts'

/**
 * Lets somebody see a day of the store: today everybody, other days who answers for it. Refuses manager_needed. What a
 * till program may see is said by its key.
 */
export function requireDay(context: Context, caller: Caller, day: string): void {
  if (caller.keyId === undefined && day !== dayOf(context.now())) requireAct(caller, 'days')
}
