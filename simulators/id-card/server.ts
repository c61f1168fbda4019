// The card check: an OpenID provider whose sign-in page is the authenticator app with a drawer of cards.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { AddressInfo } from 'node:net'
import { demoRelyingParty } from '../lib/demo-credentials.ts'
import { createSimulator, formOf, pathPart, type Running, sendPage } from '../lib/http.ts'
import type { Simulator, SimulatorOptions } from '../lib/http.ts'
import { openStore } from '../lib/store.ts'
import { mountApp } from './app.ts'
import { openAuthority, type Vault } from './authority.ts'
import { isEnding } from './behaviour.ts'
import { cardBox } from './card-box.ts'
import { mountCardDesk, resumePath } from './card-desk.ts'
import { type CardRegister, cardRegister, emptyRegister, type Register } from './cards.ts'
import { testResponsePage, waitingPage } from './desk-pages.ts'
import { mountManagement } from './management.ts'
import { idCardFrontPage, lostPage } from './pages.ts'
import { type Client, mountProvider } from './provider.ts'
import { revocationService } from './revocation.ts'
import { openSeal } from './seal.ts'
import { visitBook } from './visits.ts'

export type IdCardOptions = SimulatorOptions & {
  /** Registered relying parties; default: the one of the demo. */
  clients?: readonly Client[]
  /** The test-response page instead of app and card; default: SIM_ID_CARD_QUICK=1. */
  quick?: boolean
}

/** Starts the card check. Refuses to start in production, or with a state file that cannot be read. */
export async function startIdCard(options: IdCardOptions = {}): Promise<Running> {
  const store = openStore<Register>(options.stateFile, emptyRegister)
  // Keys and certificates have a file of their own: a reset forgets what happened, not who issued the cards.
  const vault = openStore<Vault>(options.stateFile?.replace(/(\.json)?$/, '-keys.json'), () => ({}))
  const sim = createSimulator(options, () => {
    store.reset()
    for (const part of [visits, challenges, provider, box, revocation]) part.clear()
  })
  const { app, door } = sim
  const local = () => `http://${options.host ?? 'localhost'}:${(app.server.address() as AddressInfo).port}`
  const [authority, register, seal] = [openAuthority(vault), cardRegister(store, door.now), openSeal()]
  const [box, visits] = [cardBox(authority, register), visitBook(door.now)]
  const revocation = revocationService(authority, register, door.now)
  const mode = { quick: options.quick ?? process.env['SIM_ID_CARD_QUICK'] === '1' }

  const provider = await mountProvider(
    sim,
    options.clients ?? [demoRelyingParty],
    seal,
    (asked, request, reply) => {
      const { ticket } = challenges.open(asked)
      if (mode.quick) return reply.redirect(`/quick/${ticket}`, 303)
      return reply.redirect(isPc(request) ? `/pc/${ticket}` : `/app/begin/${ticket}`, 303)
    },
  )
  const { issueCode } = provider
  const challenges = mountCardDesk(sim, { authority, register, seal, local, issueCode })
  app.get('/', async (_request, reply) => sendPage(reply, idCardFrontPage(door.nasty(), mode.quick)))
  mountApp(sim, { visits, register, box, provider: local })
  mountManagement(sim, { box, register, revocation, setQuick: (on) => void (mode.quick = on) })
  mountQuick(sim, challenges, register)
  mountPc(sim, challenges, visits)
  return sim.listen()
}

type Challenges = ReturnType<typeof mountCardDesk>

/** A browser that does not say that it is a phone. Programs are taken for phones: they read no QR codes. */
function isPc({ headers }: FastifyRequest): boolean {
  const agent = headers['user-agent'] ?? ''
  return agent.startsWith('Mozilla/') && !/Mobile|Android|iPhone|iPad/.test(agent)
}

/** The PC's side: the page with the QR code, and the ways on from it. */
function mountPc(
  { app, origin }: Simulator,
  challenges: Challenges,
  visits: ReturnType<typeof visitBook>,
): void {
  const lost = (reply: FastifyReply) => sendPage(reply, lostPage(), 404)
  app.get('/pc/:ticket', async (request, reply) => {
    const challenge = challenges.findByTicket(pathPart(request, 'ticket'))
    if (!challenge) return lost(reply)
    if (challenge.outcome) return reply.redirect(resumePath(challenge.ticket), 303)
    return sendPage(reply, waitingPage(challenge, `${origin()}/app/join/${challenge.id}`))
  })
  app.get('/pc/:ticket/state', async (request, reply) => {
    const challenge = challenges.findByTicket(pathPart(request, 'ticket'))
    if (!challenge) return reply.code(404).send({ error: 'unknown' })
    return { done: challenge.outcome !== undefined }
  })
  app.get('/app/begin/:ticket', async (request, reply) => {
    const challenge = challenges.findByTicket(pathPart(request, 'ticket'))
    if (!challenge) return lost(reply)
    return reply.redirect(`/app/${visits.begin(challenge, resumePath(challenge.ticket)).id}`, 303)
  })
  app.get('/app/join/:challenge', async (request, reply) => {
    const challenge = challenges.find(pathPart(request, 'challenge'))
    // The phone is given no way back: only the PC's browser may return to the relying party.
    return challenge ? reply.redirect(`/app/${visits.begin(challenge, '').id}`, 303) : lost(reply)
  })
}

/** 「テストレスポンス設定」 as the official sandbox has it. */
function mountQuick({ app }: Simulator, challenges: Challenges, register: CardRegister): void {
  app.get('/quick/:ticket', async (request, reply) => {
    const challenge = challenges.findByTicket(pathPart(request, 'ticket'))
    if (!challenge) return sendPage(reply, lostPage(), 404)
    return sendPage(reply, testResponsePage(challenge, register.all()))
  })
  app.post('/quick/:ticket', async (request, reply) => {
    const challenge = challenges.findByTicket(pathPart(request, 'ticket'))
    const { result = '', card = '' } = formOf(request)
    const personId = register.byId(card)?.personId
    if (!challenge || !personId) return sendPage(reply, lostPage(), 404)
    challenge.outcome ??= isEnding(result)
      ? { kind: 'refused', ending: result }
      : { kind: 'passed', personId }
    return reply.redirect(resumePath(challenge.ticket), 303)
  })
}
