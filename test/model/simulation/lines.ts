// The two lines on which everything can go wrong: the one to PostgreSQL and the ones to providers. Both are tapped
// below the product, which knows nothing of it; outside a task they work as always.
import { Client, type Pool } from 'pg'
import { Crash, outside, runningTask } from './scheduler.ts'

type Query = (this: Client & { processID?: number }, ...given: unknown[]) => unknown

/** From now on every statement of a task waits for its turn, and may be the last thing that its process did. */
export function tapDatabase(): void {
  const original = Client.prototype.query as unknown as Query
  const tapped: Query = function (...given) {
    const running = runningTask()
    if (!running) return original.apply(this, given)
    const callback = given.find((each) => typeof each === 'function') as
      | ((error: unknown, result?: unknown) => void)
      | undefined
    const rest = given.filter((each) => typeof each !== 'function')
    const asked = ask(this, rest, original)
    if (!callback) return asked
    asked.then(
      (result) => callback(undefined, result),
      (error: unknown) => callback(error),
    )
  }
  Client.prototype.query = tapped as unknown as typeof Client.prototype.query
}

async function ask(
  client: Client & { processID?: number },
  given: unknown[],
  original: Query,
): Promise<unknown> {
  const running = runningTask()
  if (!running) throw new Error('no task')
  const { task, scheduler } = running
  const text = textOf(given[0])
  if (task.crashed) {
    // What PostgreSQL does by itself when a process is gone.
    if (text === 'rollback') return original.apply(client, given)
    throw new Crash()
  }
  // FLT-P01, P03: any statement may be the last thing that a process did, a commit as well.
  const fate = await scheduler.turn(text.slice(0, 60), text !== 'rollback' && text !== 'begin')
  if (fate === 'crash_before') {
    task.crashed = true
    if (text === 'commit') await original.apply(client, ['rollback'])
    throw new Crash()
  }
  const flight = { pid: client.processID ?? 0, blocked: false, waited: false }
  task.flights.add(flight)
  const outcome = await Promise.allSettled([original.apply(client, given)])
  task.flights.delete(flight)
  scheduler.stir()
  if (fate === 'crash_after') task.crashed = true
  // Several may be woken by one commit: who goes on first is not left to chance either.
  else if (flight.waited && !task.crashed) await scheduler.turn('woken', false)
  if (task.crashed) throw new Crash()
  const [result] = outcome
  if (result.status === 'rejected') throw result.reason
  return result.value
}

const textOf = (asked: unknown): string =>
  (typeof asked === 'string' ? asked : ((asked as { text?: string }).text ?? ''))
    .trim()
    .replaceAll(/\s+/g, ' ')

/** What happens to one call of a provider. */
export type LineFault =
  | 'fine'
  /** FLT-N01, V02: the call never arrives. */
  | 'lost'
  /** FLT-N03, N04, V03: it works, and the answer never arrives. */
  | 'answer_lost'
  /** FLT-V04: it works, and the answer is a page of something else. */
  | 'nonsense'
  /** FLT-N14: it works, and half of the answer arrives. */
  | 'cut'
  /** FLT-V05: it works, and the answer is 500. */
  | 'error_after'
  /** FLT-V06: busy, or closed for the night. */
  | 'closed'
  /** FLT-N13: it is sent twice by somebody in between. */
  | 'twice'
  /** FLT-V14: the question is answered by a copy that is behind. */
  | 'not_found_yet'

export type Line = {
  /** What happens to this call; the text is its path and body. */
  faultOf: (path: string, body: string) => LineFault
  /** What a copy that is behind answers. */
  notFound: (path: string) => string | undefined
  /** Whoever stands in this very process answers without a wire; undefined for everybody else. */
  answerHere: (url: URL, init: RequestInit | undefined) => Promise<Response> | undefined
}

let line: Line | undefined
const real = globalThis.fetch

/** From now on every call of a task waits for its turn and meets what the line of its world has for it. */
export function tapProviders(): void {
  globalThis.fetch = async (input, init) => {
    const running = runningTask()
    const url = new URL(input instanceof Request ? input.url : input)
    if (!running || !line || url.pathname.startsWith('/__sim')) return real(input, init)
    const { task, scheduler } = running
    if (task.crashed) throw new Crash()
    // FLT-P02: the process dies between asking and the answer.
    const fate = await scheduler.turn(`call ${url.pathname}`, true)
    const die = () => {
      task.crashed = true
      throw new Crash()
    }
    if (fate === 'crash_before') die()
    const { answerHere } = line
    const call = () => answerHere(url, init) ?? real(input, init)
    const answer = await answerOf(call, line, url.pathname, String(init?.body ?? ''))
    if (fate === 'crash_after') die()
    return answer
  }
}

/**
 * As tapProviders, for a provider whose library brings a line of its own: its calls are lost, or their answers are.
 * `unknownOf` has what the port promises to give then; all other calls throw.
 */
export function tapPort<P extends object>(
  port: P,
  name: string,
  unknownOf: Partial<Record<keyof P, unknown>>,
): P {
  const tapped = Object.entries(port).map(([method, call]: [string, (...given: unknown[]) => unknown]) => [
    method,
    async (...given: unknown[]) => {
      const running = runningTask()
      if (!running || !line) return call(...given)
      const { task, scheduler } = running
      if (task.crashed) throw new Crash()
      const fate = await scheduler.turn(`call ${name} ${method}`, true)
      const fault =
        fate === 'crash_before' ? 'lost' : line.faultOf(`/${name}/${method}`, JSON.stringify(given))
      const reached = fault !== 'lost' && fault !== 'closed' && fault !== 'not_found_yet'
      const answer = reached ? await outside(async () => call(...given)) : undefined
      if (fault === 'twice') await outside(async () => call(...given))
      if (fate !== 'go') {
        task.crashed = true
        throw new Crash()
      }
      if (fault === 'fine' || fault === 'twice') return answer
      if (method in unknownOf) return unknownOf[method as keyof P]
      throw new Error(`${name} does not answer`)
    },
  ])
  return Object.fromEntries(tapped) as P
}

/** Puts a world's line in place of the one before. */
export function useLine(next: Line | undefined): void {
  line = next
}

async function answerOf(
  call: () => Promise<Response>,
  { faultOf, notFound }: Line,
  path: string,
  body: string,
): Promise<Response> {
  const fault = faultOf(path, body)
  if (fault === 'lost') throw new TypeError('fetch failed')
  if (fault === 'closed') return new Response('{"error":"closed"}', { status: 503 })
  if (fault === 'not_found_yet') {
    const text = notFound(path)
    if (text !== undefined) return new Response(text, { headers: { 'content-type': 'application/json' } })
  }
  if (fault === 'twice') await (await call()).text()
  const answer = await call()
  const text = await answer.text()
  if (fault === 'answer_lost') throw new TypeError('terminated')
  if (fault === 'nonsense') return new Response('<html><body>502 Bad Gateway</body></html>')
  if (fault === 'cut') return new Response(text.slice(0, text.length / 2))
  if (fault === 'error_after') return new Response(text, { status: 500 })
  return new Response(text, { status: answer.status, headers: answer.headers })
}

/** Opens as many connections as tasks can use, so that none waits for another one's. */
export async function warmUp(pool: Pool, connections: number): Promise<void> {
  const clients = await Promise.all(Array.from({ length: connections }, () => pool.connect()))
  for (const client of clients) client.release()
}
