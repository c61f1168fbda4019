// One way of measuring for everything: a closed loop of so many callers, and what it cost everybody.
import { readdirSync, readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { sql } from '#server/lib/database.ts'
import type { BenchTown } from './town.ts'

export type Figures = {
  perSecond: number
  p50: number
  p95: number
  p99: number
  max: number
  /** Microseconds of processor time for each act. */
  cpuPostgres: number
  cpuNode: number
  /** The same for the phones' process, where there is one. */
  cpuClient: number
  /** Bytes of write-ahead log for each act. */
  wal: number
}

export type Sample = {
  acts: number
  seconds: number
  latencies: number[]
  postgresSeconds: number
  nodeSeconds: number
  clientSeconds?: number
  walBytes: number
}

export type Loop = { inFlight: number; seconds: number; act: () => Promise<unknown> }

/**
 * Lets `inFlight` callers act again and again for so many seconds and notes how long each act took. Only acts
 * that ended inside the time count. Rejects with the first error of any act.
 */
export async function closedLoop(town: BenchTown, { inFlight, seconds, act }: Loop): Promise<Sample> {
  return accountFor(town, async () => {
    const latencies: number[] = []
    const end = performance.now() + seconds * 1000
    async function caller(): Promise<void> {
      for (;;) {
        const started = performance.now()
        if (started >= end) return
        await act()
        const ended = performance.now()
        if (ended <= end) latencies.push(ended - started)
      }
    }
    await Promise.all(Array.from({ length: inFlight }, caller))
    return { latencies, seconds }
  })
}

type Work = () => Promise<{ latencies: number[]; seconds: number; acts?: number }>

/** Adds to what `work` tells the processor time and the log that it cost; also of programs it started. */
export async function accountFor(town: BenchTown, work: Work): Promise<Sample> {
  const walBefore = await walPosition(town)
  const postgresBefore = postgresSeconds(town.postgres.pid)
  const nodeBefore = process.cpuUsage()
  const { latencies, seconds, acts } = await work()
  const node = process.cpuUsage(nodeBefore)
  return {
    acts: acts ?? latencies.length,
    seconds,
    latencies,
    postgresSeconds: postgresSeconds(town.postgres.pid) - postgresBefore,
    nodeSeconds: (node.user + node.system) / 1e6,
    walBytes: (await walPosition(town)) - walBefore,
  }
}

/** The median rate of the rounds; the latencies of all rounds together. Throws without a sample. */
export function summarize(samples: Sample[]): Figures {
  const acts = sum(samples.map((sample) => sample.acts))
  const latencies = Float64Array.from(samples.flatMap((sample) => sample.latencies)).sort()
  return {
    perSecond: round(median(samples.map((sample) => sample.acts / sample.seconds))),
    p50: round(quantile(latencies, 0.5)),
    p95: round(quantile(latencies, 0.95)),
    p99: round(quantile(latencies, 0.99)),
    max: round(latencies.at(-1) ?? Number.NaN),
    cpuPostgres: round((sum(samples.map((sample) => sample.postgresSeconds)) / acts) * 1e6),
    cpuNode: round((sum(samples.map((sample) => sample.nodeSeconds)) / acts) * 1e6),
    cpuClient: round((sum(samples.map((sample) => sample.clientSeconds ?? 0)) / acts) * 1e6),
    wal: Math.round(sum(samples.map((sample) => sample.walBytes)) / acts),
  }
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle]
  if (upper === undefined) throw new Error('nothing was measured')
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}

function quantile(sorted: Float64Array, part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

/** As much as a part of these lasted at most: 0.99 gives what the slowest hundredth begins with. */
export function quantileOf(values: number[], part: number): number {
  return quantile(Float64Array.from(values).sort(), part)
}

/** Three digits are all that a measurement on a shared machine can mean. */
export function round(value: number): number {
  return value >= 100 ? Math.round(value) : Number(value.toPrecision(3))
}

async function walPosition(town: BenchTown): Promise<number> {
  const { bytes } = await town.owner.one<{ bytes: string }>(
    sql`select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0') as bytes`,
  )
  return Number(bytes)
}

const ticksPerSecond = 100

/** proc_pid_stat(5): utime, stime, cutime, cstime are fields 14 to 17; children of the server are its sessions. */
export function postgresSeconds(postmaster: number): number {
  let ticks = 0
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const fields = statOf(name)
    if (fields === undefined) continue
    const own = Number(name) === postmaster
    if (!own && Number(fields[1]) !== postmaster) continue
    ticks += Number(fields[11]) + Number(fields[12])
    if (own) ticks += Number(fields[13]) + Number(fields[14])
  }
  return ticks / ticksPerSecond
}

/** Seconds of processor time that a process has used so far. */
export function processSeconds(pid: number): number {
  const fields = statOf(String(pid))
  return (Number(fields?.[11]) + Number(fields?.[12])) / ticksPerSecond
}

function statOf(pid: string): string[] | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
  } catch {
    return undefined
  }
}
