import type { ReplyOf } from '#contract/endpoint.ts'
import type { readDifference } from '#contract/reconciliation.ts'
import { queryClient } from '../../lib/ask.ts'

/** What is known of one difference. */
export type Known = ReplyOf<typeof readDifference>

/** Shows what changed everywhere: the list, this difference, the days. */
export const refresh = () => queryClient.invalidateQueries()
