// What people, the worker and providers do in a world whatever the means; each act is one task, most can be done twice.
import type { JobName } from '#server/jobs/queue.ts'
import { sql } from '#server/lib/database.ts'
import { Refusal } from '#server/lib/refusal.ts'
import { payTogether } from '#server/payments/queries.ts'
import { refundPayment } from '#server/payments/refund.ts'
import { followOutbox, tasks } from '#server/tasks.ts'
import { finishTopUp } from '#server/top-ups/finish.ts'
import { askForDebit } from '#server/top-ups/means.ts'
import { findTopUp } from '#server/top-ups/queries.ts'
import { readDetail } from '#server/top-ups/read.ts'
import { Crash } from './scheduler.ts'
import { limits } from './stage.ts'
import type { Begun, Resident, World } from './world.ts'

/** A no is an answer; everything else that is thrown is a fault of the product, unless its process was killed. */
export async function orRefused(act: () => Promise<unknown>): Promise<void> {
  await act().catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error
  })
}

type Answer<T> = { state: 'done'; told: T } | { state: 'refused' } | { state: 'silence' }

/** Has the town do something in a process of its own: whoever asks outlives it, and is left without an answer. */
export async function askTown<T>(world: World, act: () => Promise<T>): Promise<Answer<T>> {
  world.operations += 1
  return world.scheduler
    .call('somebody asks the town', async (): Promise<Answer<T>> => {
      try {
        return { state: 'done', told: await act() }
      } catch (error) {
        if (error instanceof Refusal) return { state: 'refused' }
        throw error
      }
    })
    .catch((error: unknown) => {
      if (!(error instanceof Crash)) throw error
      return { state: 'silence' } as const
    })
}

const amounts = [limits.minimum, limits.minimum - 1, 5000, 9999, 20_001, 33_333]

/** Amounts that are near something: the limits, what is left of them, one yen beside it. */
export const pickAmount = ({ dice }: World): number =>
  dice.one([...amounts, limits.perTopUp, limits.perTopUp + 1])

/** The app makes an id and keeps it until it has been told the end. */
export function begin(world: World, means: Begun['means'], resident: Resident, amount: number): Begun {
  const { begun, newId, seed } = world
  const phone = `+8190${String(begun.length).padStart(3, '0')}${String(seed % 100_000).padStart(5, '0')}`
  const id = newId()
  const topUp: Begun = { id, means, resident, amount, phone, topUpId: id, told: new Set() }
  begun.push(topUp)
  return topUp
}

export async function look({ stage: { context } }: World, topUp: Begun): Promise<void> {
  await orRefused(async () => {
    const { state } = await readDetail(context, topUp.resident.id, topUp.id)
    topUp.told.add(state)
  })
}

/** One of this world's credited top-ups by a means. */
export async function creditedOf(world: World, means: Begun['means']): Promise<string | undefined> {
  const { stage, begun, dice } = world
  const credited = await stage.owner.many<{ id: string }>(sql`
    select id from top_ups.top_up
    where state = 'succeeded' and means = ${means} and id = any (${begun.map(({ id }) => id)}::uuid[])
    order by id`)
  return credited.length > 0 ? dice.one(credited).id : undefined
}

/** Pays most of what is there, sometimes under the id of a top-up that is under way. */
export async function pay(world: World, resident: Resident): Promise<void> {
  const { stage, dice, newId, begun } = world
  world.operations += 1
  const { coin, held } = await stage.owner.one<{ coin: number; held: number }>(sql`
    select coin, points as held from ledger.wallet where id = ${resident.id}`)
  const share = Math.floor((coin * dice.one([60, 100, 101])) / 100)
  if (share < 1) return
  const own = begun.filter((each) => each.resident === resident)
  const id = dice.below(4) === 0 && own.length > 0 ? dice.one(own).id : newId()
  const payment = {
    id,
    payerId: resident.id,
    storeId: stage.store,
    coin: Math.min(share, 90_000),
    points: Math.min(held, 50),
  }
  const request = { ...payment, via: 'store_code' }
  const [answer] = await payTogether(stage.context.database, [request], stage.context.now())
  if (answer?.outcome === 'paid') world.paid.push({ id, amount: payment.coin + payment.points })
}

/** The store gives back a part of a payment or all of it, sometimes more than is left. */
export async function refund({ stage, dice, paid, newId }: World): Promise<void> {
  if (paid.length === 0) return
  const { id, amount } = dice.one(paid)
  const body = { id: newId(), amount: Math.max(1, Math.floor((amount * dice.one([30, 70, 100])) / 100)) }
  const staff = { id: stage.staff, name: '見本', role: 'owner', storeId: stage.store }
  const call = {
    context: stage.context,
    caller: { staff },
    params: { id },
    body: { ...body, reason: '返品' },
  }
  await orRefused(() => refundPayment(call as unknown as Parameters<typeof refundPayment>[0]))
}

/** One job that is due, done as the worker does it: it stays in the queue until it has been done. */
export async function workOne(world: World): Promise<boolean> {
  const { context, owner } = world.stage
  const job = await owner.maybe<{ id: number; name: JobName; data: unknown }>(sql`
    select id, name, data from simulation.job where due is null or due <= ${context.now()}
    order by due nulls first, id limit 1`)
  if (!job) return false
  world.operations += 1
  const done = await tasks[job.name](context, job.data as never).then(
    () => true,
    (error: unknown) => {
      // A provider that does not answer fails the job, which is tried again; so is what a process left when it died.
      if (world.calm) throw error
      return false
    },
  )
  if (done) await owner.run(sql`delete from simulation.job where id = ${job.id}`)
  else
    await owner.run(
      sql`update simulation.job set due = ${new Date(context.now().getTime() + 5000)} where id = ${job.id}`,
    )
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

/** Lays what the provider says of a top-up beside ours, whatever its state. */
export async function reconcile(world: World, { id }: Begun): Promise<void> {
  const { context } = world.stage
  world.operations += 1
  const topUp = await findTopUp(context.database, id)
  if (!topUp || topUp.state === 'awaiting_passcode' || topUp.state === 'awaiting_card') return
  await finishTopUp(context, id, await askForDebit(context, topUp), { thenAskAgain: false })
}
