// What the processor tells of its own accord: signed messages, each kept so that it can be sent again.
import type { Simulator } from '../lib/http.ts'
import type { CardState, Endpoint, Event } from './state.ts'
import { apiVersion, newId, signature } from './wire.ts'

export type Card = { state: CardState; save(): void; sim: Simulator; sendPasscode: SendPasscode }
export type SendPasscode = (to: string, text: string) => Promise<boolean>

export const secondsNow = (card: Card): number => Math.floor(card.sim.door.now().getTime() / 1000)

/** Keeps an event with the object as it is now, and sends it to every endpoint that wants its type. */
export function emit(card: Card, type: string, object: object, idempotencyKey: string | null = null): void {
  const event: Event = {
    id: newId('evt'),
    object: 'event',
    api_version: apiVersion,
    created: secondsNow(card),
    livemode: false,
    pending_webhooks: 1,
    type,
    // A copy: what happens later must not change what was told.
    data: { object: structuredClone(object) as Record<string, unknown> },
    request: { id: newId('req'), idempotency_key: idempotencyKey },
  }
  card.state.events[event.id] = event
  send(card, event)
}

/** Sends an event, for the first time or again, with a signature of this second. */
export function send(card: Card, event: Event): void {
  for (const endpoint of Object.values(card.state.endpoints)) {
    if (!wants(endpoint, event.type)) continue
    const body = JSON.stringify(event, null, 2)
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'stripe-signature': signature(endpoint.secret, secondsNow(card), body),
    }
    card.sim.door.push(endpoint.url, headers, body)
  }
}

function wants(endpoint: Endpoint, type: string): boolean {
  return endpoint.enabled_events.includes('*') || endpoint.enabled_events.includes(type)
}
