import type { FastifyReply, FastifyRequest } from 'fastify'
import type { BodyOf, Endpoint, ParamsOf, QueryOf, ReplyOf } from '#contract/endpoint.ts'
import type { Caller } from './access.ts'
import type { Context } from './context.ts'

/** What a handler is given: the parsed request, and who is asking where the endpoint wants somebody. */
export type Call<E extends Endpoint> = {
  context: Context
  params: ParamsOf<E>
  query: QueryOf<E>
  body: BodyOf<E>
  caller: E['audience'] extends 'anyone' ? Caller | undefined : Caller
  request: FastifyRequest
  response: FastifyReply
}

export type Route = {
  endpoint: Endpoint
  handle: (call: Call<Endpoint>) => Promise<unknown>
  /**
   * The caller may be one that is only recalled. Then `handle` looks at the session by itself, and refuses
   * not_signed_in before it has done anything wherever it is not sure; the caller is looked up and it is asked again.
   */
  recallsCaller?: boolean
}

/** Joins an endpoint of the contract with what answers it. */
export function route<E extends Endpoint>(
  endpoint: E,
  handle: (call: Call<E>) => Promise<ReplyOf<E>>,
  options: Pick<Route, 'recallsCaller'> = {},
): Route {
  return { endpoint, handle: handle as unknown as Route['handle'], ...options }
}
