import { sql } from '#server/lib/database.ts'
import * as acts from './acts.ts'
import { type Kind, kindOf, kinds } from './kinds.ts'
import { judge, type Verdict } from './oracle.ts'
import { limits, type Stage } from './stage.ts'
import { openWorld, type World } from './world.ts'

export type SeedResult = Verdict & {
  seed: number
  operations: number
  crashes: number
  turns: number
  /** A hash of every turn that was taken: the same seed has the same one. */
  trace: string
}

const actsPerSeed = 60
const mostAtOnce = 3
const minute = 60_000
/** FLT-V10, V17: after the longest one nobody remembers a key, and what was told was told yesterday. */
const pauses = [500, 2000, 2000, 9000, 30_000, 70_000, 5 * minute, 16 * minute, 25 * 60 * minute]

/**
 * Plays one seed to its end, lets the providers recover for 15 simulated minutes, and judges. People top up by the
 * means that are named, or by all.
 */
export async function runSeed(stage: Stage, seed: number, means?: Kind['means'][]): Promise<SeedResult> {
  const among = means ? kinds.filter((kind) => means.includes(kind.means)) : kinds
  await forgetBefore(stage)
  const world = await openWorld(stage, seed)
  for (let act = 0; act < actsPerSeed; act += 1) {
    while (
      world.scheduler.running() >= mostAtOnce ||
      (world.scheduler.running() > 0 && world.dice.below(3) > 0)
    ) {
      await world.scheduler.step()
    }
    if (act % 20 === 0) hurry(world, among)
    else await begin(world, among)
  }
  await finishAll(world)
  await recover(world)
  const verdict = await judge(world)
  const faults = world.scheduler.failures.map(({ task, error }) => `${task} failed: ${String(error)}`)
  const { turns, crashes, trace } = world.scheduler.told()
  const { operations } = world
  return {
    ...verdict,
    violations: [...verdict.violations, ...faults],
    seed,
    operations,
    crashes,
    turns,
    trace,
  }
}

/** Two at once that are each allowed and together are not. */
function hurry(world: World, among: Kind[]): void {
  const { scheduler, dice, residents } = world
  const [resident, kind] = [dice.one(residents), dice.one(among)]
  for (const _ of [1, 2]) {
    const amount = dice.one([33_333, limits.perTopUp])
    scheduler.start(`top up by ${kind.means} in a hurry`, () => kind.topUp(world, resident, amount))
  }
}

/** Starts the next thing that happens. */
async function begin(world: World, among: Kind[]): Promise<void> {
  const { dice, scheduler, residents, begun } = world
  const [resident, kind] = [dice.one(residents), dice.one(among)]
  const what = dice.below(100)
  const again = begun.length > 0 ? dice.one(begun) : undefined
  const { tell } = kind
  if (what < 26) {
    const amount = acts.pickAmount(world)
    scheduler.start(`top up by ${kind.means}`, () => kind.topUp(world, resident, amount))
  } else if (what < 40 && again) scheduler.start('again', () => kindOf(again).again(world, again))
  else if (what < 50 && tell) scheduler.start('tell', () => tell(world))
  else if (what < 55) scheduler.start('pay', () => acts.pay(world, resident))
  else if (what < 68) scheduler.start('job', () => acts.workOne(world))
  else if (what < 75) scheduler.start('outbox', () => acts.tellOutbox(world))
  else if (what < 78) scheduler.start('overdue', () => acts.askOverdue(world))
  else if (what < 83 && again) scheduler.start('reconcile', () => acts.reconcile(world, again))
  else if (what < 85) await kind.reverse(world)
  else if (what < 88) world.lineDown = !world.lineDown
  else if (what < 91) scheduler.start('refund', () => acts.refund(world))
  else world.advance(dice.one(pauses))
}

async function finishAll(world: World): Promise<void> {
  while (await world.scheduler.step());
}

async function alone(world: World, name: string, act: () => Promise<unknown>): Promise<void> {
  world.scheduler.start(name, act)
  await finishAll(world)
}

/** The lines work again: everything is asked at its time, and only what went back silently is found by comparing. */
async function recover(world: World): Promise<void> {
  Object.assign(world, { calm: true, lineDown: false })
  for (let passed = 0; passed <= 15; passed += 1) {
    await workAll(world)
    await alone(world, 'overdue', () => acts.askOverdue(world))
    for (const { means, resume } of kinds) {
      if (resume) await alone(world, `resume ${means}`, () => resume(world))
    }
    world.advance(minute)
  }
  // Twice, because whoever compares books does it every night, and a message may come twice.
  for (const kind of [...kinds, ...kinds]) {
    await alone(world, 'catch up', () => kind.catchUp(world))
    await workAll(world)
  }
  await workAll(world)
}

async function workAll(world: World): Promise<void> {
  for (let more = true; more; ) {
    more = false
    await alone(world, 'job', async () => {
      more = await acts.workOne(world)
    })
  }
  await alone(world, 'outbox', () => acts.tellOutbox(world))
}

/** What another seed has left undone is not this one's: a seed means the same, alone or among others. */
async function forgetBefore({ owner }: Stage): Promise<void> {
  await owner.run(sql`truncate simulation.job restart identity`)
  await owner.run(sql`delete from passcodes.passcode`)
  await owner.run(sql`delete from top_ups.turn`)
  await owner.run(sql`update top_ups.line set last_turn_at = '-infinity'`)
  await owner.run(sql`update top_ups.top_up set ask_at = null where ask_at is not null`)
}
