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
  done: boolean
  readonly flights: Set<Flight>
}

type Turn = { task: Task; label: string; mayCrash: boolean; take: (fate: Fate) => void }

export type Scheduler = ReturnType<typeof makeScheduler>

const storage = new AsyncLocalStorage<{ task: Task; scheduler: Scheduler }>()

/** The task that runs here, and its scheduler; undefined for what no task does. */
export const runningTask = () => storage.getStore()

/** Longer than any statement or call takes: some task waits for what nobody will give it. */
const longestWaitRounds = 6000

type Options = {
  dice: Dice
  /** One turn out of so many is a crash; 0 means never. */
  crashOneIn: () => number
  /** Of these backends, those that wait for a lock, each with the ones that it waits for. */
  findBlocked: (pids: number[]) => Promise<Map<number, number[]>>
  /** Ends the statement of a backend. */
  cancel: (pid: number) => Promise<void>
}

/** A fresh scheduler without tasks. */
export function makeScheduler({ dice, crashOneIn, findBlocked, cancel }: Options) {
  const tasks = new Set<Task>()
  const waiting: Turn[] = []
  const trace = createHash('sha256')
  let made = 0
  let [turns, crashes] = [0, 0]
  let wake = () => {}
  let stirred = new Promise<void>((settle) => (wake = settle))
  const stir = () => {
    wake()
    stirred = new Promise<void>((settle) => (wake = settle))
  }

  function start(name: string, work: () => Promise<unknown>): Task {
    const task: Task = { number: (made += 1), name, crashed: false, done: false, flights: new Set() }
    tasks.add(task)
    void storage.run({ task, scheduler }, async () => {
      await turn('begin', false)
      await work().catch((error: unknown) => {
        if (!task.crashed) failures.push({ task: name, error })
      })
      task.done = true
      tasks.delete(task)
      stir()
    })
    return task
  }

  /** Waits until it is this task's turn, and tells what becomes of what it wants to do. */
  async function turn(label: string, mayCrash: boolean): Promise<Fate> {
    const task = storage.getStore()?.task
    if (!task) return 'go'
    return new Promise<Fate>((take) => {
      waiting.push({ task, label, mayCrash, take })
      stir()
    })
  }

  /** Gives one waiting task its turn and waits until every task waits again or is proven blocked; false when none is left. */
  async function step(): Promise<boolean> {
    await settle()
    if (waiting.length === 0) return false
    waiting.sort((a, b) => a.task.number - b.task.number)
    const [taken] = waiting.splice(dice.below(waiting.length), 1) as [Turn]
    turns += 1
    const chance = crashOneIn()
    const crash = taken.mayCrash && chance > 0 && dice.below(chance) === 0
    const fate: Fate = crash ? dice.one(['crash_before', 'crash_after']) : 'go'
    if (crash) crashes += 1
    if (process.env.TRACE) console.log(`${taken.task.number} ${taken.task.name} ${taken.label} ${fate} of ${waiting.length + 1} ${[...tasks].map((t) => `${t.number}:${t.flights.size}`).join(",")}`)
    trace.update(`${taken.task.number} ${taken.label} ${fate}\n`)
    taken.take(fate)
    await settle()
    return true
  }

  async function settle(): Promise<void> {
    for (let rounds = 0; ; rounds += 1) {
      await nextTick()
      const flights = [...tasks].flatMap((task) => [...task.flights].map((flight) => ({ task, flight })))
      if (flights.length > 0 && (rounds > 0 || flights.some(({ flight }) => flight.blocked))) {
        const blockers = await findBlocked(flights.map(({ flight }) => flight.pid))
        for (const { flight } of flights) {
          flight.blocked = blockers.has(flight.pid)
          flight.waited ||= flight.blocked
        }
        await endSharedWait(flights, blockers)
      }
      if ([...tasks].every(isSettled)) return
      if (rounds > longestWaitRounds) throw new Error(`stuck: ${[...tasks].map(({ name }) => name).join(', ')}`)
      await Promise.race([stirred, pause(rounds < 3 ? 1 : 5)])
    }
  }

  /**
   * PostgreSQL wakes several who wait for the same one in an order of its own. So there is never more than one: the
   * process of whoever came last dies.
   */
  async function endSharedWait(flights: { task: Task; flight: Flight }[], blockers: Map<number, number[]>): Promise<void> {
    const seen = new Set<number>()
    for (const { task, flight } of flights.toSorted((a, b) => a.task.number - b.task.number)) {
      const waitsFor = blockers.get(flight.pid) ?? []
      if (!task.crashed && waitsFor.some((pid) => seen.has(pid))) {
        task.crashed = true
        crashes += 1
        trace.update(`${task.number} cancelled\n`)
        await cancel(flight.pid)
      }
      for (const pid of waitsFor) seen.add(pid)
    }
  }

  const isSettled = (task: Task) => {
    const flights = [...task.flights]
    if (task.crashed || flights.some(({ blocked }) => !blocked)) return false
    return flights.length > 0 || waiting.some((each) => each.task === task)
  }

  const failures: { task: string; error: unknown }[] = []
  const scheduler = {
    ...{ start, turn, step, stir, failures },
    running: () => tasks.size,
    /** How many turns were taken and how many of them were crashes, and a hash of all of them in order. */
    told: () => ({ turns, crashes, trace: trace.copy().digest('hex').slice(0, 16) }),
  }
  return scheduler
}
