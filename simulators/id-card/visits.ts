// One visit to the authenticator app. Memory only, because a visit lasts ten minutes.
import { randomUUID } from 'node:crypto'
import type { Challenge } from './challenges.ts'

export type Step = 'terms' | 'home' | 'link' | 'consent' | 'same' | 'pin' | 'hold' | 'read' | 'stopped'

export type Visit = {
  id: string
  challenge: Challenge
  /** Where this browser goes on at the end; '' when it began on another device, which notices by itself. */
  resumeUrl: string
  step: Step
  startedAt: number
  /** The password typed; it goes no further than the card. */
  pin: string
  /** Shown once on the next page. */
  message: string
}

const visitMs = 10 * 60_000

/** Keeps visits; one that is older than ten minutes is gone. */
export function visitBook(now: () => Date) {
  const visits = new Map<string, Visit>()
  return {
    begin(challenge: Challenge, resumeUrl: string): Visit {
      for (const [id, old] of visits) if (now().getTime() - old.startedAt > visitMs) visits.delete(id)
      const fresh = { step: 'terms', pin: '', message: '' } as const
      const visit: Visit = { id: randomUUID(), challenge, resumeUrl, startedAt: now().getTime(), ...fresh }
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
