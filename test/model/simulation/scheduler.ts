// Takes the interleaving out of the hands of chance: everything that a task does outside itself (a statement, a call
// to a provider) waits for its turn, one turn is taken at a time, and dice say whose. A statement that waits for a
// lock is known by PostgreSQL's own word, never by a clock, so the same seed meets the same locks again.
import { AsyncLocalStorage } from 'node:async_hooks'
import { createHash } from 'node:crypto'
import { setImmediate as nextTick, setTimeout as pause } from 'node:timers/promises'
import type { makeDice } from '../dice.ts'

export type Dice = ReturnType<typeof makeDice>

/** The process that did the task has died: whatever it still tries fails as well. */
export class Crash extends Error {
  override name = 'Crash'
}

export type Fate = 'go' | 'crash_before' | 'crash_after'

/** A statement under way: whether it waits for somebody now, and whether it ever has. */
export type Flight = { readonly pid: number; blocked: boolean; waited: boolean }

export type Task = {
  readonly number: number
  readonly name: string
  crashed: boolean
  readonly flights: Set<Flight>
  /** How many others it waits for. */
  calls: number
}

type Turn = { task: Task; label: string; mayCrash: boolean; take: (fate: Fate) => void }

/** The backends that one waits for, and whether somebody else stands before it in the queue for the same row. */
export type Blocked = { blockers: number[]; inQueue: boolean }

type Options = {
  dice: Dice
  /** One turn out of so many is a crash; 0 means never. */
  crashOneIn: () => number
  /** Of these backends, those that wait for a lock. */
  findBlocked: (pids: number[]) => Promise<Map<number, Blocked>>
  /** Ends the statement of a backend. */
  cancel: (pid: number) => Promise<void>
}

type State = Options & {
  readonly tasks: Set<Task>
  readonly waiting: Turn[]
  /** What a task threw that was no refusal and no crash. */
  readonly failures: { task: string; error: unknown }[]
  readonly trace: ReturnType<typeof createHash>
  made: number
  turns: number
  crashes: number
  /** Settles when any task has moved. */
  stirred: Promise<void>
  stir: () => void
}

export type Scheduler = ReturnType<typeof makeScheduler>

const storage = new AsyncLocalStorage<{ task: Task; scheduler: Scheduler }>()

/** The task that runs here, and its scheduler; undefined for what no task does. */
export const runningTask = () => storage.getStore()

/** Does something in the outside world for a task: a person at a page, a look into a provider's books. No turns. */
export const outside = <T>(work: () => Promise<T>): Promise<T> => storage.exit(work)

/** A fresh scheduler without tasks. */
export function makeScheduler(options: Options) {
  const { promise: stirred, resolve: stir } = Promise.withResolvers<void>()
  const state: State = {
    ...{ ...options, tasks: new Set(), waiting: [], failures: [], trace: createHash('sha256') },
    ...{ made: 0, turns: 0, crashes: 0, stirred, stir },
  }
  const scheduler = {
    start: (name: string, work: () => Promise<unknown>) => {
      const task: Task = { number: (state.made += 1), name, crashed: false, flights: new Set(), calls: 0 }
      state.tasks.add(task)
      void storage.run({ task, scheduler }, () => runTask(state, task, work))
    },
    /**
     * Has another process do something for the task that calls, and waits for it. When that process dies, or what it
     * does fails, this throws, and whoever called lives on.
     */
    call: async <T>(name: string, work: () => Promise<T>): Promise<T> => {
      const caller = storage.getStore()?.task
      const { promise, resolve, reject } = Promise.withResolvers<T>()
      if (caller) caller.calls += 1
      scheduler.start(name, () =>
        work().then(resolve, (error: unknown) => {
          reject(storage.getStore()?.task.crashed ? new Crash() : (error as Error))
          throw error
        }),
      )
      return promise.finally(() => {
        if (caller) caller.calls -= 1
      })
    },
    /** Waits until it is this task's turn, and tells what becomes of what it wants to do. */
    turn: (label: string, mayCrash: boolean): Promise<Fate> => waitForTurn(state, label, mayCrash),
    /** Gives one task its turn and waits until every task waits again or is proven blocked; false when none is left. */
    step: () => step(state),
    stir: () => stirAll(state),
    running: () => state.tasks.size,
    failures: state.failures,
    /** How many turns were taken and how many of them were crashes, and a hash of all of them in order. */
    told: () => {
      const { turns, crashes, trace } = state
      return { turns, crashes, trace: trace.copy().digest('hex').slice(0, 16) }
    },
  }
  return scheduler
}

function stirAll(state: State): void {
  state.stir()
  const { promise, resolve } = Promise.withResolvers<void>()
  Object.assign(state, { stirred: promise, stir: resolve })
}

async function runTask(state: State, task: Task, work: () => Promise<unknown>): Promise<void> {
  await waitForTurn(state, 'begin', false)
  await work().catch((error: unknown) => {
    if (!task.crashed) state.failures.push({ task: task.name, error })
  })
  state.tasks.delete(task)
  stirAll(state)
}

async function waitForTurn(state: State, label: string, mayCrash: boolean): Promise<Fate> {
  const task = storage.getStore()?.task
  if (!task) return 'go'
  return new Promise<Fate>((take) => {
    state.waiting.push({ task, label, mayCrash, take })
    stirAll(state)
  })
}

async function step(state: State): Promise<boolean> {
  await untilSettled(state)
  const { waiting, dice, trace } = state
  if (waiting.length === 0) return false
  waiting.sort((a, b) => a.task.number - b.task.number)
  const [taken] = waiting.splice(dice.below(waiting.length), 1) as [Turn]
  const chance = state.crashOneIn()
  const crash = taken.mayCrash && chance > 0 && dice.below(chance) === 0
  const fate: Fate = crash ? dice.one(['crash_before', 'crash_after']) : 'go'
  state.turns += 1
  if (crash) state.crashes += 1
  trace.update(`${taken.task.number} ${taken.label} ${fate}\n`)
  taken.take(fate)
  await untilSettled(state)
  return true
}

/** Longer than any statement or call takes: some task waits for what nobody will give it. */
const longestWaitRounds = 6000

async function untilSettled(state: State): Promise<void> {
  for (let rounds = 0; ; rounds += 1) {
    await nextTick()
    const tasks = [...state.tasks]
    const flights = tasks.flatMap((task) => [...task.flights].map((flight) => ({ task, flight })))
    if (flights.length > 0 && (rounds > 0 || flights.some(({ flight }) => flight.blocked))) {
      await lookForBlocked(state, flights)
    }
    if (tasks.every((task) => isSettled(state, task))) return
    if (rounds > longestWaitRounds) throw new Error(`stuck: ${tasks.map(({ name }) => name).join(', ')}`)
    await Promise.race([state.stirred, pause(rounds < 3 ? 1 : 5)])
  }
}

function isSettled({ tasks, waiting }: State, task: Task): boolean {
  if (!tasks.has(task)) return true
  const flights = [...task.flights]
  if (flights.some(({ blocked }) => !blocked)) return false
  if (task.calls > 0) return true
  if (task.crashed) return false
  return flights.length > 0 || waiting.some((each) => each.task === task)
}

type InFlight = { task: Task; flight: Flight }

/**
 * Asks PostgreSQL who waits for whom. It wakes several who wait for the same one in an order of its own, so there is
 * never more than one: the process of whoever came last dies. One who queues behind another for the same row dies too,
 * because both are on their way once the row has changed.
 */
async function lookForBlocked(state: State, inFlight: InFlight[]): Promise<void> {
  const blocked = await state.findBlocked(inFlight.map(({ flight }) => flight.pid))
  const waitedFor = new Set<number>()
  for (const { task, flight } of inFlight.toSorted((a, b) => a.task.number - b.task.number)) {
    const { blockers: waitsFor, inQueue } = blocked.get(flight.pid) ?? { blockers: [], inQueue: false }
    flight.blocked = waitsFor.length > 0
    flight.waited ||= flight.blocked
    if (!task.crashed && (inQueue || waitsFor.some((pid) => waitedFor.has(pid)))) {
      task.crashed = true
      state.crashes += 1
      state.trace.update(`${task.number} cancelled\n`)
      await state.cancel(flight.pid)
    }
    for (const pid of waitsFor) waitedFor.add(pid)
  }
}
