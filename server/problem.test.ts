import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'node:test'
import fastify from 'fastify'
import { BatcherFull } from './lib/batch.ts'
import { NoConnection } from './lib/database.ts'
import { Refusal } from './lib/refusal.ts'
import { answerProblem } from './problem.ts'

/** What a handler's throw becomes on the wire. */
async function answerTo(thrown: unknown) {
  const app = fastify()
  app.setErrorHandler(answerProblem)
  app.get('/', async () => {
    throw thrown
  })
  const response = await app.inject('/')
  await app.close()
  return response
}

test('a refusal is a problem document with its code, its status and its facts', async () => {
  const response = await answerTo(new Refusal('top_up_over_limit', { limit: 49_000 }))
  equal(response.statusCode, 422)
  equal(response.headers['content-type'], 'application/problem+json; charset=utf-8')
  const { type, title, code, status, facts } = response.json()
  deepEqual(
    { type, title, code, status, facts },
    {
      type: '/problems/top_up_over_limit',
      title: 'top up over limit',
      code: 'top_up_over_limit',
      status: 422,
      facts: { limit: 49_000 },
    },
  )
})

test('when too much is waiting the answer is busy, with when to come back, and nothing was done', async () => {
  for (const thrown of [new BatcherFull('too much is waiting'), new NoConnection('no connection')]) {
    const response = await answerTo(thrown)
    equal(response.statusCode, 503)
    equal(response.json().code, 'busy')
    equal(response.headers['retry-after'], '1')
  }
})

test('a wait that the facts name is said in the header too', async () => {
  const response = await answerTo(new Refusal('passcode_too_soon', { waitSeconds: 17 }))
  equal(response.headers['retry-after'], '17')
})

test('a bug tells the person nothing but the id of the request', async () => {
  const response = await answerTo(new Error('secret detail'))
  equal(response.statusCode, 500)
  equal(response.json().code, 'fault')
  equal(response.body.includes('secret'), false)
})
