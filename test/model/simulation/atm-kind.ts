import { sql } from '#server/lib/database.ts'
import { linkAtm, readAtmLink } from '#server/top-ups/link-atm.ts'
import { depositMessage, exchange, forward, storeReversal } from '../../../simulators/atm/host-line.ts'
import { cutPower, restorePower, touch } from '../../../simulators/atm/machine.ts'
import { type Deposit, isInTheSafe, type Machine, noteKinds } from '../../../simulators/atm/state.ts'
import { askTown, begin } from './acts.ts'
import type { Kind, Theirs } from './kinds.ts'
import type { Begun, World } from './world.ts'

const idle: readonly string[] = ['top', 'done', 'unsure', 'ended']

/** Notes in a machine; what has no answer is repeated, told later or taken back. The machine's own books count. */
export const atmKind: Kind = {
  means: 'atm',
  async topUp(world, resident, amount) {
    const machine = machinesOf(world).find(({ visit }) => idle.includes(visit.screen))
    if (!machine) return
    if (machine.visit.screen !== 'top') await touch(world.machines, machine, 'leave', '')
    await touch(world.machines, machine, 'start', '')
    const { code } = machine.visit
    const link = begin(world, 'atm', resident, amount)
    // A person presses again while the app does not answer.
    for (let tries = 0; tries < 3 && machine.visit.screen === 'code'; tries += 1)
      await read(world, link, code)
    if (machine.visit.screen !== 'company') return goAway(world, machine)
    await touch(world.machines, machine, 'number', world.machines.companyCode)
    await putIn(world, machine, amount)
    await look(world, link)
  },
  async again(world, link) {
    // FLT-N13, V08: what the machine has said before arrives once more, or at once, as the question or as the fact.
    const deposit = depositsOf(world, link)[0]
    if (deposit && world.dice.below(3) > 0) {
      const told = isInTheSafe(deposit)
        ? world.dice.below(2) === 0
        : world.machines.overtaken.has(deposit.key)
      await sendCopy(world, deposit, told ? 'advice' : 'deposit')
    }
    await look(world, link)
  },
  /** FLT-V15: the next notes jam after they were credited. */
  async reverse(world) {
    world.machines.state.jams.push(world.dice.one(machinesOf(world)).id)
  },
  async tell(world) {
    const { dice, machines } = world
    const machine = dice.one(machinesOf(world))
    const what = dice.below(8)
    if (what === 0) cutPower(machine)
    else if (what === 1) machines.clockOff = machines.clockOff === 0 ? dice.one([0, 600_000]) : 0
    else if (what < 4) {
      const effect = dice.one(['cut_before', 'cut_after'] as const)
      machines.state.trouble.push({ machine: machine.id, kind: 'any', effect, times: dice.one([1, 4, 4]) })
    } else {
      for (const each of machinesOf(world)) if (dice.below(2) === 0) powerOn(world, each)
      machines.clockOff = dice.one([machines.clockOff, 0])
      // FLT-V09: notes that were kept go back after all, and the reversal is faster than the advice.
      if (dice.below(2) === 0) overtake(machines)
      await sendStored(world)
    }
  },
  /** The machines have power and the right time again, and send what they have kept. */
  async resume(world) {
    world.machines.clockOff = 0
    world.machines.state.trouble = []
    for (const machine of machinesOf(world)) powerOn(world, machine)
    await sendStored(world)
    for (const key of world.machines.overtaken) {
      const deposit = world.machines.state.deposits[key]
      if (deposit) await sendCopy(world, deposit, 'advice')
    }
  },
  catchUp: async () => {},
  async books(world) {
    const { stage, begun } = world
    const books = new Map<string, Theirs>()
    for (const link of begun.filter(({ means }) => means === 'atm')) {
      const ours = await stage.owner.maybe<{ topUpId: string }>(sql`
        select top_up_id as "topUpId" from top_ups.atm_link where id = ${link.id}`)
      const kept = depositsOf(world, link).filter(isInTheSafe)
      const taken = kept.reduce((sum, { amount }) => sum + amount, 0)
      books.set(ours?.topUpId ?? link.id, { taken, returned: 0, captures: kept.length })
    }
    return books
  },
  async check({ machines: { state } }) {
    const open = Object.values(state.deposits).filter((deposit) =>
      ['sent', 'kept', 'giving_back', 'unmatched'].includes(deposit.state),
    )
    return open.map((deposit) => `a machine still has a deposit ${deposit.state}: ${JSON.stringify(deposit)}`)
  },
}

/**
 * Of notes that a machine kept without an answer it has told, and the message is still on its way. They turn out to
 * have jammed and go back to the person: the reversal is sent, and may arrive before what it reverses.
 */
function overtake(machines: World['machines']): void {
  const { state } = machines
  const advice = state.stored.find(({ kind }) => kind === 'advice')
  const deposit = advice && state.deposits[advice.deposit]
  const machine = deposit && state.machines[deposit.machine]
  if (!machine) return
  machines.overtaken.add(deposit.key)
  state.stored = state.stored.filter((each) => each !== advice)
  storeReversal(machines, machine, deposit, { linkId: deposit.linkId, reason: 'jam', deposit })
}

/** What was said of a deposit before arrives once more. */
async function sendCopy(world: World, deposit: Deposit, kind: 'deposit' | 'advice'): Promise<void> {
  const machine = world.machines.state.machines[deposit.machine]
  if (!machine) return
  world.operations += 1
  await exchange(world.machines, machine, kind, depositMessage(deposit))
}

const machinesOf = ({ machines }: World): Machine[] => Object.values(machines.state.machines)

function depositsOf({ machines: { state } }: World, { id }: Begun): Deposit[] {
  return Object.values(state.deposits).filter(({ linkId }) => state.links[linkId]?.reference === id)
}

async function read(world: World, { id, resident }: Begun, code: string): Promise<void> {
  await askTown(world, () => linkAtm(world.stage.context, resident.id, { id, code }))
}

async function look(world: World, link: Begun): Promise<void> {
  await askTown(world, async () => {
    const { state, topUpId } = await readAtmLink(world.stage.context, link.resident.id, link.id)
    if (state !== 'credited' || topUpId === null) return
    link.topUpId = topUpId
    link.told.add('succeeded')
  })
}

/** Notes up to an amount, or up to what the machine takes; now and then the person thinks better of it. */
async function putIn(world: World, machine: Machine, amount: number): Promise<void> {
  const { machines, dice } = world
  world.operations += 1
  let left = Math.min(amount, machine.visit.maximum)
  for (const note of noteKinds) {
    for (; left >= note; left -= note) await touch(machines, machine, 'note', String(note))
  }
  if (machine.visit.screen === 'slot') await touch(machines, machine, 'count', '')
  const act = dice.below(8) === 0 ? 'cancel' : 'confirm'
  if (machine.visit.screen === 'counted') await touch(machines, machine, act, '')
  else if (machine.visit.screen === 'slot') await touch(machines, machine, 'cancel', '')
}

/** The code on the screen was of no use. */
async function goAway(world: World, machine: Machine): Promise<void> {
  if (machine.visit.screen === 'code') await touch(world.machines, machine, 'cancel', '')
}

function powerOn({ machines }: World, machine: Machine): void {
  if (machine.visit.screen === 'dark') restorePower(machines, machine)
}

async function sendStored(world: World): Promise<void> {
  world.operations += world.machines.state.stored.length
  await forward(world.machines)
}
