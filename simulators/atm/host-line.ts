// The line from the machines to the company's host: what is sent, what is lost on the way, what is sent later.
import type { AtmState, Deposit, Machine, Stored } from './state.ts'
import { answerCodes, answerMac, type Kind, type LineKey, same, sealRequest } from './wire.ts'

export type Answer = Record<string, unknown> & { code: string }

/** What the machines need of their surroundings. */
export type Atm = {
  state: AtmState
  save(): void
  now(): Date
  key: LineKey
  /** The number that the company has at this network: 企業番号. */
  companyCode: string
  hostUrl(): string
  answerMs: number
}

/** The next number of a machine's messages: six digits, from 000001, used once a day. */
export function nextTrace(machine: Machine): string {
  machine.trace = (machine.trace % 999_999) + 1
  return String(machine.trace).padStart(6, '0')
}

/** The machine's own day in Japan. */
export const dayOf = (at: Date): string =>
  new Date(at.getTime() + 9 * 3_600_000).toISOString().slice(0, 'YYYY-MM-DD'.length)

/**
 * Sends a message and gives the host's answer, or undefined when none came that can be believed. What was
 * ordered to go wrong goes wrong here.
 */
export async function exchange(
  atm: Atm,
  machine: Machine,
  kind: Kind,
  body: Record<string, unknown>,
): Promise<Answer | undefined> {
  const effect = takeTrouble(atm, machine.id, kind)
  if (effect === 'cut_before') return undefined
  const key = effect === 'wrong_key' ? { ...atm.key, key: 'somebody-else' } : atm.key
  const twin = effect === 'duplicate' ? post(atm, key, kind, body) : undefined
  const answer = await post(atm, key, kind, body)
  await twin
  return effect === 'cut_after' ? undefined : answer
}

function takeTrouble(atm: Atm, machine: string, kind: Kind): string | undefined {
  const found = atm.state.trouble.find(
    (each) => each.times > 0 && each.machine === machine && (each.kind === 'any' || each.kind === kind),
  )
  if (found) found.times -= 1
  return found?.effect
}

async function post(
  atm: Atm,
  key: LineKey,
  kind: Kind,
  message: Record<string, unknown>,
): Promise<Answer | undefined> {
  const path = `/api/providers/atm/${kind}`
  const body = JSON.stringify(message)
  const seal = sealRequest(key, { method: 'POST', path, body }, atm.now())
  try {
    const answer = await fetch(atm.hostUrl() + path, {
      method: 'POST',
      headers: { ...seal, 'content-type': 'application/json' },
      body,
      signal: AbortSignal.timeout(atm.answerMs),
    })
    const text = await answer.text()
    const mac = answer.headers.get('x-atm-mac') ?? ''
    // An answer that the host did not seal is no answer.
    if (!same(mac, answerMac(key, seal['x-atm-nonce'], answer.status, text))) return undefined
    return answer.ok ? (JSON.parse(text) as Answer) : undefined
  } catch {
    return undefined
  }
}

/** What is said of a deposit, in the question and in the advice. */
export function depositMessage({ machine, trace, on, linkId, amount, notes, at }: Deposit) {
  return { terminal: machine, trace, on, linkId, amount, notes, at }
}

/** Remembers a message that must arrive; it is kept before anything else happens. */
export function store(atm: Atm, stored: Stored): void {
  atm.state.stored.push(stored)
  atm.save()
}

/** Tells the host later that these notes are in the safe. */
export function storeAdvice(atm: Atm, deposit: Deposit): void {
  deposit.state = 'kept'
  store(atm, { kind: 'advice', body: depositMessage(deposit), deposit: deposit.key })
}

/** Tells the host later to take back what an earlier message may have done. */
export function storeReversal(
  atm: Atm,
  machine: Machine,
  { trace, on }: { trace: string; on: string },
  more: { linkId: string; reason: string; deposit?: Deposit },
): void {
  if (more.deposit) more.deposit.state = 'giving_back'
  const { linkId, reason } = more
  const name = { terminal: machine.id, trace: nextTrace(machine), on: dayOf(atm.now()) }
  const body = { ...name, linkId, original: { trace, on }, reason }
  store(atm, { kind: 'reversal', body, deposit: more.deposit?.key ?? '' })
}

/** Sends once what has to arrive, oldest first; what gets no answer stays for the next time. */
export async function forward(atm: Atm): Promise<void> {
  for (const stored of [...atm.state.stored]) {
    const machine = atm.state.machines[String(stored.body['terminal'])]
    if (!machine || machine.visit.screen === 'dark') continue
    const answer = await exchange(atm, machine, stored.kind, stored.body)
    // Somebody else may have had it answered meanwhile; a reversal that is not understood stays until it is.
    if (!answer || !atm.state.stored.includes(stored) || !isSettled(stored.kind, answer)) continue
    atm.state.stored = atm.state.stored.filter((each) => each !== stored)
    settle(atm.state.deposits[stored.deposit], stored.kind, { answer, at: atm.now() })
    atm.save()
  }
}

const isSettled = (kind: Stored['kind'], { code }: Answer): boolean =>
  kind === 'advice' || code === answerCodes.approved || code === answerCodes.nothingToReverse

function settle(
  deposit: Deposit | undefined,
  kind: Stored['kind'],
  { answer, at }: { answer: Answer; at: Date },
): void {
  if (!deposit) return
  if (kind === 'reversal') Object.assign(deposit, { state: 'given_back', returnedAt: at.toISOString() })
  else deposit.state = answer.code === answerCodes.approved ? 'acknowledged' : 'unmatched'
  deposit.authCode = String(answer['authCode'] ?? '')
}
