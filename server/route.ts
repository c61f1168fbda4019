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
}

/** Joins an endpoint of the contract with what answers it. */
export function route<E extends Endpoint>(
  endpoint: E,
  handle: (call: Call<E>) => Promise<ReplyOf<E>>,
): Route {
  return { endpoint, handle: handle as unknown as Route['handle'] }
}
