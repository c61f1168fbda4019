// The SMS side: the messages API as Twilio publishes it (2010-04-01), and the phones that receive.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { createHmac, randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { demoBank, demoTown } from '../lib/demo-credentials.ts'
import {
  createSimulator,
  formOf,
  pathPart,
  queryPart,
  type Running,
  sendPage,
  type SimulatorOptions,
} from '../lib/http.ts'
import { openStore } from '../lib/store.ts'
import { fateOf } from './behaviour.ts'
import { messageList, phonePage, phonesPage } from './pages.ts'

export type SmsOptions = SimulatorOptions & { accounts?: readonly { sid: string; token: string }[] }

export type Message = {
  sid: string
  to: string
  from: string
  body: string
  at: string
  status: 'queued' | 'delivered' | 'undelivered'
  errorCode: number | null
  callbackUrl: string
}
type State = { messages: Message[] }
const kept = 1000

/** Starts the SMS simulator. Refuses to start in production, or with a state file that cannot be read. */
export async function startSms(options: SmsOptions = {}): Promise<Running> {
  const store = openStore<State>(options.stateFile, () => ({ messages: [] }))
  const sim = createSimulator(options, store.reset)
  const { app, door } = sim
  const accounts = options.accounts ?? [demoTown, demoBank]
  const on = (phone: string) => store.state.messages.filter((m) => m.to === phone && m.status === 'delivered')

  app.post('/2010-04-01/Accounts/:sid/Messages.json', async (request, reply) => {
    const account = accounts.find(
      (a) => request.headers.authorization === basic(a) && a.sid === pathPart(request, 'sid'),
    )
    if (!account) return refuse(reply, 401, 20003, 'Authenticate')
    const form = formOf(request)
    if (!form['Body']) return refuse(reply, 400, 21602, 'Message body is required.')
    const fate = fateOf(form['To'] ?? '')
    if (fate.kind === 'refused') return refuse(reply, fate.status, fate.code, fate.message)
    const message = messageFrom(form, door.now())
    store.state.messages = [...store.state.messages, message].slice(-kept)
    // Without a delay it is on the phone before the sender has its answer, so a test need not wait.
    const arrive = () => {
      Object.assign(message, { status: fate.final, errorCode: fate.errorCode })
      store.save()
      if (message.callbackUrl) callBack(message, account, door.push)
    }
    const answer = resource(message, account.sid)
    if (fate.afterMs === 0) arrive()
    else void wait(fate.afterMs, undefined, { ref: false }).then(arrive)
    return reply.code(201).send(answer)
  })
  app.get('/2010-04-01/Accounts/:sid/Messages/:name', async (request, reply) => {
    const account = accounts.find(
      (a) => request.headers.authorization === basic(a) && a.sid === pathPart(request, 'sid'),
    )
    if (!account) return refuse(reply, 401, 20003, 'Authenticate')
    const message = store.state.messages.find((m) => `${m.sid}.json` === pathPart(request, 'name'))
    return message
      ? resource(message, account.sid)
      : refuse(reply, 404, 20404, 'The requested resource was not found')
  })

  app.get('/', async (_request, reply) => {
    const delivered = store.state.messages.filter((m) => m.status === 'delivered')
    return sendPage(reply, phonesPage(new Map(delivered.map((m) => [m.to, m])), door.nasty()))
  })
  app.get('/phones/:number', async (request, reply) => showPhone(request, reply, on))
  return sim.listen()
}

/**
 * One address, three faces: the page, its live part, and JSON for tests (`/phones/+81….json`, oldest first).
 */
function showPhone(
  request: FastifyRequest,
  reply: FastifyReply,
  on: (phone: string) => Message[],
): FastifyReply {
  const name = pathPart(request, 'number')
  const number = name.replace(/\.json$/, '')
  const messages = on(number)
  if (name !== number)
    return reply.send({ messages: messages.map(({ sid, from, body, at }) => ({ sid, from, body, at })) })
  if (queryPart(request, 'part') === 'live') return sendPage(reply, messageList(messages).html)
  return sendPage(reply, phonePage(number, messages))
}

const basic = (a: { sid: string; token: string }) =>
  `Basic ${Buffer.from(`${a.sid}:${a.token}`).toString('base64')}`

function refuse(reply: FastifyReply, status: number, code: number, message: string): FastifyReply {
  return reply
    .code(status)
    .send({ code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status })
}

function messageFrom(form: Record<string, string>, at: Date): Message {
  return {
    sid: `SM${randomBytes(16).toString('hex')}`,
    to: form['To'] ?? '',
    from: form['From'] ?? form['MessagingServiceSid'] ?? '',
    body: form['Body'] ?? '',
    at: at.toISOString(),
    status: 'queued',
    errorCode: null,
    callbackUrl: form['StatusCallback'] ?? '',
  }
}

function resource(m: Message, accountSid: string) {
  return {
    sid: m.sid,
    account_sid: accountSid,
    status: m.status,
    to: m.to,
    from: m.from,
    body: m.body,
    // A text with kana goes as UCS-2: 70 characters alone, 67 each when joined.
    num_segments: String(m.body.length <= 70 ? 1 : Math.ceil(m.body.length / 67)),
    error_code: m.errorCode,
    error_message: m.errorCode === null ? null : 'Unreachable destination handset',
    date_created: new Date(m.at).toUTCString(),
    uri: `/2010-04-01/Accounts/${accountSid}/Messages/${m.sid}.json`,
  }
}

const sortedText = (fields: Record<string, string>) =>
  Object.keys(fields)
    .toSorted((a, b) => (a < b ? -1 : 1))
    .map((name) => name + fields[name])
    .join('')

/** Status callback, signed as published: base64 HMAC-SHA1 of the URL and the sorted names and values. */
function callBack(
  m: Message,
  account: { sid: string; token: string },
  push: (url: string, headers: Record<string, string>, body: string) => void,
): void {
  const fields: Record<string, string> = {
    AccountSid: account.sid,
    MessageSid: m.sid,
    MessageStatus: m.status,
    To: m.to,
  }
  if (m.errorCode !== null) fields['ErrorCode'] = String(m.errorCode)
  const signed = m.callbackUrl + sortedText(fields)
  const signature = createHmac('sha1', account.token).update(signed).digest('base64')
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature }
  push(m.callbackUrl, headers, new URLSearchParams(fields).toString())
}
