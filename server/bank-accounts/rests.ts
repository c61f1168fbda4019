import type { Rest } from '#contract/bank-accounts.ts'
import type { Context } from '../context.ts'
import { refuse } from '../lib/refusal.ts'
import type { RestOfBank } from '../providers/bank/port.ts'

/** The gateway announces rests days ahead; a list that is a minute old is as good as a new one. */
const keptMs = 60_000
const kept = new WeakMap<Context['providers']['bank'], { at: number; rests: Promise<RestOfBank[]> }>()

/**
 * When each institution rests next, by its code, as the gateway says; asked at most once a minute. Never
 * throws: where the gateway is silent, nothing is known, and the bank itself will say so.
 */
export async function readRests(context: Context): Promise<Map<string, Rest>> {
  const { bank } = context.providers
  const now = context.now()
  let known = kept.get(bank)
  if (!known || Math.abs(now.getTime() - known.at) >= keptMs) {
    known = { at: now.getTime(), rests: bank.listRests().catch(() => []) }
    kept.set(bank, known)
  }
  const rests = new Map<string, Rest>()
  for (const { bankCode, from, until } of (await known.rests).toSorted((a, b) => +a.from - +b.from)) {
    if (until > now && !rests.has(bankCode))
      rests.set(bankCode, { from: from.toISOString(), until: until.toISOString() })
  }
  return rests
}

/** Refuses bank_in_maintenance, with the instant from which the bank answers again, while it rests. */
export async function requireAwake(context: Context, bankCode: string): Promise<void> {
  const rest = (await readRests(context)).get(bankCode)
  if (rest && new Date(rest.from) <= context.now()) refuse('bank_in_maintenance', { until: rest.until })
}
