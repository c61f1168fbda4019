import type { Context } from '../context.ts'
import { askAgain } from './finish.ts'
import { listOverdue } from './unresolved-queries.ts'

/** So long after its time a question is taken for lost: its job has failed too often or was never run. */
const overdueMs = 120_000

/** Asks about every open top-up whose question was lost, so that none depends on one job alone. */
export async function askOverdue(context: Context): Promise<void> {
  const overdue = await listOverdue(context.database, new Date(context.now().getTime() - overdueMs))
  for (const { id } of overdue) await askAgain(context, id)
}
