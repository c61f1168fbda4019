// Where the provider takes what a card has signed, decides, and sends the browser back with a code or a no.
import type { FastifyReply } from 'fastify'
import { formOf, pathPart, sendPage, type Simulator } from '../lib/http.ts'
import type { Authority } from './authority.ts'
import { type EndingName, endingOf, endings, isEnding } from './behaviour.ts'
import type { CardRegister } from './cards.ts'
import { type AuthRequest, type Challenge, challengeBook } from './challenges.ts'
import { lostPage } from './pages.ts'
import type { Seal } from './seal.ts'
import { type Trust, verifyCard } from './verify.ts'

export type DeskParts = {
  authority: Authority
  register: CardRegister
  seal: Seal
  /** Where this program reaches itself, whatever address browsers use. */
  local: () => string
  issueCode: (request: AuthRequest, personId: string) => string
}

const base = '/api/realms/main/card'
const patienceMs = 3000

/** Hangs the desk on the simulator and gives its challenges. */
export function mountCardDesk(sim: Simulator, parts: DeskParts) {
  const { app, door } = sim
  const challenges = challengeBook(door.now)

  app.post(`${base}/:challenge`, async (request, reply) => {
    const challenge = challenges.find(pathPart(request, 'challenge'))
    if (!challenge) return reply.code(404).send({ error: 'unknown_challenge' })
    const form = formOf(request)
    if (challenge.outcome || challenge.nonceUsed || form['applicantData'] !== challenge.nonce) {
      return reply.code(400).send({ error: 'nonce_not_accepted' })
    }
    // Spent before anything is looked at: a second try needs a second nonce.
    challenge.nonceUsed = true
    const certificate = await parts.seal.open(form['encryptedUserAuthenticationCertificate'] ?? '')
    const signature = Buffer.from(form['sign'] ?? '', 'base64')
    const shown = { certificate, nonce: challenge.nonce, signature }
    const verdict = await verifyCard(shown, await trustFor(challenge.request, parts, door.now()))
    const personId = verdict.ok ? parts.register.bySerial(verdict.serial)?.personId : undefined
    if (personId) {
      challenge.outcome = { kind: 'passed', personId }
      return { result: 'passed' }
    }
    const ending = verdict.ok ? 'certificate_not_accepted' : endingOf[verdict.fault]
    challenge.outcome = { kind: 'refused', ending }
    return reply.code(ending === 'status_unavailable' ? 503 : 401).send({ error: ending })
  })

  app.post(`${base}/:challenge/error`, async (request, reply) => {
    const challenge = challenges.find(pathPart(request, 'challenge'))
    if (!challenge) return reply.code(404).send({ error: 'unknown_challenge' })
    const ending = formOf(request)['error'] ?? ''
    // What was decided stays decided; the app can only tell that there will be nothing to decide.
    challenge.outcome ??= { kind: 'refused', ending: isEnding(ending) ? ending : 'user_cancelled' }
    return { result: 'noted' }
  })

  app.get(`/api/realms/main/resume/:ticket`, async (request, reply) =>
    resume(challenges.findByTicket(pathPart(request, 'ticket')), reply, parts.issueCode),
  )
  return challenges
}

/** Where the browser with this ticket goes on. */
export const resumePath = (ticket: string): string => `/api/realms/main/resume/${ticket}`

function resume(
  challenge: Challenge | undefined,
  reply: FastifyReply,
  issueCode: DeskParts['issueCode'],
): FastifyReply {
  if (!challenge?.outcome) return sendPage(reply, lostPage(), 404)
  const { request, outcome } = challenge
  // Made when the browser comes for it, because a code lives for a minute only.
  challenge.returnUrl ||=
    outcome.kind === 'passed'
      ? withQuery(request.redirectUri, {
          code: issueCode(request, outcome.personId),
          state: request.state,
          session_state: challenge.id,
        })
      : refusalUrl(request, outcome.ending)
  return reply.redirect(challenge.returnUrl, 303)
}

function refusalUrl(request: AuthRequest, ending: EndingName): string {
  const fields = { error: endings[ending], error_description: ending, state: request.state }
  return withQuery(request.redirectUri, fields)
}

/** The address with more query fields; existing ones stay. Throws on something that is no URL. */
export function withQuery(url: string, fields: Record<string, string>): string {
  const target = new URL(url)
  for (const [name, value] of Object.entries(fields)) target.searchParams.set(name, value)
  return target.href
}

async function trustFor(request: AuthRequest, { authority, local }: DeskParts, now: Date): Promise<Trust> {
  const pinned = await authority.pinnedRoots()
  const askOcsp: Trust['askOcsp'] = (body) => {
    const headers = { 'content-type': 'application/ocsp-request' }
    return load(`${local()}/ocsp`, { method: 'POST', headers, body: new Uint8Array(body) })
  }
  const loadList = (root: number) => load(`${local()}/crl/auth-${pinned[root]?.generation}.crl`)
  return {
    roots: pinned.map(({ certificate }) => certificate),
    now,
    askOcsp,
    ...(request.acr.includes('crl') ? { loadList } : {}),
  }
}

async function load(url: string, more: RequestInit = {}): Promise<Buffer> {
  const answer = await fetch(url, { ...more, signal: AbortSignal.timeout(patienceMs) })
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`)
  return Buffer.from(await answer.arrayBuffer())
}
