// What people, the worker, the office and the bank do in a world; each act is one task, and most can be done twice.
import { Refusal } from '#server/lib/refusal.ts'
import { sql } from '#server/lib/database.ts'
import { payTogether } from '#server/payments/queries.ts'
import { followOutbox, tasks } from '#server/tasks.ts'
import type { JobName } from '#server/jobs/queue.ts'
import { confirmTopUp } from '#server/top-ups/confirm.ts'
import { finishTopUp } from '#server/top-ups/finish.ts'
import { askForDebit } from '#server/top-ups/means.ts'
import { findTopUp } from '#server/top-ups/queries.ts'
import { readDetail } from '#server/top-ups/read.ts'
import { requestTopUp } from '#server/top-ups/request.ts'
import { limits } from './stage.ts'
import type { Begun, Resident, World } from './world.ts'

/** A no is an answer; everything else that is thrown is a fault of the product, unless its process was killed. */
async function orRefused(act: () => Promise<unknown>): Promise<void> {
  await act().catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error
  })
}

/** Amounts that are near something: the limits, what is left of them, one yen beside it. */
export function pickAmount({ dice }: World): number {
  return dice.one([
    limits.minimum,
    limits.minimum - 1,
    5000,
    9999,
    20_001,
    33_333,
    limits.perTopUp,
    limits.perTopUp + 1,
  ])
}

/** Two at once that are each allowed and together are not. */
export function hurry(world: World, resident: Resident): void {
  const { scheduler, dice } = world
  for (const _ of [1, 2]) {
    const amount = dice.one([33_333, limits.perTopUp])
    scheduler.start('top up in a hurry', () => topUpByBank(world, resident, amount))
  }
}

/** Begins a top-up from the linked account, as the app does: the request, the code, the confirmation, the outcome. */
export async function topUpByBank(
  world: World,
  resident: Resident,
  amount = pickAmount(world),
): Promise<void> {
  const { stage, newId, begun } = world
  const id = newId()
  // A phone of its own for each, so that the limits of text messages do not stand in the way of what is tried.
  const phone = `+8190${String(begun.length).padStart(3, '0')}${String(world.seed % 100_000).padStart(5, '0')}`
  const topUp: Begun = { id, means: 'bank', resident, amount, phone, told: new Set() }
  begun.push(topUp)
  await stage.owner.run(sql`update sign_in.login set phone = ${phone} where id = ${resident.id}`)
  await request(world, topUp)
  await confirm(world, topUp)
}

export async function request(world: World, { id, resident, amount, phone }: Begun): Promise<void> {
  const { stage } = world
  world.operations += 1
  await stage.owner.run(sql`update sign_in.login set phone = ${phone} where id = ${resident.id}`)
  const body = { id, bankAccountId: resident.bankAccountId, amount }
  await orRefused(() => requestTopUp(stage.context, resident.id, body))
}

/** Confirms, or confirms again after an answer that was lost; what the app is shown then must stay true. */
export async function confirm(world: World, topUp: Begun): Promise<void> {
  const { context, codes, owner } = world.stage
  world.operations += 1
  const sms = await owner.maybe<{ id: string }>(sql`
    select id from passcodes.passcode where reference = ${topUp.id} order by sent_at desc, id desc limit 1`)
  const code = codes.get(sms?.id ?? '') ?? '000000'
  await orRefused(() => confirmTopUp(context, topUp.resident.id, topUp.id, code))
  await look(world, topUp)
}

export async function look({ stage: { context } }: World, topUp: Begun): Promise<void> {
  await orRefused(async () => {
    const { state } = await readDetail(context, topUp.resident.id, topUp.id)
    topUp.told.add(state)
  })
}

/** Pays most of what is there, sometimes under the id of a top-up that is under way. */
export async function pay(world: World, resident: Resident): Promise<void> {
  const { stage, dice, newId, begun } = world
  world.operations += 1
  const { coin } = await stage.owner.one<{ coin: number }>(
    sql`select coin from ledger.wallet where id = ${resident.id}`,
  )
  const share = Math.floor((coin * dice.one([60, 100, 101])) / 100)
  if (share < 1) return
  const own = begun.filter((each) => each.resident === resident)
  const id = dice.below(4) === 0 && own.length > 0 ? dice.one(own).id : newId()
  const payment = {
    id,
    payerId: resident.id,
    storeId: stage.store,
    coin: Math.min(share, 100_000),
    points: 0,
  }
  await payTogether(stage.context.database, [{ ...payment, via: 'store_code' }], stage.context.now())
}

/** One job that is due, done as the worker does it: it stays in the queue until it has been done. */
export async function workOne(world: World): Promise<boolean> {
  const { context, owner } = world.stage
  const job = await owner.maybe<{ id: number; name: JobName; data: unknown }>(sql`
    select id, name, data from simulation.job where due is null or due <= ${context.now()}
    order by due nulls first, id limit 1`)
  if (!job) return false
  world.operations += 1
  await tasks[job.name](context, job.data as never)
  await owner.run(sql`delete from simulation.job where id = ${job.id}`)
  return true
}

export async function tellOutbox(world: World): Promise<void> {
  world.operations += 1
  await followOutbox(world.stage.context)
}

export async function askOverdue(world: World): Promise<void> {
  world.operations += 1
  await tasks['top-ups.ask-overdue'](world.stage.context, {})
}

/** The bank gives everything back by itself, and tells nobody. */
export async function reverseAtBank({
  stage: { context, owner },
  begun,
  reversed,
  dice,
}: World): Promise<void> {
  const credited = await owner.many<{ id: string }>(sql`
    select id from top_ups.top_up
    where state = 'succeeded' and id = any (${begun.map(({ id }) => id)}::uuid[])
    order by id`)
  if (credited.length === 0) return
  const { id } = dice.one(credited)
  reversed.add(id)
  await context.providers.bank.refund(id)
}

/** Lays what the provider says of a top-up beside ours, whatever its state. */
export async function reconcile(world: World, { id }: Begun): Promise<void> {
  const { context } = world.stage
  world.operations += 1
  const topUp = await findTopUp(context.database, id)
  if (!topUp || topUp.state === 'awaiting_passcode') return
  await finishTopUp(context, id, await askForDebit(context, topUp), { thenAskAgain: false })
}
