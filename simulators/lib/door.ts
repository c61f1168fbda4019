// The management door: what a test or a curious person may do to a simulator besides using it.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { setTimeout as wait } from 'node:timers/promises'
import { masked, maskedText } from './mask.ts'

export type Effect = 'error' | 'delay' | 'drop-response' | 'duplicate'

/** A trouble ordered in advance for the next `times` requests or pushes whose path contains `match`. */
export type Fault = { match: string; effect: Effect; times: number; delayMs: number }

type LogEntry = {
  at: string
  method: string
  path: string
  status: number
  request: unknown
  response: unknown
}

export type Door = {
  /** The simulator's clock: real time plus what /__sim/clock was told. */
  now: () => Date
  nasty: () => boolean
  /**
   * Sends a message of the simulator's own accord (push, status callback); faults and bad weather apply to
   * it.
   */
  push: (url: string, headers: Record<string, string>, body: string) => void
  stop: () => void
}

const logLength = 500
const nastyEvery = 20
const effects: readonly string[] = ['error', 'delay', 'drop-response', 'duplicate'] satisfies Effect[]

/** Hangs the door's routes and hooks on a simulator; `onReset` empties the simulator's own memory. */
export function openDoor(app: FastifyInstance, options: { nasty: boolean; onReset: () => void }): Door {
  const faults: Fault[] = []
  const log: LogEntry[] = []
  const ending = new AbortController()
  let nasty = options.nasty
  let clockOffsetMs = 0
  let served = 0
  const now = () => new Date(Date.now() + clockOffsetMs)

  const take = (path: string, wanted: (effect: Effect) => boolean): Fault | undefined => {
    const found = faults.find((f) => f.times > 0 && path.includes(f.match) && wanted(f.effect))
    if (found) found.times -= 1
    return found
  }
  const note = (entry: Omit<LogEntry, 'at'>) => {
    log.push({ at: now().toISOString(), ...entry })
    if (log.length > logLength) log.shift()
  }

  app.addHook('preHandler', async (request, reply) => {
    if (isDoor(request)) return
    const fault = take(request.url, (effect) => effect === 'error' || effect === 'delay')
    if (fault?.effect === 'delay') await wait(fault.delayMs, undefined, { signal: ending.signal })
    if (fault?.effect === 'error') await reply.code(503).send({ error: 'ordered by /__sim/faults' })
  })
  app.addHook('onSend', async (request, reply, payload) => {
    if (isDoor(request)) return payload
    note(entryOf(request, reply, payload))
    // The work is done and remembered at this point: only the answer is lost, which is the cruel case.
    const cruel = nasty && isApiCall(request) && ++served % nastyEvery === 0
    if (cruel || take(request.url, (effect) => effect === 'drop-response')) request.raw.socket.destroy()
    return payload
  })

  app.post('/__sim/reset', async () => {
    faults.length = 0
    log.length = 0
    clockOffsetMs = 0
    options.onReset()
    return { reset: true }
  })
  app.post('/__sim/faults', async (request, reply) => {
    const order = orderOf(request)
    if (order.nasty !== undefined) nasty = order.nasty
    if (order.fault) faults.push(order.fault)
    if (order.fromPage) return reply.redirect('/', 303)
    return { nasty, faults }
  })
  app.get('/__sim/log', async () => ({ log }))
  app.post('/__sim/clock', async (request) => {
    const { now: at } = JSON.parse(bodyOf(request)) as { now: string }
    if (Number.isNaN(Date.parse(at))) throw new Error('clock wants { "now": "<ISO 8601>" }')
    clockOffsetMs = Date.parse(at) - Date.now()
    return { now: now().toISOString() }
  })

  const push = (url: string, headers: Record<string, string>, body: string) => {
    const fault = take(`push ${url}`, () => true)
    if (fault?.effect === 'error' || fault?.effect === 'drop-response') return
    const request = maskedText(body)
    for (const delayMs of pushDelays(fault, nasty)) {
      void deliver(url, headers, body, delayMs, ending.signal).then((status) =>
        note({ method: 'PUSH', path: url, status, request, response: undefined }),
      )
    }
  }
  return { now, nasty: () => nasty, push, stop: () => ending.abort() }
}

function entryOf(request: FastifyRequest, reply: FastifyReply, payload: unknown): Omit<LogEntry, 'at'> {
  const response = typeof payload === 'string' && !payload.startsWith('<') ? maskedText(payload) : undefined
  const { method, url: path } = request
  return { method, path, status: reply.statusCode, request: masked(request.body), response }
}

/** Loses the answer on purpose: the caller sees the line break after whatever was done. Never throws. */
export function dropAnswer(request: FastifyRequest, reply: FastifyReply): void {
  reply.hijack()
  request.raw.socket.destroy()
}

/** The body as the text that came in, '' when there was none. Never throws. */
export function bodyOf(request: FastifyRequest): string {
  return typeof request.body === 'string' ? request.body : ''
}

function isDoor(request: FastifyRequest): boolean {
  return request.url.startsWith('/__sim/')
}

/** Bad weather strikes machine calls only; a person clicking through pages is not the point of it. */
function isApiCall(request: FastifyRequest): boolean {
  return request.method === 'POST' && !(request.headers.accept ?? '').includes('text/html')
}

function orderOf(request: FastifyRequest): { nasty?: boolean; fault?: Fault; fromPage: boolean } {
  const body = bodyOf(request)
  if (!body.trimStart().startsWith('{')) {
    return { nasty: new URLSearchParams(body).get('nasty') === 'on', fromPage: true }
  }
  const wish = JSON.parse(body) as Partial<Fault> & { nasty?: boolean }
  const order = { fromPage: false, ...(wish.nasty === undefined ? {} : { nasty: wish.nasty }) }
  if (wish.match === undefined) return order
  if (!wish.effect || !effects.includes(wish.effect))
    throw new Error(`effect must be one of ${effects.join(', ')}`)
  const fault = {
    match: wish.match,
    effect: wish.effect,
    times: wish.times ?? 1,
    delayMs: wish.delayMs ?? 1000,
  }
  return { ...order, fault }
}

function pushDelays(fault: Fault | undefined, nasty: boolean): number[] {
  if (fault?.effect === 'duplicate') return [0, fault.delayMs]
  if (fault?.effect === 'delay') return [fault.delayMs]
  return nasty ? [3000, 7000] : [0]
}

/** Tries three times, 1 s and 5 s apart; gives the last HTTP status, 0 when nobody answered. */
async function deliver(
  url: string,
  headers: Record<string, string>,
  body: string,
  delayMs: number,
  ending: AbortSignal,
): Promise<number> {
  let status = 0
  for (const pauseMs of [delayMs, 1000, 5000]) {
    try {
      await wait(pauseMs, undefined, { signal: ending, ref: false })
      const signal = AbortSignal.any([ending, AbortSignal.timeout(10_000)])
      const answer = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' })
      status = answer.status
      if (answer.ok) return status
    } catch {
      if (ending.aborted) return status
    }
  }
  return status
}
