// The card company: an API in Stripe's wire format, its hosted payment page, and the issuers' 3-D Secure.
import { bodyOf } from '../lib/door.ts'
import { demoBank, demoCardProcessor } from '../lib/demo-credentials.ts'
import { createSimulator, pathPart, type Running, sendPage, type SimulatorOptions } from '../lib/http.ts'
import { openStore } from '../lib/store.ts'
import { mountApi } from './api.ts'
import { closeDispute, failRefund, openDispute, refundCharge } from './engine.ts'
import { type Card, send, type SendPasscode } from './events.ts'
import { cardFrontPage } from './pages.ts'
import { mountSites } from './sites.ts'
import { type InAdvance, keepInAdvance } from './sessions.ts'
import { emptyCard } from './state.ts'

export type CardOptions = SimulatorOptions & {
  /** The SMS gateway through which the issuers send their passcodes. */
  smsUrl: string
  apiKey?: string
}

/** Starts the card simulator. Refuses to start in production, or with a state file that cannot be read. */
export async function startCard(options: CardOptions): Promise<Running> {
  const store = openStore(options.stateFile, emptyCard)
  const sim = createSimulator(options, store.reset)
  const card: Card = {
    get state() {
      return store.state
    },
    save: store.save,
    sim,
    sendPasscode: passcodeSender(options.smsUrl),
  }
  mountApi(card, options.apiKey ?? demoCardProcessor.apiKey)
  mountSites(card)
  mountDoor(card)
  const { app, door } = sim
  app.get('/', async (_request, reply) => sendPage(reply, cardFrontPage(card.state, door.nasty())))
  return sim.listen()
}

/** What the shop's dashboard, the card holder and time do in the real world. */
function mountDoor(card: Card): void {
  const { app } = card.sim
  app.post('/__sim/webhook-endpoints', async (request) => {
    const { url, secret } = JSON.parse(bodyOf(request)) as { url: string; secret: string }
    card.state.endpoints[url] = { id: url, url, secret, enabled_events: ['*'] }
    card.save()
    return { sending: url }
  })
  app.post('/__sim/cards', async (request) => {
    keepInAdvance(card, JSON.parse(bodyOf(request)) as InAdvance)
    card.save()
    return { kept: true }
  })
  app.get('/__sim/events', async () => Object.values(card.state.events))
  app.get('/__sim/intents', async () => Object.values(card.state.intents))
  app.get('/__sim/books', async () => Object.values(card.state.balanceTransactions))
  app.post('/__sim/events/:id/send', async (request, reply) => {
    const event = card.state.events[pathPart(request, 'id')]
    if (event) send(card, event)
    return reply.redirect('/', 303)
  })
  app.post('/__sim/intents/:id/:act', async (request, reply) => {
    const intent = card.state.intents[pathPart(request, 'id')]
    const charge = card.state.charges[intent?.latest_charge ?? '']
    if (!charge) return reply.code(404).send()
    const amount = Number(new URLSearchParams(bodyOf(request)).get('amount') ?? charge.amount_captured)
    if (pathPart(request, 'act') === 'dispute') openDispute(card, charge, 'fraudulent')
    else refundCharge(card, charge, amount, { reason: 'requested_by_customer', metadata: {} })
    card.save()
    return reply.redirect('/', 303)
  })
  app.post('/__sim/refunds/:id/fail', async (request, reply) => {
    const refund = card.state.refunds[pathPart(request, 'id')]
    if (!refund) return reply.code(404).send()
    failRefund(card, refund)
    card.save()
    return reply.redirect('/', 303)
  })
  app.post('/__sim/disputes/:id/:end', async (request, reply) => {
    const dispute = card.state.disputes[pathPart(request, 'id')]
    if (!dispute) return reply.code(404).send()
    closeDispute(card, dispute, pathPart(request, 'end') === 'won' ? 'won' : 'lost')
    card.save()
    return reply.redirect('/', 303)
  })
}

function passcodeSender(smsUrl: string): SendPasscode {
  const { sid, token } = demoBank
  const url = `${smsUrl}/2010-04-01/Accounts/${sid}/Messages.json`
  const authorization = `Basic ${Buffer.from(`${sid}:${token}`).toString('base64')}`
  return async (to, text) => {
    try {
      const body = new URLSearchParams({ To: to, From: 'CARD', Body: text })
      const signal = AbortSignal.timeout(5000)
      const answer = await fetch(url, { method: 'POST', headers: { authorization }, body, signal })
      return answer.status === 201
    } catch {
      return false
    }
  }
}
