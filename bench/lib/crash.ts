// kill -9 in the middle of a surge: what was acknowledged is there, nothing is there by half, and it is back soon.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { performance } from 'node:perf_hooks'
import { openDatabase, sql } from '#server/lib/database.ts'
import { runChecks } from '#server/operators/run-checks.ts'
import { type Embedded, startEmbedded } from '../../db/embedded.ts'

export type CrashOutcome = {
  acknowledged: number
  /** Acknowledged payments that are not in the books. */
  lost: number
  /** Seconds from the kill until a new payment is acknowledged. */
  secondsBack: number
  /** Sentences of the checks that are no longer true. */
  untrue: string[]
}

/** What the paying process is told, and what it says: the ids of payments as they are acknowledged. */
export type PayerOrders = { url: string; wallets: string[]; stores: string[]; inFlight: number }
export type PayerSays = { paid: string[] }

type Surge = { postgres: Embedded; dataDir: string; wallets: string[]; stores: string[]; inFlight: number }

/** Checks about rows that a crash test's town does not have. */
export type CrashOptions = Surge & { victim: 'postgres' | 'payer'; afterMs: number; ignore: string[] }

/**
 * Lets another process pay without a pause, kills PostgreSQL or that process after `afterMs`, starts it again,
 * and counts. Gives the outcome and the PostgreSQL that runs now. Throws when nothing comes back.
 */
export async function crash(options: CrashOptions): Promise<{ outcome: CrashOutcome; postgres: Embedded }> {
  const acknowledged = new Set<string>()
  const payer = startPayer(options, options.postgres.url, acknowledged)
  await once(payer, 'message')
  await new Promise((settle) => setTimeout(settle, options.afterMs))
  const killedAt = performance.now()
  let { postgres } = options
  if (options.victim === 'postgres') {
    process.kill(postgres.pid, 'SIGKILL')
    await postgres.ended
    postgres = await startEmbedded({ dataDir: options.dataDir, durable: true })
  }
  payer.kill('SIGKILL')
  await once(payer, 'exit')
  const before = acknowledged.size
  const next = startPayer(options, postgres.url, acknowledged)
  await once(next, 'message')
  const secondsBack = (performance.now() - killedAt) / 1000
  next.kill('SIGKILL')
  await once(next, 'exit')
  if (acknowledged.size <= before) throw new Error('nothing was paid after the crash')
  return {
    outcome: { ...(await count(postgres.url, [...acknowledged], options.ignore)), secondsBack },
    postgres,
  }
}

function startPayer(
  { wallets, stores, inFlight }: Surge,
  url: string,
  acknowledged: Set<string>,
): ChildProcess {
  const payer = fork(new URL('crash-payer.ts', import.meta.url), {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  payer.on('message', ({ paid }: PayerSays) => {
    for (const id of paid) acknowledged.add(id)
  })
  const orders: PayerOrders = { url, wallets, stores, inFlight }
  payer.send(orders)
  return payer
}

async function count(url: string, acknowledged: string[], ignore: string[]) {
  const database = openDatabase(url, { max: 1 })
  try {
    // A payment of coin and points is whole when both have moved.
    const { whole } = await database.one<{ whole: number }>(sql`
      select count(*) as whole
      from (
        select p.id
        from unnest(${acknowledged}::uuid[]) as a(id)
        join ledger.posting p on p.id = a.id and p.kind = 'payment'
        join ledger.transfer t on t.bucket = p.bucket and t.owner = p.owner and t.posting = p.id
        group by p.id
        having count(*) = 2) paid`)
    const untrue = (await runChecks(database)).filter(({ rows }) => rows.length > 0).map(({ name }) => name)
    return {
      acknowledged: acknowledged.length,
      lost: acknowledged.length - whole,
      untrue: untrue.filter((name) => !ignore.includes(name)),
    }
  } finally {
    await database.close()
  }
}
