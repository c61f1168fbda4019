// One visit: from the authorization request to the return. Memory only, because a visit lasts ten minutes.
import { randomUUID } from 'node:crypto'

export type Step = 'terms' | 'home' | 'link' | 'consent' | 'same' | 'pin' | 'hold' | 'read' | 'stopped'

export type AuthRequest = {
  clientId: string
  clientName: string
  redirectUri: string
  scope: readonly string[]
  state: string
  nonce: string
  codeChallenge: string
}

export type Visit = {
  id: string
  request: AuthRequest
  step: Step
  startedAt: number
  /** The password typed; it goes no further than the card. */
  pin: string
  personId: string
  /** Shown once on the next page. */
  message: string
  /** Where the browser goes at the end; '' until then. */
  returnUrl: string
}

const visitMs = 10 * 60_000

/** Keeps visits; one that is older than ten minutes is gone. */
export function visitBook(now: () => Date) {
  const visits = new Map<string, Visit>()
  return {
    begin(request: AuthRequest): Visit {
      for (const [id, old] of visits) if (now().getTime() - old.startedAt > visitMs) visits.delete(id)
      const fresh = { step: 'terms', pin: '', personId: '', message: '', returnUrl: '' } as const
      const visit: Visit = { id: randomUUID(), request, startedAt: now().getTime(), ...fresh }
      visits.set(visit.id, visit)
      return visit
    },
    find(id: string): Visit | undefined {
      const visit = visits.get(id)
      return visit && now().getTime() - visit.startedAt <= visitMs ? visit : undefined
    },
    clear: () => visits.clear(),
  }
}
export type VisitBook = ReturnType<typeof visitBook>
