import { sql } from '#server/lib/database.ts'
import { chargeAtCounter, findAtCounter } from '#server/top-ups/charge-at-counter.ts'
import { readTill } from '#server/top-ups/keep-till.ts'
import { readCounterCode, showAtCounter } from '#server/top-ups/show-at-counter.ts'
import { askTown, begin } from './acts.ts'
import type { Kind, Theirs } from './kinds.ts'
import { outside } from './scheduler.ts'
import type { Begun, World } from './world.ts'

/** What the clerk does with the cash of a charge: it lies on the counter until the screen has said yes or no. */
type Cash = { codeId: string; lies: 'on the counter' | 'in the drawer' | 'given back' }

const cashOf = new WeakMap<Begun, Cash>()

/** Cash over a counter: the clerk presses twice, and again when no answer comes; the drawer is the provider's book. */
export const counterKind: Kind = {
  means: 'counter',
  async topUp(world, resident, amount) {
    const { stage, newId, scheduler, dice, staff } = world
    const codeId = newId()
    const shown = await askTown(world, async () => {
      await showAtCounter(stage.context, resident.id, codeId)
      return (await readCounterCode(stage.context, resident.id, codeId)).number
    })
    if (shown.state !== 'done') return
    const number = shown.told
    const found = await askTown(world, () => findAtCounter(stage.context, staff.clerk, { number }))
    if (found.state !== 'done') return
    const charge = begin(world, 'counter', resident, amount)
    cashOf.set(charge, { codeId, lies: 'on the counter' })
    if (dice.below(3) === 0) scheduler.start('the same press', () => press(world, charge))
    await press(world, charge)
  },
  async again(world, charge) {
    // The clerk begins afresh with the number that was shown before.
    const codeId = cashOf.get(charge)?.codeId
    if (codeId === undefined || world.dice.below(4) > 0) return press(world, charge)
    const afresh = begin(world, 'counter', charge.resident, charge.amount)
    cashOf.set(afresh, { codeId, lies: 'on the counter' })
    await press(world, afresh)
  },
  reverse: async () => {},
  tell: null,
  /** Whoever has had no answer presses again. */
  async resume(world) {
    for (const charge of chargesOf(world)) {
      if (cashOf.get(charge)?.lies === 'on the counter') await press(world, charge)
    }
  },
  catchUp: async () => {},
  async books(world) {
    const books = new Map<string, Theirs>()
    for (const charge of chargesOf(world)) {
      const taken = cashOf.get(charge)?.lies === 'in the drawer' ? charge.amount : 0
      const topUpId = (await findTopUpOf(world, charge)) ?? charge.id
      books.set(topUpId, { taken, returned: 0, captures: taken > 0 ? 1 : 0 })
    }
    return books
  },
  async check(world) {
    const { stage, staff } = world
    const { till } = await readTill(stage.context, staff.clerk)
    const inDrawer = chargesOf(world)
      .filter((charge) => cashOf.get(charge)?.lies === 'in the drawer')
      .reduce((sum, { amount }) => sum + amount, 0)
    return till?.taken === inDrawer ? [] : [`the drawer holds ${inDrawer} and its book says ${till?.taken}`]
  },
}

const chargesOf = ({ begun }: World): Begun[] => begun.filter(({ means }) => means === 'counter')

async function press(world: World, charge: Begun): Promise<void> {
  const { id, amount } = charge
  const cash = cashOf.get(charge)
  if (!cash) return
  // Whoever was told no and tries again lays the cash down again.
  if (cash.lies === 'given back') cash.lies = 'on the counter'
  const wish = { id, codeId: cash.codeId, amount, received: amount + 1000 }
  const { context } = world.stage
  const told = await askTown(world, () => chargeAtCounter(context, world.staff.clerk, wish))
  // FLT-N03, N04: the town has charged, or has said no, and nobody at the counter hears of it.
  const lost = !world.calm && (world.lineDown || world.dice.below(6) === 0)
  const answer = lost ? ({ state: 'silence' } as const) : told
  if (answer.state === 'done') {
    cash.lies = 'in the drawer'
    charge.topUpId = (await findTopUpOf(world, charge)) ?? id
    charge.told.add('succeeded')
  } else if (answer.state === 'refused' && cash.lies === 'on the counter') cash.lies = 'given back'
}

async function findTopUpOf({ stage: { owner } }: World, { id }: Begun): Promise<string | undefined> {
  const found = await outside(() =>
    owner.maybe<{ topUpId: string }>(sql`
      select top_up_id as "topUpId" from top_ups.counter_charge where id = ${id}`),
  )
  return found?.topUpId
}
