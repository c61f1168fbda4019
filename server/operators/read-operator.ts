import type { ReplyOf } from '#contract/endpoint.ts'
import type { readOperator as endpoint } from '#contract/operators.ts'
import type { Call } from '../route.ts'
import * as queries from './queries.ts'

/** Tells who is signed in to the console. Refuses nothing. */
export function readOperator({ context, caller }: Call<typeof endpoint>): Promise<ReplyOf<typeof endpoint>> {
  return queries.readOperator(context.database, caller.id)
}
