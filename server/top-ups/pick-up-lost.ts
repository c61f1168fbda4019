// What a job should have done that was tried too often, or never: nothing of top-ups by card depends on one job alone.
import type { Context } from '../context.ts'
import { enqueue, givenUpAfterMs } from '../jobs/queue.ts'
import { listForgottenByCard } from './card-queries.ts'
import { listOverdueRefunds } from './card-refund-queries.ts'

/**
 * Queues anew the refunds that two people have confirmed and that have moved nothing, and the looks at top-ups that
 * still wait for their card long after its time. Each may be done twice.
 */
export async function pickUpLost(context: Context): Promise<void> {
  const before = new Date(context.now().getTime() - givenUpAfterMs)
  await context.database.transact(async (tx) => {
    for (const refund of await listOverdueRefunds(tx, before)) {
      await enqueue(context.queue, tx, 'top-ups.card-refund', refund)
    }
    for (const forgotten of await listForgottenByCard(tx, before)) {
      await enqueue(context.queue, tx, 'top-ups.look-at-card', forgotten)
    }
  })
}
