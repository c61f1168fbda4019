// The mail side: an SMTP server that takes everything, and the mailboxes it fills.
import PostalMime from 'postal-mime'
import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'
import {
  createSimulator,
  pathPart,
  queryPart,
  type Running,
  sendPage,
  type SimulatorOptions,
} from '../lib/http.ts'
import { openStore, type Store } from '../lib/store.ts'
import { refusalOf } from './behaviour.ts'
import { boxPage, mailFrontPage, mailList, mailPage } from './pages.ts'

export type MailOptions = SimulatorOptions & {
  /** 0 or nothing: any free port. */
  smtpPort?: number
}
export type RunningMail = Running & { smtpPort: number }

export type Mail = {
  id: string
  at: string
  from: string
  to: string
  subject: string
  text: string
  html: string
  headers: Record<string, string>
}
type State = { mails: Mail[] }
const kept = 1000

/** Starts SMTP and mailboxes. Refuses to start in production, or with a state file that cannot be read. */
export async function startMail(options: MailOptions = {}): Promise<RunningMail> {
  const store = openStore<State>(options.stateFile, () => ({ mails: [] }))
  const sim = createSimulator(options, store.reset)
  const { app, door } = sim
  const to = (address: string) => store.state.mails.filter((m) => m.to === address.toLowerCase())

  app.get('/', async (_request, reply) => sendPage(reply, mailFrontPage(store.state.mails, door.nasty())))
  app.get('/boxes/:address', async (request, reply) => {
    const address = pathPart(request, 'address')
    if (queryPart(request, 'part') === 'live') return sendPage(reply, mailList(to(address)).html)
    return sendPage(reply, boxPage(address, to(address)))
  })
  app.get('/messages/:id', async (request, reply) => {
    const mail = store.state.mails.find((m) => m.id === pathPart(request, 'id'))
    return mail ? sendPage(reply, mailPage(mail)) : reply.redirect('/', 303)
  })
  app.get('/messages.json', async (request) => {
    const address = queryPart(request, 'to')
    return { messages: address ? to(address) : store.state.mails }
  })

  const smtp = smtpServer(store, door.now)
  await new Promise<void>((resolve, reject) => {
    smtp.once('error', reject)
    smtp.listen(options.smtpPort ?? 0, options.host ?? 'localhost', resolve)
  })
  smtp.on('error', (error) => console.error('smtp simulator', error.message))
  const running = await sim.listen()
  return {
    ...running,
    smtpPort: (smtp.server.address() as AddressInfo).port,
    async close() {
      await new Promise<void>((resolve) => smtp.close(resolve))
      await running.close()
    },
  }
}

function smtpServer(store: Store<State>, now: () => Date): SMTPServer {
  return new SMTPServer({
    // No TLS on a simulator: the line never leaves the machine. A user name and password are taken, whatever
    // they are.
    disabledCommands: ['STARTTLS'],
    hideSTARTTLS: true,
    allowInsecureAuth: true,
    authOptional: true,
    closeTimeout: 500,
    onAuth: (auth, _session, done) => done(null, { user: auth.username ?? 'anyone' }),
    onRcptTo(address, _session, done) {
      const refusal = refusalOf(address.address)
      if (!refusal) return done()
      return done(Object.assign(new Error(refusal.text), { responseCode: refusal.code }))
    },
    onData(stream, session, done) {
      buffer(stream)
        .then(async (bytes) => {
          const parsed = await PostalMime.parse(bytes)
          const mails = session.envelope.rcptTo.map((rcpt) => ({
            id: randomUUID(),
            at: now().toISOString(),
            from: parsed.from?.address ?? '',
            to: rcpt.address.toLowerCase(),
            subject: parsed.subject ?? '(件名なし)',
            text: (parsed.text ?? '').trimEnd(),
            html: parsed.html ?? '',
            headers: Object.fromEntries(parsed.headers.map((h) => [h.key, h.value])),
          }))
          store.state.mails = [...store.state.mails, ...mails].slice(-kept)
          store.save()
          done()
        })
        .catch((error: Error) => done(error))
    },
  })
}
