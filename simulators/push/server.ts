// The push side: a service that browsers subscribe at (RFC 8030), and the locked screens on which messages appear.
import { randomUUID } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import {
  createSimulator,
  pathPart,
  queryPart,
  type Running,
  sendPage,
  type SimulatorOptions,
} from '../lib/http.ts'
import { openStore } from '../lib/store.ts'
import { largestBytes } from './behaviour.ts'
import { type BrowserKeys, makeBrowserKeys, readMessage, senderOf } from './crypto.ts'
import { messageList, phonePage, pushFrontPage } from './pages.ts'

export type PushedMessage = {
  at: string
  title: string
  body: string
  path: string
  topic: string
  ttlSeconds: number
  sender: string
  bytes: number
}
export type Phone = { id: string; keys: BrowserKeys; ended: boolean; messages: PushedMessage[] }
type State = { phones: Phone[] }

const mostMessages = 200

/** Starts the service and the devices. Refuses to start in production, or with a state file that cannot be read. */
export async function startPush(options: SimulatorOptions = {}): Promise<Running> {
  const store = openStore<State>(options.stateFile, () => ({ phones: [] }))
  const sim = createSimulator(options, store.reset)
  const { app, door } = sim
  // A message is bytes, and what is made into text cannot be read any more.
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  )
  const find = (request: FastifyRequest) =>
    store.state.phones.find(({ id }) => id === pathPart(request, 'id'))
  const endpointOf = ({ id }: Phone) => `${sim.origin()}/push/${id}`

  app.get('/', async (_request, reply) => sendPage(reply, pushFrontPage(store.state.phones, door.nasty())))
  app.get('/phones/:id', async (request, reply) => {
    const phone = find(request)
    if (!phone) return reply.redirect('/', 303)
    return sendPage(reply, queryPart(request, 'part') === 'live' ? messageList(phone).html : phonePage(phone))
  })
  app.post('/phones/:id/end', async (request, reply) => {
    const phone = find(request)
    if (phone) phone.ended = true
    store.save()
    return reply.redirect(`/phones/${pathPart(request, 'id')}`, 303)
  })
  app.get('/messages.json', async (request) => {
    const phone = store.state.phones.find((each) => endpointOf(each) === queryPart(request, 'endpoint'))
    return { messages: phone?.messages ?? [] }
  })

  app.post('/subscriptions', async (_request, reply) => {
    const phone: Phone = { id: randomUUID(), keys: makeBrowserKeys(), ended: false, messages: [] }
    store.state.phones.push(phone)
    store.save()
    const { p256dh, auth } = phone.keys
    return reply.code(201).send({ endpoint: endpointOf(phone), p256dh, auth })
  })
  app.post('/push/:id', async (request, reply) => {
    const phone = find(request)
    if (!phone) return reply.code(404).send()
    if (phone.ended) return reply.code(410).send()
    const taken = await take(request, reply, phone, { origin: sim.origin(), now: door.now() })
    if (taken) store.save()
    return reply.send()
  })
  return sim.listen()
}

/** Puts a message on a device's screen; a later one of the same topic takes its place. Answers why not. */
async function take(
  request: FastifyRequest,
  reply: FastifyReply,
  phone: Phone,
  { origin, now }: { origin: string; now: Date },
): Promise<boolean> {
  const {
    ttl,
    topic = '',
    authorization = '',
    'content-encoding': encoding,
  } = request.headers as Record<string, string>
  const body = request.body
  if (ttl === undefined || encoding !== 'aes128gcm' || !Buffer.isBuffer(body)) {
    reply.code(400)
    return false
  }
  if (body.length > largestBytes) {
    reply.code(413)
    return false
  }
  const sender = await senderOf(authorization, origin, now)
  if (sender === undefined) {
    reply.code(403)
    return false
  }
  try {
    const { title, body: text, path } = JSON.parse(readMessage(body, phone.keys)) as Record<string, string>
    const told = { title: title ?? '', body: text ?? '', path: path ?? '' }
    const kept = topic === '' ? phone.messages : phone.messages.filter((each) => each.topic !== topic)
    const message = {
      at: now.toISOString(),
      ...told,
      topic,
      ttlSeconds: Number(ttl),
      sender,
      bytes: body.length,
    }
    phone.messages = [...kept, message].slice(-mostMessages)
  } catch {
    // A real service cannot tell; the browser would throw the message away.
  }
  reply.code(201).header('location', `${origin}/messages/${randomUUID()}`)
  return true
}
