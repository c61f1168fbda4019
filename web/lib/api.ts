import type { CallOf, Endpoint, ReplyOf } from '#contract/endpoint.ts'
import type { Problem, RefusalCode } from '#contract/refusals.ts'
import { learnServerTime } from './clock.ts'

/** The server's "no", with the code that the words are keyed by. */
export type Refusal = Problem & { code: RefusalCode }

export type Answer<E extends Endpoint> = { ok: true; value: ReplyOf<E> } | { ok: false; problem: Refusal }

/** Nobody knows what happened: no network, no answer in time, or a bug. Asking again is always safe. */
export class Fault extends Error {
  readonly kind: 'unreachable' | 'broken'
  constructor(kind: 'unreachable' | 'broken', cause?: unknown) {
    super(kind, { cause })
    this.name = 'Fault'
    this.kind = kind
  }
}

/** A refusal on its way through a query, where only thrown values are carried. */
export class Refused extends Error {
  readonly problem: Refusal
  constructor(problem: Refusal) {
    super(problem.code)
    this.name = 'Refused'
    this.problem = problem
  }
}

type Parts = {
  params?: Record<string, string>
  query?: Record<string, unknown>
  body?: unknown
}
/** What an endpoint needs; nothing at all where it declares nothing. */
export type CallParts<E extends Endpoint> =
  Partial<CallOf<E>> extends CallOf<E> ? [parts?: CallOf<E>] : [parts: CallOf<E>]

/** Told to the window whenever the server says that nobody is signed in, or that the till is locked. */
export const signedOutEvent = 'enishi-signed-out'

/** Longer than the server waits for a bank, so that its answer usually arrives. */
const timeoutMs = 20_000

/**
 * Asks the server and gives its reply or its refusal. Throws a Fault when there was no answer that can be
 * understood; the act may then have happened or not.
 */
export async function call<E extends Endpoint>(endpoint: E, ...[parts]: CallParts<E>): Promise<Answer<E>> {
  const { params, query, body } = (parts ?? {}) as Parts
  const response = await send(endpoint.method, urlOf(endpoint.path, params, query), body)
  learnServerTime(response.headers.get('date'))
  const document = await readJson(response)
  if (response.ok) return { ok: true, value: document as ReplyOf<E> }
  const problem = document as Problem
  if (typeof problem?.code !== 'string' || problem.code === 'fault') throw new Fault('broken', problem)
  if (problem.code === 'not_signed_in' || problem.code === 'till_locked')
    dispatchEvent(new Event(signedOutEvent))
  return { ok: false, problem: problem as Refusal }
}

/** As `call`, for queries: gives the reply. Throws Refused for a refusal and Fault for everything else. */
export async function ask<E extends Endpoint>(endpoint: E, ...parts: CallParts<E>): Promise<ReplyOf<E>> {
  const answer = await call(endpoint, ...parts)
  if (!answer.ok) throw new Refused(answer.problem)
  return answer.value
}

async function send(method: string, url: string, body: unknown): Promise<Response> {
  try {
    return await fetch(url, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(timeoutMs),
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
  } catch (cause) {
    throw new Fault('unreachable', cause)
  }
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch (cause) {
    throw new Fault('broken', cause)
  }
}

function urlOf(path: string, params: Parts['params'], query: Parts['query']): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params?.[name] ?? ''))
  const given = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== '')
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()
  return `/api${filled}${search ? `?${search}` : ''}`
}
