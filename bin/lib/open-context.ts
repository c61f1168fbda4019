import { availableParallelism } from 'node:os'
import { type Config, readConfig } from '#server/config.ts'
import type { Context } from '#server/context.ts'
import { openQueue } from '#server/jobs/queue.ts'
import { openDatabase } from '#server/lib/database.ts'
import { openProviders } from '#server/open-providers.ts'
import { requireDurable } from '../../db/require-durable.ts'

export type OpenContext = { config: Config; context: Context; close: () => Promise<void> }

/**
 * Twice as many as there are processors, and 16 at most: more statements at once are no more work done, and each of
 * them takes its share of the processors from the payments, which have connections of their own.
 */
const serverConnections = Math.min(16, Math.max(4, 2 * availableParallelism()))
const workerConnections = 4
/** Two lanes of payments and two of sessions. */
const tillConnections = 4
/** One long question, and another one meanwhile. */
const reportConnections = 2

/**
 * Opens what the server and the worker stand on, from the environment. Throws a sentence for unsafe settings,
 * a missing DATABASE_URL, and a database that may lose what it has acknowledged.
 */
export async function openContext({ worker }: { worker: boolean }): Promise<OpenContext> {
  const config = readConfig(process.env)
  if (config.databaseUrl === '') {
    throw new Error('DATABASE_URL is missing. "npm start" starts everything with a database of its own.')
  }
  const max = worker ? workerConnections : serverConnections
  const database = openDatabase(config.databaseUrl, { max, role: 'enishi_server' })
  const tillDatabase = openDatabase(config.databaseUrl, { max: tillConnections, role: 'enishi_server' })
  const reportDatabase = openDatabase(config.databaseUrl, {
    ...{ max: reportConnections, role: 'enishi_server', patienceMs: 120_000, yields: true },
  })
  const closeAll = () => Promise.all([database, tillDatabase, reportDatabase].map((each) => each.close()))
  try {
    await requireDurable(database)
    const queue = await openQueue(config.databaseUrl, { worker })
    const providers = openProviders(config)
    const close = async () => {
      await queue.stop({ graceful: worker, timeout: 1000 })
      await closeAll()
    }
    return {
      config,
      context: { config, database, tillDatabase, reportDatabase, queue, providers, now: () => new Date() },
      close,
    }
  } catch (error) {
    await closeAll()
    throw error
  }
}

/** Does `stop` once, at the first SIGTERM or SIGINT, and lets the process end. */
export function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false
  const once = () => {
    if (stopping) return
    stopping = true
    stop().catch((error: unknown) => {
      console.error(error)
      process.exitCode = 1
    })
  }
  process.on('SIGTERM', once).on('SIGINT', once)
}
