import type { z } from 'zod'
import type { RefusalCode } from './refusals.ts'

/** What a key of a till program may be good for. */
export type TillScope = 'read' | 'charge' | 'refund'

/** What somebody does at a store; contract/staff.ts says which role may. */
export type StaffAct =
  | 'receive'
  | 'today'
  | 'refund'
  | 'days'
  | 'make_device'
  | 'store'
  | 'account'
  | 'keys'
  | 'webhooks'
  | 'staff'
  | 'devices'
  | 'rules'

/** Who may call: an endpoint without a session is for `anyone`. */
export type Audience = 'anyone' | 'resident' | 'staff' | 'operator'

/** What an operator is there for: at the office, or at a counter that takes cash; `any` is both. */
export type Duty = 'office' | 'counter' | 'any'

type Shape = z.ZodType | undefined

/**
 * One thing that an app may ask of the server. The same object parses the request on the server, types
 * the call in the apps and writes the OpenAPI document. Refusals are listed in order of precedence:
 * the first that applies is the answer; those that any endpoint can give are not repeated.
 */
export interface Endpoint<
  Params extends Shape = Shape,
  Query extends Shape = Shape,
  Body extends Shape = Shape,
  Reply extends z.ZodType = z.ZodType,
> {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below `/api`; path parameters as `:name`. */
  path: string
  audience: Audience
  /** For whom among the operators; left out: the office. */
  duty?: Duty
  /** Of staff, and always said there: what is done, which not every role may. */
  act?: StaffAct
  summary: string
  params: Params
  query: Query
  body: Body
  reply: Reply
  refusals: readonly RefusalCode[]
  /** What a till program's key must be good for to call this; without it, no key is enough. */
  scope?: TillScope
  /** In bytes, where a file is sent; everything else is held to what a form needs. */
  largestBody?: number
}

interface Draft<P extends Shape, Q extends Shape, B extends Shape, R extends z.ZodType> {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  audience: Audience
  duty?: Duty
  act?: StaffAct
  summary: string
  params?: P
  query?: Q
  body?: B
  reply: R
  refusals?: readonly RefusalCode[]
  scope?: TillScope
  largestBody?: number
}

/** Declares an endpoint; what is left out is absent, not optional. */
export function endpoint<
  R extends z.ZodType,
  P extends Shape = undefined,
  Q extends Shape = undefined,
  B extends Shape = undefined,
>(draft: Draft<P, Q, B, R>): Endpoint<P, Q, B, R> {
  return {
    params: undefined as P,
    query: undefined as Q,
    body: undefined as B,
    refusals: [],
    ...draft,
  }
}

type Output<S extends Shape> = S extends z.ZodType ? z.output<S> : undefined
type Input<S extends Shape> = S extends z.ZodType ? z.input<S> : undefined

/** What an operation receives. */
export type ParamsOf<E extends Endpoint> = Output<E['params']>
export type QueryOf<E extends Endpoint> = Output<E['query']>
export type BodyOf<E extends Endpoint> = Output<E['body']>
/** What an app sends: only the parts that the endpoint declares. */
export type CallOf<E extends Endpoint> = {
  [K in 'params' | 'query' | 'body' as E[K] extends z.ZodType ? K : never]: Input<E[K]>
}
export type ReplyOf<E extends Endpoint> = z.output<E['reply']>
