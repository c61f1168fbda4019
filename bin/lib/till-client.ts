// The client that companies of tills take with them: one file without dependencies, written from the contract.
import { z } from 'zod'
import * as merchants from '#contract/merchants.ts'
import * as codes from '#contract/payment-codes.ts'
import * as payments from '#contract/payments.ts'
import type { Endpoint } from '#contract/endpoint.ts'
import { refusals } from '#contract/refusals.ts'

/** Every endpoint that a key is good for, by the name of its function. */
const endpoints = Object.entries({ ...merchants, ...codes, ...payments } as Record<string, unknown>)
  .filter((entry): entry is [string, Endpoint] => isEndpoint(entry[1]) && entry[1].scope !== undefined)
  .toSorted(([a], [b]) => a.localeCompare(b))

function isEndpoint(value: unknown): value is Endpoint {
  return typeof value === 'object' && value !== null && 'path' in value && 'audience' in value
}

/** The text of clients/till/till.ts. Throws for a shape of the contract that it cannot write. */
export function writeTillClient(): string {
  const codesUsed = new Set(endpoints.flatMap(([, endpoint]) => [...endpoint.refusals]))
  const everywhere = ['invalid_input', 'not_signed_in', 'not_allowed', 'too_large', 'busy'] as const
  const union = [...everywhere, ...Object.keys(refusals).filter((code) => codesUsed.has(code as never))]
  return `// Written by \`npm run till-client\` from the contract; do not edit. No dependencies; any runtime with fetch.
${endpoints.map(([name, endpoint]) => writeTypes(name, endpoint)).join('\n')}
/** Every expected "no"; show its code to a person, or its title. */
export type RefusalCode = ${union.map((code) => `'${code}'`).join(' | ')}

/** The server said no, and nothing has changed. */
export class Refused extends Error {
  readonly code: RefusalCode
  readonly facts: Record<string, string | number | boolean | null>
  constructor(code: RefusalCode, facts: Refused['facts']) {
    super(code)
    this.code = code
    this.facts = facts
  }
}

/** Nobody knows what happened: ask again with the same id. An id acts once. */
export class Unknown extends Error {}

export type Till = ReturnType<typeof openTill>

/** Speaks to a town with a key of a store. Every act takes an id: a UUIDv7, made once for it. */
export function openTill({ origin, key, timeoutMs = 20_000 }: { origin: string; key: string; timeoutMs?: number }) {
  async function call<Reply>(method: string, path: string, body?: object): Promise<Reply> {
    const answer = await fetch(\`\${origin}/api\${path}\`, {
      method,
      headers: { authorization: \`Bearer \${key}\`, ...(body ? { 'content-type': 'application/json' } : {}) },
      signal: AbortSignal.timeout(timeoutMs),
      ...(body ? { body: JSON.stringify(body) } : {}),
    }).catch((cause: unknown) => {
      throw new Unknown('no answer', { cause })
    })
    const document = (await answer.json().catch(() => ({ code: 'fault' }))) as Reply & {
      code?: RefusalCode | 'fault'
      facts?: Refused['facts']
    }
    if (answer.ok) return document
    if (document.code === undefined || document.code === 'fault') throw new Unknown(\`HTTP \${answer.status}\`)
    throw new Refused(document.code, document.facts ?? {})
  }

  return {
${endpoints.map(([name, endpoint]) => writeFunction(name, endpoint)).join('\n')}
  }
}
`
}

const typeName = (name: string) => name.charAt(0).toUpperCase() + name.slice(1)

function writeTypes(name: string, { body, query, reply }: Endpoint): string {
  const parts: [string, z.ZodType | undefined, 'input' | 'output'][] = [
    ['Body', body, 'input'],
    ['Query', query, 'input'],
    ['Reply', reply, 'output'],
  ]
  return parts
    .flatMap(([part, schema, io]) =>
      schema ? [`export type ${typeName(name)}${part} = ${typeOf(schema, io)}\n`] : [],
    )
    .join('')
}

function writeFunction(name: string, { method, path, summary, body, query }: Endpoint): string {
  const params = [...path.matchAll(/:(\w+)/g)].map(([, param]) => param)
  const given = [
    ...params.map((param) => `${param}: string`),
    ...(query ? [`query: ${typeName(name)}Query = {}`] : []),
    ...(body ? [`body: ${typeName(name)}Body`] : []),
  ]
  const address = path.replace(/:(\w+)/g, '${encodeURIComponent($1)}')
  const search = query ? '?${new URLSearchParams(query as Record<string, string>).toString()}' : ''
  const sent = [`'${method}'`, `\`${address}${search}\``, ...(body ? ['body'] : [])]
  return `    /** ${summary}. */
    ${name}: (${given.join(', ')}) =>
      call<${typeName(name)}Reply>(${sent.join(', ')}),`
}

type Schema = {
  type?: string | string[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  enum?: string[]
  anyOf?: Schema[]
}

function typeOf(schema: z.ZodType, io: 'input' | 'output'): string {
  return write(z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Schema)
}

function write(schema: Schema): string {
  if (schema.enum) return schema.enum.map((value) => `'${value}'`).join(' | ')
  if (Array.isArray(schema.type)) return schema.type.map((type) => write({ ...schema, type })).join(' | ')
  if (schema.anyOf) return schema.anyOf.map(write).join(' | ')
  if (schema.type === 'array') return `(${write(schema.items ?? {})})[]`
  if (schema.type === 'object') return writeObject(schema)
  if (schema.type === 'integer') return 'number'
  if (['string', 'number', 'boolean', 'null'].includes(schema.type ?? '')) return schema.type ?? ''
  throw new Error(`the client cannot say this shape: ${JSON.stringify(schema)}`)
}

function writeObject({ properties = {}, required = [] }: Schema): string {
  const fields = Object.entries(properties).map(
    ([name, field]) => `${name}${required.includes(name) ? '' : '?'}: ${write(field)}`,
  )
  return `{ ${fields.join('; ')} }`
}
