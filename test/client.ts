// One browser: a cookie jar that speaks the contract.
import type { FastifyInstance } from 'fastify'
import type { CallOf, Endpoint, ReplyOf } from '#contract/endpoint.ts'
import type { Problem, RefusalCode } from '#contract/refusals.ts'

type CallArguments<E extends Endpoint> = keyof CallOf<E> extends never ? [] : [call: CallOf<E>]

type Answer<E extends Endpoint> = {
  status: number
  reply: ReplyOf<E> | undefined
  problem: Problem | undefined
}

export type Client = {
  /** Asks and gives what came back, yes or no; throws for a fault and for a reply that breaks the contract. */
  call<E extends Endpoint>(endpoint: E, ...call: CallArguments<E>): Promise<Answer<E>>
  /** Asks and gives the reply; throws when it is refused. */
  ask<E extends Endpoint>(endpoint: E, ...call: CallArguments<E>): Promise<ReplyOf<E>>
  /** Asks and gives the code of the refusal; throws when it is not refused. */
  refused<E extends Endpoint>(endpoint: E, ...call: CallArguments<E>): Promise<RefusalCode | 'fault'>
  /** Sends anything at all, also what the contract does not allow. */
  send(request: RawRequest): Promise<{ status: number; headers: Record<string, unknown>; body: string }>
  /** Fetches a file; throws when there is none. */
  download(url: string): Promise<{ type: string; bytes: Buffer }>
}

type RawRequest = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  url: string
  body?: string | Buffer
  headers?: Record<string, string>
}

/**
 * A browser without cookies, or a program that sends headers of its own each time. `faultOf` tells what was thrown
 * behind a 500.
 */
export function makeClient(
  app: FastifyInstance,
  origin: string,
  faultOf: () => unknown,
  always: Record<string, string> = {},
): Client {
  const jar = new Map<string, string>()

  async function send({ method, url, body, headers = {} }: RawRequest) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await app.inject({
      ...{ method, url },
      headers: { origin, ...always, ...(cookie ? { cookie } : {}), ...headers },
      ...(body === undefined ? {} : { payload: body }),
    })
    for (const { name, value } of answer.cookies as { name: string; value: string }[]) {
      if (value === '') jar.delete(name)
      else jar.set(name, value)
    }
    return {
      status: answer.statusCode,
      headers: answer.headers as Record<string, unknown>,
      body: answer.body,
    }
  }

  async function call<E extends Endpoint>(endpoint: E, ...[parts]: CallArguments<E>): Promise<Answer<E>> {
    const { params, query, body } = (parts ?? {}) as Partial<Record<'params' | 'query' | 'body', object>>
    const answer = await send({
      method: endpoint.method,
      url: addressOf(endpoint.path, params ?? {}, query ?? {}),
      ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
    })
    const name = `${endpoint.method} ${endpoint.path}`
    if (answer.status >= 500 && isFault(answer.body)) {
      throw new Error(`${name} ended in a fault`, { cause: faultOf() })
    }
    const json: unknown = JSON.parse(answer.body)
    if (answer.status >= 400) return { status: answer.status, reply: undefined, problem: json as Problem }
    const parsed = endpoint.reply.safeParse(json)
    if (!parsed.success)
      throw new Error(`${name} broke its contract: ${parsed.error.message}\n${answer.body}`)
    return { status: answer.status, reply: parsed.data as ReplyOf<E>, problem: undefined }
  }

  async function download(url: string) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await app.inject({ method: 'GET', url, headers: { ...always, cookie } })
    if (answer.statusCode !== 200) throw new Error(`GET ${url} gave ${answer.statusCode}: ${answer.body}`)
    return { type: String(answer.headers['content-type']), bytes: answer.rawPayload }
  }

  return {
    call,
    send,
    download,
    async ask(endpoint, ...parts) {
      const { reply, problem } = await call(endpoint, ...parts)
      if (problem) {
        throw new Error(`${endpoint.method} ${endpoint.path} was refused: ${JSON.stringify(problem)}`)
      }
      return reply as ReplyOf<typeof endpoint>
    },
    async refused(endpoint, ...parts) {
      const { reply, problem } = await call(endpoint, ...parts)
      if (!problem) {
        throw new Error(`${endpoint.method} ${endpoint.path} was not refused: ${JSON.stringify(reply)}`)
      }
      return problem.code
    },
  }
}

function isFault(body: string): boolean {
  return body.includes('"fault"')
}

function addressOf(path: string, params: object, query: object): string {
  const values = params as Record<string, string>
  const filled = path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(values[name] ?? ''))
  const search = new URLSearchParams(query as Record<string, string>).toString()
  return `/api${filled}${search ? `?${search}` : ''}`
}
