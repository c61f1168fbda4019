// The mail side: an SMTP server that takes everything, and the mailboxes it fills.
import { dkimVerify } from 'mailauth/lib/dkim/verify.js'
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
import { demoDkimRecord } from '../lib/demo-credentials.ts'
import { openStore, type Store } from '../lib/store.ts'
import { refusalOf } from './behaviour.ts'
import { boxPage, mailFrontPage, mailList, mailPage } from './pages.ts'

export type MailOptions = SimulatorOptions & {
  /** 0 or nothing: any free port. */
  smtpPort?: number
  /** What DNS says about keys that sign mail: name and text of TXT records. */
  dkimRecords?: readonly DkimRecord[]
}
export type DkimRecord = { name: string; text: string }
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
  /** Missing in what an earlier version has kept. */
  signature?: Signature
}
/** Whose DKIM signature a mail carries, and whether it is right; 'none' where nobody has signed. */
export type Signature = { result: string; domain: string; selector: string }
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

  const smtp = smtpServer(store, door.now, options.dkimRecords ?? [demoDkimRecord])
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

/** Looks at the first signature as a receiving server would (RFC 6376), with keys that it is told. */
async function signatureOf(bytes: Buffer, records: readonly DkimRecord[]): Promise<Signature> {
  const resolver = async (name: string) => {
    const record = records.find((each) => each.name === name)
    if (!record) throw Object.assign(new Error(`no key at ${name}`), { code: 'ENOTFOUND' })
    return [[record.text]]
  }
  const { results } = await dkimVerify(bytes, { resolver })
  const [first] = results
  return {
    result: first?.status.result ?? 'none',
    domain: first?.signingDomain ?? '',
    selector: first?.selector ?? '',
  }
}

function smtpServer(store: Store<State>, now: () => Date, records: readonly DkimRecord[]): SMTPServer {
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
          const signature = await signatureOf(bytes, records)
          const mails = session.envelope.rcptTo.map((rcpt) => ({
            id: randomUUID(),
            at: now().toISOString(),
            from: parsed.from?.address ?? '',
            to: rcpt.address.toLowerCase(),
            subject: parsed.subject ?? '(件名なし)',
            text: (parsed.text ?? '').trimEnd(),
            html: parsed.html ?? '',
            headers: Object.fromEntries(parsed.headers.map((h) => [h.key, h.value])),
            signature,
          }))
          store.state.mails = [...store.state.mails, ...mails].slice(-kept)
          store.save()
          done()
        })
        .catch((error: Error) => done(error))
    },
  })
}
