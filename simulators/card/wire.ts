// Stripe's wire format: forms with brackets in, JSON out, errors as documents, signatures on what is sent.
import { createHash, createHmac, randomBytes } from 'node:crypto'

export const apiVersion = '2026-10-28.endive'

/** A form with brackets: `a[b][0]=1` is { a: { b: { 0: '1' } } }. */
export type Form = { [name: string]: Form | string }

/** Reads a form with brackets. Fails with 400 when a name means both a value and a group. */
export function parseForm(text: string): Form {
  const form: Form = Object.create(null)
  for (const [name, value] of new URLSearchParams(text)) {
    const parts = [name.replace(/\[.*$/, ''), ...[...name.matchAll(/\[([^\]]*)\]/g)].map((m) => m[1] ?? '')]
    let at = form
    for (const part of parts.slice(0, -1)) {
      const next = (at[part] ??= Object.create(null) as Form)
      if (typeof next === 'string') throw invalid(`Invalid ${name}`, name)
      at = next
    }
    at[parts.at(-1) ?? ''] = value
  }
  return form
}

/** One value at a path such as `payment_intent_data.capture_method`, undefined when it is not a text. */
export function textAt(form: Form, path: string): string | undefined {
  const value = find(form, path)
  return typeof value === 'string' ? value : undefined
}

/** One value that must be there. Fails with 400 as Stripe does. */
export function needAt(form: Form, path: string): string {
  const value = textAt(form, path)
  if (value === undefined || value === '') throw invalid(`Missing required param: ${path}.`, path)
  return value
}

/** A group of values, empty when it is not there; groups inside are left out. */
export function groupAt(form: Form, path: string): Record<string, string> {
  const group = find(form, path)
  if (typeof group !== 'object') return {}
  return Object.fromEntries(Object.entries(group).filter((pair): pair is [string, string] => isText(pair[1])))
}

const isText = (value: unknown): value is string => typeof value === 'string'

function find(form: Form, path: string): Form | string | undefined {
  let value: Form | string | undefined = form
  for (const part of path.split('.')) value = typeof value === 'object' ? value[part] : undefined
  return value
}

export type Problem = Error & { status: number; error: Record<string, unknown> }

/** An answer that is an error: thrown, and written by the door of the API. */
export function problem(status: number, error: Record<string, unknown>): Problem {
  return Object.assign(new Error(String(error['message'])), { status, error })
}

/** 400: something about the request is wrong. */
export function invalid(message: string, param?: string, code?: string): Problem {
  const more = { ...(param ? { param } : {}), ...(code ? { code } : {}) }
  return problem(400, { type: 'invalid_request_error', message, ...more })
}

/** 404: no object has this id. */
export function missing(kind: string, id: string): Problem {
  const message = `No such ${kind}: '${id}'`
  return problem(404, { type: 'invalid_request_error', code: 'resource_missing', message, param: 'id' })
}

export const newId = (prefix: string): string => `${prefix}_${randomBytes(12).toString('hex')}`

/** What tells one request from another under the same idempotency key. */
export const fingerprintOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The header `Stripe-Signature` of a message sent at this second. */
export function signature(secret: string, seconds: number, body: string): string {
  const v1 = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
  return `t=${seconds},v1=${v1}`
}
