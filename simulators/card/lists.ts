// Lists in pages, and objects written out in the place of their ids.
import type { CardState } from './state.ts'
import { type Form, textAt } from './wire.ts'

type Row = { id: string; created?: number }

/**
 * Newest first, at most `limit` (10 unless asked, 100 at most) after `starting_after`; the equal filters are
 * the names given, and `created[gte]`, `created[lt]` apply to all.
 */
export function listOf(
  rows: readonly Row[],
  form: Form,
  url: string,
  filters: readonly string[] = [],
): object {
  const limit = Math.min(100, Math.max(1, Number(textAt(form, 'limit') ?? 10)))
  const from = Number(textAt(form, 'created.gte') ?? 0)
  const until = Number(textAt(form, 'created.lt') ?? Infinity)
  const wanted = rows.toReversed().filter((row) => {
    const created = row.created ?? 0
    if (created < from || created >= until) return false
    return filters.every((name) => {
      const value = textAt(form, name)
      return value === undefined || (row as Record<string, unknown>)[name] === value
    })
  })
  const after = textAt(form, 'starting_after')
  const start = after === undefined ? 0 : wanted.findIndex(({ id }) => id === after) + 1
  const data = wanted.slice(start, start + limit)
  return { object: 'list', data, has_more: wanted.length > start + limit, url }
}

const shelves: Record<string, keyof CardState> = {
  payment_intent: 'intents',
  latest_charge: 'charges',
  charge: 'charges',
  payment_method: 'paymentMethods',
  customer: 'customers',
  balance_transaction: 'balanceTransactions',
}

/** A copy in which the ids at these paths (`payment_intent.latest_charge`) are written out as objects. */
export function expand(state: CardState, result: object, paths: readonly string[]): object {
  const copy = structuredClone(result)
  for (const path of paths) put(state, copy as Record<string, unknown>, path.split('.'))
  return copy
}

function put(state: CardState, at: Record<string, unknown>, path: string[]): void {
  const [name = '', ...rest] = path
  if (name === 'data' && Array.isArray(at['data'])) {
    for (const row of at['data']) put(state, row as Record<string, unknown>, rest)
    return
  }
  const shelf = shelves[name]
  const value = at[name]
  if (name === 'source' && typeof value === 'string') {
    at[name] = structuredClone(state.charges[value] ?? state.refunds[value] ?? state.disputes[value] ?? value)
  } else if (shelf && typeof value === 'string') {
    const found = (state[shelf] as Record<string, unknown>)[value]
    if (found) at[name] = structuredClone(found)
  }
  if (rest.length > 0 && typeof at[name] === 'object' && at[name] !== null) {
    put(state, at[name] as Record<string, unknown>, rest)
  }
}
