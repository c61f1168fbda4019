import { sql } from '#server/lib/database.ts'
import { confirmTopUp } from '#server/top-ups/confirm.ts'
import { requestTopUp } from '#server/top-ups/request.ts'
import { begin, creditedOf, look, orRefused, reconcile } from './acts.ts'
import type { Kind, Theirs } from './kinds.ts'
import type { Begun, World } from './world.ts'

type BankOrder = { orderId: string; amount: number; state: string; captures: number; content: string }

/** From a linked account: a request, a code by SMS, a confirmation. The bank answers, and tells nothing by itself. */
export const bankKind: Kind = {
  means: 'bank',
  async topUp(world, resident, amount) {
    const topUp = begin(world, 'bank', resident, amount)
    await request(world, topUp)
    await confirm(world, topUp)
  },
  again: (world, topUp) => (world.dice.below(4) === 0 ? request(world, topUp) : confirm(world, topUp)),
  async reverse(world) {
    const id = await creditedOf(world, 'bank')
    if (id === undefined) return
    world.reversed.add(id)
    await world.stage.context.providers.bank.refund(id)
  },
  tell: null,
  resume: null,
  check: null,
  async catchUp(world) {
    await giveBackWhatCannotBe(world)
    for (const topUp of world.begun.filter(({ id, means }) => means === 'bank' && world.reversed.has(id))) {
      await reconcile(world, topUp)
    }
  },
  async books({ stage: { bankUrl }, residents }) {
    const orders = (await (await fetch(`${bankUrl}/__sim/orders`)).json()) as BankOrder[]
    const own = orders.filter(({ content }) => residents.some(({ id }) => content.startsWith(id)))
    return new Map<string, Theirs>(
      own.map(({ orderId, amount, state, captures }) => [
        orderId,
        { taken: amount * captures, returned: state === 'refunded' ? amount : 0, captures },
      ]),
    )
  },
}

/**
 * FLT-V13, V23: another amount than was asked, or a reference that has paid before, is posted by nobody. The office
 * has the bank give the money back, and asks once more.
 */
async function giveBackWhatCannotBe(world: World): Promise<void> {
  const { owner, context } = world.stage
  const waiting = await owner.many<{ id: string }>(sql`
    select id from top_ups.top_up
    where state = 'needs_attention' and attention in ('amount_differs', 'reference_used')
      and means = 'bank' and id = any (${world.begun.map(({ id }) => id)}::uuid[])
    order by id`)
  for (const { id } of waiting) {
    const topUp = world.begun.find((each) => each.id === id)
    await context.providers.bank.refund(id)
    if (topUp) await reconcile(world, topUp)
  }
}

async function request(world: World, { id, resident, amount, phone }: Begun): Promise<void> {
  const { context, owner } = world.stage
  world.operations += 1
  // A phone of its own for each, so that the limits of text messages do not stand in the way of what is tried.
  await owner.run(sql`update sign_in.login set phone = ${phone} where id = ${resident.id}`)
  const body = { id, bankAccountId: resident.bankAccountId, amount }
  await orRefused(() => requestTopUp(context, resident.id, body))
}

/** Confirms, or confirms again after an answer that was lost; what the app is shown then must stay true. */
async function confirm(world: World, topUp: Begun): Promise<void> {
  const { context, codes, owner } = world.stage
  world.operations += 1
  const sms = await owner.maybe<{ id: string }>(sql`
    select id from passcodes.passcode where reference = ${topUp.id} order by sent_at desc, id desc limit 1`)
  const code = codes.get(sms?.id ?? '') ?? '000000'
  await orRefused(() => confirmTopUp(context, topUp.resident.id, topUp.id, code))
  await look(world, topUp)
}
