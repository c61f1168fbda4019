import assert from 'node:assert/strict'
import type { JobName } from '#server/jobs/queue.ts'
import type { Town } from './town.ts'

/** Takes the jobs of a kind from the queue and never does them, as if each had been tried too often. */
export async function loseJobs({ context }: Town, name: JobName): Promise<void> {
  const jobs = await context.queue.fetch(name, { batchSize: 100, ignoreStartAfter: true })
  assert.ok(jobs.length > 0, `no ${name} waits`)
  await context.queue.cancel(
    name,
    jobs.map(({ id }) => id),
  )
}
