import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Problem, refusals } from '#contract/refusals.ts'
import { BatcherFull } from './lib/batch.ts'
import { NoConnection } from './lib/database.ts'
import { type Facts, Refusal } from './lib/refusal.ts'

/** The parts of a request that were not as the contract says. */
export class InvalidInput extends Error {
  override name = 'InvalidInput'
  readonly issues: z.core.$ZodIssue[]
  constructor(issues: z.core.$ZodIssue[]) {
    super('invalid input')
    this.issues = issues
  }
}

/**
 * The one place that turns what was thrown into an answer: a refusal into its problem document (RFC 9457),
 * anything else into a 500 that tells nothing but the request's id.
 */
export function answerProblem(error: unknown, request: FastifyRequest, response: FastifyReply): FastifyReply {
  const problem = problemOf(error, request.id)
  if (problem.code === 'fault') request.log.error({ request: request.id, err: error })
  const wait = problem.facts?.waitSeconds
  if (problem.status === 503 || typeof wait === 'number') response.header('retry-after', String(wait ?? 1))
  return response
    .code(problem.status)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem))
}

const busy = JSON.stringify({ type: '/problems/busy', title: 'busy', status: refusals.busy, code: 'busy' })

/** Answers busy, with the second after which to come back, without making or keeping anything for it. */
export function sayBusy(response: FastifyReply): FastifyReply {
  return response
    .code(refusals.busy)
    .header('retry-after', '1')
    .type('application/problem+json; charset=utf-8')
    .send(busy)
}

function problemOf(error: unknown, instance: string): Problem {
  if (error instanceof Refusal) return make(error.code, instance, { facts: error.facts })
  if (error instanceof BatcherFull || error instanceof NoConnection) return make('busy', instance, {})
  if (error instanceof InvalidInput)
    return make('invalid_input', instance, { errors: error.issues.map(pointTo) })
  const { statusCode, code } = error as { statusCode?: number; code?: string }
  if (statusCode === 404) return make('not_found', instance, {})
  if (statusCode === 413) return make('too_large', instance, {})
  if (statusCode === 429) return make('too_many_requests', instance, {})
  // What Fastify itself could not read: broken JSON, another content type, an impossible path.
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return make('invalid_input', instance, { detail: code ?? 'unreadable request' })
  }
  return { type: '/problems/fault', title: 'fault', status: 500, code: 'fault', instance }
}

type Extra = { facts?: Facts; errors?: Problem['errors']; detail?: string }

function make(code: keyof typeof refusals, instance: string, { facts, errors, detail }: Extra): Problem {
  return {
    type: `/problems/${code}`,
    title: code.replaceAll('_', ' '),
    status: refusals[code],
    code,
    instance,
    ...(facts && Object.keys(facts).length > 0 ? { facts } : {}),
    ...(errors ? { errors } : {}),
    ...(detail ? { detail } : {}),
  }
}

function pointTo(issue: z.core.$ZodIssue): { pointer: string; detail: string } {
  return { pointer: `/${issue.path.map(String).join('/')}`, detail: issue.message }
}
