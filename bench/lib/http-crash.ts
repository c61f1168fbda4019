// kill -9 of the server, and of PostgreSQL, while phones pay over HTTP: what was acknowledged is there, nothing is
// there by half, and it is back soon. The phones send what was not answered again, under the same id.
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { openDatabase } from '#server/lib/database.ts'
import { runChecks } from '#server/operators/run-checks.ts'
import { startEmbedded } from '../../db/embedded.ts'
import { type HttpServer, openHttpServer } from './http.ts'
import { countThese } from './overload.ts'
import { benchSettings, type BenchTown, fillTown, startBenchTown, writeTopUpRows } from './town.ts'

type Outcome = {
  acknowledged: number
  /** Acknowledged payments that are not in the books with coin and points. */
  lost: number
  /** Seconds from the kill until payments were acknowledged again. */
  secondsBack: number
  /** Sentences of the checks that are no longer true. */
  untrue: string[]
}

/** Seconds of surge before the kill, and in all. */
type Times = { before: number; surge: number }

/** Kills one after the other in a town of its own. Throws when nothing comes back. */
export async function killUnderHttp(times: Times): Promise<Record<'server' | 'postgres', Outcome>> {
  const town = await startBenchTown()
  let { postgres } = town
  try {
    await fillTown(town, { wallets: 5_000, stores: 10 })
    await writeTopUpRows(town.owner)
    const http = await openHttpServer(town, { quiet: true })
    // Nobody but the server shall lose a connection.
    await Promise.all([town.owner.close(), town.server.close()])
    try {
      const server = await crash(town, http, times, async () => {
        await http.kill()
        await http.startAgain()
      })
      const database = await crash(town, http, times, async () => {
        process.kill(postgres.pid, 'SIGKILL')
        await postgres.ended
        const dataDir = join(town.folder, 'postgres')
        postgres = await startEmbedded({ dataDir, durable: true, settings: benchSettings })
      })
      return { server, postgres: database }
    } finally {
      await http.close()
    }
  } finally {
    await postgres.stop()
    await town.close()
  }
}

async function crash(
  town: BenchTown,
  http: HttpServer,
  { before, surge: seconds }: Times,
  kill: () => Promise<void>,
): Promise<Outcome> {
  const surge = { connections: 256, seconds, untilAcknowledged: true, tellIds: true }
  const playing = http.play({ ...surge, stores: town.stores })
  await pause(before * 1000)
  const killedAt = Date.now()
  await kill()
  const { ids, at } = await playing
  const database = openDatabase(town.postgres.url, { max: 1 })
  try {
    const { whole } = await countThese(database, ids)
    const untrue = (await runChecks(database)).filter(({ rows }) => rows.length > 0).map(({ name }) => name)
    return {
      acknowledged: ids.length,
      lost: ids.length - whole,
      secondsBack: (endOfLongestGap(at, killedAt) - killedAt) / 1000,
      untrue,
    }
  } finally {
    await database.close()
  }
}

/** When the longest silence after an instant ended. Throws when it never did. */
function endOfLongestGap(at: number[], since: number): number {
  let [longest, end] = [0, 0]
  let last = since
  for (const instant of at.filter((each) => each >= since)) {
    if (instant - last > longest) [longest, end] = [instant - last, instant]
    last = instant
  }
  if (end === 0) throw new Error('nothing was paid after the crash')
  return end
}
