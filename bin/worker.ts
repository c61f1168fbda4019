// The process that works through what must happen after an answer: queued jobs, schedules, the ledger's outbox.
import { constants, setPriority } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import type { Context } from '#server/context.ts'
import { jobNames } from '#server/jobs/queue.ts'
import { followOutbox, schedules, tasks } from '#server/tasks.ts'
import { openContext, stopOnSignal } from './lib/open-context.ts'
import { sayWhyNot } from './lib/town-database.ts'

const idleMs = 100
const afterFaultMs = 2000
const askQueueEverySeconds = 1

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
    await context.queue.work(name, { pollingIntervalSeconds: askQueueEverySeconds }, async (jobs) => {
      for (const job of jobs) await tasks[name](context, job.data as never)
    })
  }
  for (const { name, cron } of schedules) await context.queue.schedule(name, cron, {}, { tz: 'Asia/Tokyo' })
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
