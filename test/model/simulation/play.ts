// Many seeds, some on each stage, and what came of them.
import { runChecks } from '#server/operators/run-checks.ts'
import type { Database } from '#server/lib/database.ts'
import { tapDatabase, tapProviders } from './lines.ts'
import type { Kind } from './kinds.ts'
import { runSeed, type SeedResult } from './run-seed.ts'
import { openStage } from './stage.ts'

/** What is printed at the end, for people and for machines. */
export type Totals = {
  seeds: number
  operations: number
  crashes: number
  lost: number
  doubled: number
  unexplainedYen: number
  /** What was wrong, seed by seed. */
  violations: { seed: number; what: string }[]
}

export type Play = {
  seeds: number[]
  /** By which means people top up; by all unless told. */
  means?: Kind['means'][]
  /** Stops after the first seed that finds something. */
  untilFound?: boolean
  /** Changes the town's database before anybody comes. */
  prepare?: (owner: Database) => Promise<void>
  onSeed?: (result: SeedResult) => void
}

const seedsPerStage = 20
let tapped = false

/** Plays the seeds in order and adds up what came of them. Throws what keeps the stage from being opened. */
export async function play({
  seeds,
  means,
  untilFound = false,
  prepare,
  onSeed = () => {},
}: Play): Promise<Totals> {
  if (!tapped) {
    tapDatabase()
    tapProviders()
    tapped = true
  }
  const totals: Totals = {
    seeds: 0,
    operations: 0,
    crashes: 0,
    lost: 0,
    doubled: 0,
    unexplainedYen: 0,
    violations: [],
  }
  for (let at = 0; at < seeds.length; at += seedsPerStage) {
    const some = seeds.slice(at, at + seedsPerStage)
    const given = { ...(means ? { means } : {}), ...(prepare ? { prepare } : {}) }
    const wrong = await playSome({ seeds: some, untilFound, onSeed, ...given }, totals)
    // The books were not right afterwards: each seed by itself tells which one it was.
    if (wrong.length > 0 && totals.violations.length === 0) {
      await findSeed(some, wrong, totals, given)
    }
    if (untilFound && totals.violations.length > 0) break
  }
  return totals
}

async function playSome(
  { seeds, means, untilFound, prepare, onSeed }: Play,
  totals: Totals,
): Promise<string[]> {
  const stage = await openStage(prepare)
  try {
    for (const seed of seeds) {
      const result = await runSeed(stage, seed, means)
      onSeed?.(result)
      totals.seeds += 1
      for (const name of ['operations', 'crashes', 'lost', 'doubled', 'unexplainedYen'] as const) {
        totals[name] += result[name]
      }
      totals.violations.push(...result.violations.map((what) => ({ seed, what })))
      if (untilFound && result.violations.length > 0) return []
    }
    const checks = await runChecks(stage.owner)
    return checks
      .filter(({ rows }) => rows.length > 0)
      .map(({ name, rows }) => `${name}: ${rows.length} rows`)
  } finally {
    await stage.close()
  }
}

async function findSeed(
  seeds: number[],
  wrong: string[],
  totals: Totals,
  given: Pick<Play, 'means' | 'prepare'>,
): Promise<void> {
  const [only, ...others] = seeds
  if (only !== undefined && others.length === 0) {
    totals.violations.push(...wrong.map((what) => ({ seed: only, what })))
    return
  }
  for (const seed of seeds) {
    const alone = await playSome({ seeds: [seed], ...given }, { ...totals, violations: [] })
    if (alone.length > 0) {
      totals.violations.push(...alone.map((what) => ({ seed, what })))
      return
    }
  }
  totals.violations.push(
    ...wrong.map((what) => ({ seed: only ?? 0, what: `${what}, in none of these seeds alone` })),
  )
}
