// A resident who tops up by card, and the card company's messages.
import { Stripe } from 'stripe'
import { continueCardTopUp, requestCardTopUp } from '#contract/card-top-ups.ts'
import { readTopUp, type TopUpState } from '#contract/top-ups.ts'
import { readWallet } from '#contract/wallets.ts'
import { makeId } from '#server/lib/id.ts'
import { demoCardProcessor } from '#server/providers/demo-keys.ts'
import type { Client } from './client.ts'
import { personOf } from './people.ts'
import type { Town } from './town.ts'

/** Frictionless, with a bank that acknowledges the attempt. */
export const visa = '4242424242424242'
/** The issuer asks its holder for a passcode each time. */
export const asksHolder = '4000002760003184'

/** A seeded resident who may top up, and what their wallet held before. */
export async function cardHolder(town: Town, key = 'hanako') {
  const client = await town.signIn(key)
  const { coin } = await client.ask(readWallet)
  return {
    id: personOf(key).id,
    client,
    /** What came since. */
    gained: async () => (await client.ask(readWallet)).coin - coin,
  }
}
/** Whoever may top up. */
type Holder = { client: Client }

type Begin = { amount?: number; cardId?: string | null; id?: string }

/** Presses 実行; gives the top-up and where the browser goes, '' where it stays. */
export async function begin({ client }: Holder, { amount = 3000, cardId = null, id = makeId() }: Begin = {}) {
  const begun = await client.ask(requestCardTopUp, { body: { id, cardId, amount } })
  return { id, topUp: begun.topUp, goTo: begun.goTo ?? '' }
}

/** How a top-up stands now; a moment passes before, because a screen may not make us ask again and again. */
export async function stateOf(town: Town, { client }: Holder, id: string) {
  town.clock.advance({ minutes: 0.1 })
  const { state, declinedBecause } = await client.ask(readTopUp, { params: { id } })
  return [state, declinedBecause] as [TopUpState, string | null]
}

/** Tops up with a card typed on the page, to its end; gives the top-up's id. */
export async function topUpByCard(
  town: Town,
  holder: Holder,
  { number = visa, amount = 3000, save = false } = {},
): Promise<string> {
  const { id, goTo } = await begin(holder, { amount })
  const page = await town.card.pay(goTo, number, { save })
  if (page.text.includes('本人認証サービス')) await town.card.prove(page, number)
  await holder.client.ask(continueCardTopUp, { params: { id } })
  return id
}

const stripe = new Stripe('sk_test_unused')

/** How the company signs a message, now or at another second, with our secret or another. */
export function sign(body: string, { secret = demoCardProcessor.webhookSecret, ageSeconds = 0 } = {}) {
  const timestamp = Math.floor(Date.now() / 1000) - ageSeconds
  return stripe.webhooks.generateTestHeaderString({ payload: body, secret, timestamp })
}

/** Brings a message to the town's door; gives the status of the answer. */
export async function notify(town: Town, body: string, signature: string | undefined = sign(body)) {
  const headers: Record<string, string> = { 'content-type': 'application/json' }
  if (signature !== undefined) headers['stripe-signature'] = signature
  const url = '/api/providers/card/notices'
  return (await town.newClient().send({ method: 'POST', url, body, headers })).status
}

/** Brings every message that the company has of these types, in this order of arrival, and does what follows. */
export async function deliver(
  town: Town,
  types: RegExp,
  { order = 'as sent' as 'as sent' | 'reversed', times = 1 } = {},
): Promise<void> {
  const events = (await town.card.events()).filter(({ type }) => types.test(type))
  for (let i = 0; i < times; i += 1) {
    for (const event of order === 'reversed' ? events.toReversed() : events) {
      await notify(town, JSON.stringify(event))
    }
  }
  await town.work()
}
