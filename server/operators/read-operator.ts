import type { ReplyOf } from '#contract/endpoint.ts'
import type { readOperator as endpoint } from '#contract/operators.ts'
import type { Call } from '../route.ts'
import { readOperatorName } from './queries.ts'

/** Tells who is signed in to the console. Refuses nothing. */
export function readOperator({ context, caller }: Call<typeof endpoint>): Promise<ReplyOf<typeof endpoint>> {
  return readOperatorName(context.database, caller.id)
}
