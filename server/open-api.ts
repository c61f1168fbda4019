import { z } from 'zod'
import { endpoints } from '#contract/all.ts'
import type { Endpoint } from '#contract/endpoint.ts'
import { type RefusalCode, refusals } from '#contract/refusals.ts'
import { whileFrozen } from '#contract/while-frozen.ts'

const everywhere: RefusalCode[] = ['invalid_input', 'too_large', 'busy']

/** The contract as an OpenAPI 3.1 document, for tills and other outside programs. */
export function openApi(origin: string): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const endpoint of endpoints) {
    const path = `/api${endpoint.path.replace(/:(\w+)/g, '{$1}')}`
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operationOf(endpoint) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Enishi', version: '0.1.0', description: 'Digital regional currency for any town.' },
    servers: [{ url: origin }],
    paths,
    components: {
      schemas: { Problem: problemSchema },
      securitySchemes: {
        ...Object.fromEntries(
          ['resident', 'staff', 'operator'].map((audience) => [
            audience,
            { type: 'apiKey', in: 'cookie', name: `enishi-${audience}` },
          ]),
        ),
        till: { type: 'http', scheme: 'bearer', description: 'A key that the owner of a store makes' },
      },
    },
  }
}

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: [...Object.keys(refusals), 'fault'] },
    detail: { type: 'string' },
    instance: { type: 'string' },
    facts: { type: 'object' },
    errors: { type: 'array' },
  },
}

function operationOf(endpoint: Endpoint): object {
  return {
    summary: endpoint.summary,
    ...securityOf(endpoint),
    parameters: [...parametersOf(endpoint.params, 'path'), ...parametersOf(endpoint.query, 'query')],
    ...(endpoint.body ? { requestBody: { required: true, content: jsonOf(endpoint.body, 'input') } } : {}),
    responses: {
      200: { description: 'Done', content: jsonOf(endpoint.reply, 'output') },
      ...refusalsOf(endpoint),
    },
  }
}

function securityOf({ audience, scope }: Endpoint): object {
  if (audience === 'anyone') return {}
  return { security: [{ [audience]: [] }, ...(scope ? [{ till: [scope] }] : [])] }
}

function jsonOf(schema: z.ZodType, io: 'input' | 'output'): object {
  return { 'application/json': { schema: schemaOf(schema, io) } }
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return rest
}

function parametersOf(schema: z.ZodType | undefined, where: 'path' | 'query'): object[] {
  if (schema === undefined) return []
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, object>
    required?: string[]
  }
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: property,
  }))
}

/** Refusals by status, with their codes in order of precedence. */
function refusalsOf(endpoint: Endpoint): Record<number, object> {
  const signedOut: RefusalCode[] = endpoint.audience === 'anyone' ? [] : ['not_signed_in']
  const stops = endpoint.audience === 'resident' && whileFrozen(endpoint) === 'stops'
  const frozen: RefusalCode[] = stops ? ['frozen'] : []
  const byStatus = new Map<number, RefusalCode[]>()
  for (const code of [...everywhere, ...signedOut, ...frozen, ...endpoint.refusals]) {
    byStatus.set(refusals[code], [...(byStatus.get(refusals[code]) ?? []), code])
  }
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [status, { description: codes.join(', '), content }]),
  )
}
