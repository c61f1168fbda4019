// The payments whose answer is not known, kept on the device: a lost answer or a closed app cannot lose sight of them.
import { useMemo, useSyncExternalStore } from 'react'
import type { PendingPayment } from './pending-payment.ts'

const storage = 'enishi.pending-payments'
const listeners = new Set<() => void>()
/** Whose first answer a screen of this window still waits for. */
const sending = new Set<string>()
let kept: PendingPayment[] = []
let unanswered = kept

/** Keeps a payment that is about to be sent for the first time. */
export function keepPending(pending: PendingPayment): void {
  sending.add(pending.body.id)
  change((all) => [...all, pending])
}

/** The first answer did not come: from now on it is asked about on every screen. */
export function leaveUnanswered(id: string): void {
  sending.delete(id)
  change((all) => all)
}

/** Notes that a payment is called off, or what became of it. */
export function notePending(id: string, what: Pick<PendingPayment, 'withdrawn' | 'outcome'>): void {
  change((all) => all.map((each) => (each.body.id === id ? { ...each, ...what } : each)))
}

/** Forgets payments of which the person knows what became. */
export function forgetPending(...ids: string[]): void {
  for (const id of ids) sending.delete(id)
  change((all) => all.filter(({ body }) => !ids.includes(body.id)))
}

/** The person sees the receipt of a payment; one that was called off is kept until it is understood. */
export function receiptSeen(id: string): void {
  if (kept.some(({ body, outcome, withdrawn }) => body.id === id && outcome && !withdrawn)) forgetPending(id)
}

/** Gives this person's payments without a first answer, oldest first; none while nobody is signed in. */
export function usePending(payerId: string | undefined): PendingPayment[] {
  const all = useSyncExternalStore(listen, () => unanswered)
  return useMemo(() => all.filter((each) => each.payerId === payerId), [all, payerId])
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Reads before it writes: another window of the app may have kept something since. */
function change(make: (all: PendingPayment[]) => PendingPayment[]): void {
  const next = make(load())
  try {
    localStorage.setItem(storage, JSON.stringify(next))
  } catch {
    // This window still knows them.
  }
  take(next)
}

function load(): PendingPayment[] {
  try {
    return JSON.parse(localStorage.getItem(storage) ?? '[]') as PendingPayment[]
  } catch {
    return kept
  }
}

function take(next: PendingPayment[]): void {
  kept = next
  unanswered = next.filter(({ body }) => !sending.has(body.id))
  for (const listener of listeners) listener()
}

take(load())
addEventListener('storage', ({ key }) => {
  if (key === storage) take(load())
})
