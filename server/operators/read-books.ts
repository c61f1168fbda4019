import type { ReplyOf } from '#contract/endpoint.ts'
import type { readBooks as endpoint } from '#contract/operators.ts'
import { runChecks } from './run-checks.ts'
import type { Call } from '../route.ts'

/** Runs every check of the books while others pay, and tells how many rows contradict each. Refuses nothing. */
export async function readBooks({ context }: Call<typeof endpoint>): Promise<ReplyOf<typeof endpoint>> {
  const results = await runChecks(context.reportDatabase)
  return { checks: results.map(({ name, rows }) => ({ name, offending: rows.length })) }
}
