import { Stripe } from 'stripe'
import { demoCardProcessor } from '#server/providers/demo-keys.ts'
import { continueCardTopUp, requestCardTopUp } from '#server/top-ups/request-by-card.ts'
import { leaveCardTopUp } from '#server/top-ups/advance-card.ts'
import { takeCardNotice } from '#server/top-ups/take-card-notice.ts'
import { payWithNewCard } from '../../../simulators/card/walk.ts'
import { begin, creditedOf, look, orRefused } from './acts.ts'
import type { Kind, Theirs } from './kinds.ts'
import { outside } from './scheduler.ts'
import { secretBefore } from './stage.ts'
import type { Begun, World } from './world.ts'

type Intent = { id: string; status: string; amount_received: number; metadata: Record<string, string> }
type About = { id?: string; metadata?: Record<string, string>; payment_intent?: string; amount?: number }
type Notice = { id: string; type: string; data: { object: About & Record<string, unknown> } }

const good = '4242424242424242'
/** FLT-V01 */
const declined = '4000000000000002'
const signer = new Stripe('sk_test_unused')

/** On the card company's page: there and back, with messages that come twice, late, out of order or never. */
export const cardKind: Kind = {
  means: 'card',
  async topUp(world, resident, amount) {
    const topUp = begin(world, 'card', resident, amount)
    // A person presses again while the company does not answer.
    let goTo = await request(world, topUp)
    for (let tries = 0; tries < 3 && goTo === null; tries += 1) goTo = await request(world, topUp)
    if (!goTo) return
    // FLT-V19, V20: some never type a card, some never come back.
    if (world.dice.below(6) > 0) await payOnPage(world, goTo)
    if (world.dice.below(3) > 0) await comeBack(world, topUp)
  },
  async again(world, topUp) {
    const what = world.dice.below(5)
    if (what === 0) await request(world, topUp)
    else if (what === 1) await leave(world, topUp)
    else await comeBack(world, topUp)
  },
  /** FLT-V15, V24: given back, disputed; and a dispute is won, or the card's bank refuses what was given back. */
  async reverse(world) {
    const open = (await returnsOf(world)).filter(({ had }) => !had)
    if (open.length > 0 && world.dice.below(3) === 0) {
      const { ref, kind } = world.dice.one(open)
      const end = kind === 'refund' ? 'fail' : world.dice.one(['won', 'lost'])
      return act(world, `${kind}s/${ref}/${end}`)
    }
    const id = await creditedOf(world, 'card')
    if (id === undefined) return
    const intent = (await intentsOf(world)).find(({ metadata }) => metadata['top_up_id'] === id)
    if (!intent) return
    world.reversed.add(id)
    if (world.dice.below(3) === 0) return act(world, `intents/${intent.id}/dispute`)
    await act(world, `intents/${intent.id}/refund`, world.dice.below(3) === 0 ? 'amount=700' : '')
  },
  async tell(world) {
    const notices = await noticesOf(world)
    if (notices.length > 0) await deliver(world, spoil(world, world.dice.one(notices)))
  },
  resume: null,
  check: null,
  async catchUp(world) {
    for (const notice of await noticesOf(world)) {
      if (aboutReturns.test(notice.type)) await deliver(world, notice)
    }
  },
  async books(world) {
    const returns = await returnsOf(world)
    const books = new Map<string, Theirs>()
    for (const { id, status, amount_received: received, metadata } of await intentsOf(world)) {
      if (status !== 'succeeded') continue
      const returned = returns
        .filter(({ attempt, had }) => attempt === id && !had)
        .reduce((sum, { amount }) => sum + amount, 0)
      const { taken, returned: before, captures } = books.get(metadata['top_up_id'] ?? '') ?? nothing
      books.set(metadata['top_up_id'] ?? id, {
        ...{ taken: taken + received, returned: before + returned, captures: captures + 1 },
      })
    }
    return books
  },
}

const aboutReturns = /^(charge\.refunded|refund\.failed|charge\.dispute\..+)$/

/** What went back of a capture, and whether the town had it again afterwards. */
type Returned = { kind: 'refund' | 'dispute'; ref: string; attempt: string; amount: number; had: boolean }

async function returnsOf(world: World): Promise<Returned[]> {
  const notices = await noticesOf(world)
  const told = (type: string) =>
    notices.filter((notice) => notice.type === type).map(({ data }) => data.object)
  const gone = (kind: Returned['kind'], began: string, undone: string): Returned[] =>
    told(began).map(({ id = '', payment_intent: attempt = '', amount = 0 }) => ({
      ...{ kind, ref: id, attempt, amount },
      had: told(undone).some((each) => each.id === id),
    }))
  return [
    ...gone('refund', 'refund.created', 'refund.failed'),
    ...gone('dispute', 'charge.dispute.funds_withdrawn', 'charge.dispute.funds_reinstated'),
  ]
}

/** What somebody does at the company's own desk. */
async function act({ stage: { cardUrl } }: World, path: string, body = ''): Promise<void> {
  await fetch(`${cardUrl}/__sim/${path}`, { method: 'POST', body, redirect: 'manual' })
}

const nothing: Theirs = { taken: 0, returned: 0, captures: 0 }

async function request(world: World, { id, resident, amount }: Begun): Promise<string | null> {
  world.operations += 1
  const { cardUrl, clock } = world.stage
  const now = new Date(clock.now).toISOString()
  await outside(() => fetch(`${cardUrl}/__sim/clock`, { method: 'POST', body: JSON.stringify({ now }) }))
  let goTo: string | null = null
  await orRefused(async () => {
    goTo = await requestCardTopUp(world.stage.context, resident.id, { id, cardId: null, amount })
  })
  return goTo
}

async function payOnPage(world: World, url: string): Promise<void> {
  const number = world.dice.below(6) === 0 ? declined : good
  await outside(() => payWithNewCard(url, number))
}

async function comeBack(world: World, topUp: Begun): Promise<void> {
  world.operations += 1
  await orRefused(() => continueCardTopUp(world.stage.context, topUp.resident.id, topUp.id))
  await look(world, topUp)
}

async function leave(world: World, topUp: Begun): Promise<void> {
  world.operations += 1
  await orRefused(() => leaveCardTopUp(world.stage.context, topUp.resident.id, topUp.id))
}

/** FLT-V11, V12: now and then a message is about something else, or says another amount; it must not be believed. */
function spoil({ dice, newId }: World, notice: Notice): Notice {
  const { object } = notice.data
  const spoilt = (change: object): Notice => ({
    ...notice,
    id: `${notice.id}_${dice.below(1000)}`,
    data: { object: { ...object, ...change } },
  })
  const what = dice.below(12)
  if (what === 0)
    return spoilt({ metadata: { ...object.metadata, top_up_id: newId() }, payment_intent: 'pi_unknown' })
  if (what === 1) return spoilt({ amount: 1_000_000, amount_received: 1_000_000, amount_refunded: 1_000_000 })
  return notice
}

async function deliver(world: World, notice: Notice): Promise<void> {
  world.operations += 1
  const body = JSON.stringify(notice)
  // The company's clock is the real one.
  const timestamp = Math.floor(Date.now() / 1000)
  // FLT-V18: the secret was changed; the one before still counts, and those before that do not.
  const secret = world.calm
    ? demoCardProcessor.webhookSecret
    : world.dice.one([demoCardProcessor.webhookSecret, secretBefore, 'whsec_of_last_year'])
  const signature = signer.webhooks.generateTestHeaderString({ payload: body, secret, timestamp })
  await orRefused(() => takeCardNotice(world.stage.context, { signature, body }))
}

async function readDoor<T>({ stage: { cardUrl } }: World, path: string): Promise<T> {
  return outside(async () => (await (await fetch(`${cardUrl}/__sim/${path}`)).json()) as T)
}

const isOwn = (world: World, metadata: Record<string, string> | undefined) =>
  world.begun.some(({ id }) => id === metadata?.['top_up_id'])

async function intentsOf(world: World): Promise<Intent[]> {
  return (await readDoor<Intent[]>(world, 'intents')).filter(({ metadata }) => isOwn(world, metadata))
}

/** Everything that the company has told about this world's top-ups so far, in its order. */
async function noticesOf(world: World): Promise<Notice[]> {
  const intents = new Set((await intentsOf(world)).map(({ id }) => id))
  return (await readDoor<Notice[]>(world, 'events')).filter(
    ({ data: { object } }) => isOwn(world, object.metadata) || intents.has(object.payment_intent ?? ''),
  )
}
