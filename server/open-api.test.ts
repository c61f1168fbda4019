import { deepEqual, equal, ok } from 'node:assert/strict'
import { test } from 'node:test'
import { endpoints } from '#contract/all.ts'
import { openApi } from './open-api.ts'

type Operation = {
  summary: string
  security?: object[]
  parameters: { name: string; in: string; required: boolean; schema: object }[]
  requestBody?: { content: { 'application/json': { schema: { additionalProperties?: boolean } } } }
  responses: Record<string, { description: string }>
}
const document = openApi('https://town.example.jp') as {
  openapi: string
  paths: Record<string, Record<string, Operation>>
}

function operationOf(method: string, path: string): Operation | undefined {
  return document.paths[`/api${path.replace(/:(\w+)/g, '{$1}')}`]?.[method.toLowerCase()]
}

test('the document is OpenAPI 3.1 and holds every endpoint of the contract once', () => {
  equal(document.openapi, '3.1.0')
  const operations = Object.values(document.paths).flatMap((path) => Object.keys(path))
  equal(operations.length, endpoints.length)
  for (const { method, path, summary } of endpoints) equal(operationOf(method, path)?.summary, summary, path)
})

test('what a path names is declared, and bodies allow no unknown fields', () => {
  for (const { method, path, body } of endpoints) {
    const operation = operationOf(method, path)
    const named = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name)
    const declared = operation?.parameters.filter((each) => each.in === 'path').map(({ name }) => name)
    deepEqual(declared?.toSorted(), named.toSorted(), path)
    const schema = operation?.requestBody?.content['application/json'].schema
    if (body) ok(JSON.stringify(schema).includes('"additionalProperties":false'), path)
  }
})

test('paying names its refusals in order of precedence, under their status', () => {
  const responses = operationOf('POST', '/me/payments')?.responses
  ok(
    responses?.['409']?.description.includes(
      'payment_exists_with_different_content, payment_withdrawn, clock_off',
    ),
  )
  ok(responses?.['401']?.description.includes('not_signed_in'))
})
