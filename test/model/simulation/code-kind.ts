import { sql } from '#server/lib/database.ts'
import { addDays, dayOf } from '#server/lib/day.ts'
import { secretsOf } from '#server/top-ups/code-secrets.ts'
import { redeemCode } from '#server/top-ups/redeem-code.ts'
import { makeCodeBatch, makeCodeBudget, releaseCodeBatch } from '#server/top-ups/write-codes.ts'
import { begin, look, orRefused } from './acts.ts'
import type { Kind } from './kinds.ts'
import { limits } from './stage.ts'
import type { Begun, Resident, World } from './world.ts'

/** A printed code, as whoever holds the paper knows it. */
export type Slip = { digits: string; batchId: string; value: number; lastDay: string }

/** Which paper each top-up is for. */
const slipOf = new WeakMap<Begun, Slip>()

/** Printed codes: in one hand twice, in two hands at once, and around the end of their last day. */
export const codeKind: Kind = {
  means: 'code',
  async topUp(world, resident) {
    const { dice, residents, scheduler } = world
    const slip = dice.one(world.slips)
    const another = residents.find((each) => each !== resident)
    if (another && dice.below(3) === 0) scheduler.start('the same slip', () => useSlip(world, another, slip))
    await useSlip(world, resident, slip)
  },
  again: (world, topUp) => redeem(world, topUp),
  reverse: async () => {},
  tell: null,
  resume: null,
  catchUp: async () => {},
  async books(world) {
    const used = await readUsed(world)
    return new Map(
      used.map(({ topUpId, value }) => [topUpId, { taken: value, returned: 0, captures: 1 }] as const),
    )
  },
  async check(world) {
    const used = await readUsed(world)
    return used
      .filter(({ usedOn, lastDay }) => usedOn > lastDay)
      .map(({ topUpId, usedOn, lastDay }) => `a code of ${lastDay} was used on ${usedOn}: top-up ${topUpId}`)
  },
}

async function useSlip(world: World, resident: Resident, slip: Slip): Promise<void> {
  const topUp = begin(world, 'code', resident, slip.value)
  slipOf.set(topUp, slip)
  await redeem(world, topUp)
}

async function redeem(world: World, topUp: Begun): Promise<void> {
  const { id, resident } = topUp
  world.operations += 1
  const redeemer = { residentId: resident.id, address: `seed ${world.seed}` }
  const code = slipOf.get(topUp)?.digits ?? ''
  await orRefused(() => redeemCode(world.stage.context, redeemer, { id, code }))
  await look(world, topUp)
}

/** Has the office make some codes: good for a month, without a bonus, as large as may be, and until tonight. */
export async function printSlips({ stage: { context }, newId, staff }: World): Promise<Slip[]> {
  const today = dayOf(context.now())
  const budgetId = newId()
  await makeCodeBudget(context, staff.maker, { id: budgetId, name: '見本', ceiling: 100_000_000 })
  const slips: Slip[] = []
  for (const [value, days, bonus] of [
    [5000, 30, true],
    [1000, 30, false],
    [limits.perTopUp, 30, true],
    [3000, 0, true],
  ] as const) {
    const [id, lastDay, count] = [newId(), addDays(today, days), 2]
    const batch = { id, budgetId, purpose: '見本', value, count, expiresOn: lastDay, bonus }
    await makeCodeBatch(context, staff.maker, batch)
    await releaseCodeBatch(context, staff.releaser, id)
    const keys = context.config.chargeCodeKeys
    for (let serial = 1; serial <= count; serial += 1) {
      const { digits } = secretsOf(keys, { id, keyId: keys[0]?.keyId ?? '' }, serial)
      slips.push({ digits, batchId: id, value, lastDay })
    }
  }
  return slips
}

type Used = { topUpId: string; value: number; usedOn: string; lastDay: string }

/** The slips that are marked as used, each worth what is printed on it. */
async function readUsed({ stage, slips }: World): Promise<Used[]> {
  const rows = await stage.owner.many<{ topUpId: string; batchId: string; usedOn: string }>(sql`
    select c.top_up_id as "topUpId", c.batch_id as "batchId",
           to_char(c.used_at at time zone 'Asia/Tokyo', 'YYYY-MM-DD') as "usedOn"
    from top_ups.charge_code c
    where c.batch_id = any (${slips.map(({ batchId }) => batchId)}::uuid[]) and c.top_up_id is not null`)
  return rows.flatMap((row) => {
    const slip = slips.find(({ batchId }) => batchId === row.batchId)
    return slip ? [{ ...row, value: slip.value, lastDay: slip.lastDay }] : []
  })
}
