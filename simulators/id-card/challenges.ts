// What the provider has asked for: one challenge for each authorization request, with a nonce for one card.
import { randomBytes } from 'node:crypto'
import type { EndingName } from './behaviour.ts'

export type AuthRequest = {
  clientId: string
  clientName: string
  redirectUri: string
  scope: readonly string[]
  /** What the relying party wants to be sure of; `crl` asks for the revocation list instead of OCSP. */
  acr: readonly string[]
  state: string
  nonce: string
  codeChallenge: string
}

export type Outcome = { kind: 'passed'; personId: string } | { kind: 'refused'; ending: EndingName }

export type Challenge = {
  /** Known to the authenticator app; on a PC also to whoever sees the QR code. */
  id: string
  /** Known only to the browser that began; with it the browser gets back to the relying party. */
  ticket: string
  /** What the card signs, once. */
  nonce: string
  nonceUsed: boolean
  request: AuthRequest
  openedAt: number
  outcome: Outcome | undefined
  /** Where the browser goes at the end; '' until it has come for it. */
  returnUrl: string
}

const challengeMs = 10 * 60_000

/** Keeps challenges in memory; one that is older than ten minutes is gone. */
export function challengeBook(now: () => Date) {
  const byId = new Map<string, Challenge>()
  const byTicket = new Map<string, Challenge>()
  const lives = (each: Challenge | undefined) =>
    each && now().getTime() - each.openedAt <= challengeMs ? each : undefined
  return {
    open(request: AuthRequest): Challenge {
      for (const old of byId.values()) {
        if (lives(old)) continue
        byId.delete(old.id)
        byTicket.delete(old.ticket)
      }
      const secret = () => randomBytes(24).toString('base64url')
      const names = { id: secret(), ticket: secret(), nonce: randomBytes(32).toString('hex') }
      const fresh = { nonceUsed: false, outcome: undefined, returnUrl: '' }
      const challenge = { ...names, ...fresh, request, openedAt: now().getTime() }
      byId.set(challenge.id, challenge)
      byTicket.set(challenge.ticket, challenge)
      return challenge
    },
    find: (id: string) => lives(byId.get(id)),
    findByTicket: (ticket: string) => lives(byTicket.get(ticket)),
    clear() {
      byId.clear()
      byTicket.clear()
    },
  }
}
