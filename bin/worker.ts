// The process that works through what must happen after an answer: queued jobs, schedules, the ledger's outbox.
import { constants, setPriority } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import type { Context } from '#server/context.ts'
import { type JobName, jobNames, type JobResult } from '#server/jobs/queue.ts'
import { followOutbox, schedules, tasks } from '#server/tasks.ts'
import { openContext, stopOnSignal } from './lib/open-context.ts'
import { sayWhyNot } from './lib/town-database.ts'

const idleMs = 100
const afterFaultMs = 2000
const askQueueEverySeconds = 1
/**
 * So many jobs of a kind are taken together and done side by side; while there are more, the next are taken at once.
 * One at each look would be one in a second: a thousand questions to a bank that is back would take a quarter of an
 * hour.
 */
const jobsTogether = 16

async function main(): Promise<void> {
  // What can wait gives way to what people wait for.
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
  const { context, close } = await openContext({ worker: true })
  const ending = new AbortController()
  await workQueue(context)
  const following = follow(context, ending.signal)
  stopOnSignal(async () => {
    ending.abort()
    await following
    await close()
  })
  console.log(JSON.stringify({ ready: { worker: process.pid } }))
}

async function workQueue(context: Context): Promise<void> {
  for (const name of jobNames) {
    const how = { pollingIntervalSeconds: askQueueEverySeconds, batchSize: jobsTogether } as const
    await context.queue.work(name, { ...how, burstWhenBatchFull: true, perJobResults: true }, (jobs) =>
      Promise.all(jobs.map(({ id, data }) => doOne(context, name, id, data))),
    )
  }
  for (const { name, cron } of schedules) await context.queue.schedule(name, cron, {}, { tz: 'Asia/Tokyo' })
}

/** Each job by itself is done or comes again, whatever becomes of those that were taken with it. */
async function doOne(context: Context, name: JobName, id: string, data: unknown): Promise<JobResult> {
  try {
    await tasks[name](context, data as never)
    return { id, status: 'completed' }
  } catch (error) {
    return { id, status: 'failed', output: { message: String(error) } }
  }
}

/** Reads the outbox at once while there is more, and looks again after a moment when there is not. */
async function follow(context: Context, ending: AbortSignal): Promise<void> {
  while (!ending.aborted) {
    const waitMs = await followOutbox(context).then(
      (handled) => (handled > 0 ? 0 : idleMs),
      (error: unknown) => {
        console.error('outbox:', error)
        return afterFaultMs
      },
    )
    if (waitMs > 0) await pause(waitMs, undefined, { signal: ending }).catch(() => {})
  }
}

await main().catch(sayWhyNot)
