// ABU-W: what another site, or an address somebody made up, can do with our visitors' browsers.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endpoints } from '#contract/all.ts'
import type { Audience } from '#contract/endpoint.ts'
import { makeId } from '#server/lib/id.ts'
import type { Client } from '../client.ts'
import { bakeryOwner, counterClerk, office, personOf } from '../people.ts'
import { register } from '../steps.ts'
import { openTown } from '../town.ts'

const writing = endpoints.filter(({ method }) => method !== 'GET')
const fill = (path: string) => `/api${path.replaceAll(/:\w+/g, () => makeId())}`

test('ABU-W01 no other site can change anything: not by its origin, nor by a form, nor by a link', async () => {
  await using town = await openTown()
  const clients: Record<Audience, Client> = {
    anyone: town.newClient(),
    resident: (await register(town)).client,
    staff: await town.signInStaff(bakeryOwner.mail),
    operator: await town.signInOperator(office.mail),
  }
  // Who sits at a counter has pages of their own.
  const clerk = await town.signInOperator(counterClerk.mail)
  const others = [
    'https://evil.example',
    'null',
    `${town.origin}.evil.example`,
    town.origin.replace('http:', 'https:'),
  ]
  for (const { method, path, audience, duty, body } of writing) {
    const client = duty === 'counter' ? clerk : clients[audience]
    const name = `${method} ${path}`
    for (const origin of others) {
      const headers = { origin, 'content-type': 'application/json' }
      const answer = await client.send({ method, url: fill(path), body: '{}', headers })
      assert.equal(answer.status, 403, `${name} from ${origin}`)
      assert.match(answer.body, /not_allowed/)
    }
    // What a form can send without asking first.
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      if (body === undefined) continue
      const answer = await client.send({
        method,
        url: fill(path),
        body: '{"a":1}',
        headers: { 'content-type': type },
      })
      assert.equal(answer.status, 400, `${name} as ${type}`)
    }
  }
  // What a link or a picture can do: nothing that writes answers GET, unless the same path also reads.
  const reading = new Set(endpoints.filter(({ method }) => method === 'GET').map(({ path }) => path))
  for (const { path, audience } of writing.filter((each) => !reading.has(each.path))) {
    const { status } = await clients[audience].send({ method: 'GET', url: fill(path) })
    assert.ok(status === 404 || status === 400, `GET ${path} answered ${status}`)
  }
})

test('ABU-W02 no other site may read what we answer', async () => {
  await using town = await openTown()
  const { client } = await register(town)
  for (const origin of ['https://evil.example', 'null']) {
    const { headers } = await client.send({ method: 'GET', url: '/api/me', headers: { origin } })
    assert.equal(headers['access-control-allow-origin'], undefined)
  }
})

test('ABU-W03 ABU-W07 no page can be framed, and personal answers are not kept', async () => {
  await using town = await openTown()
  const { client } = await register(town)
  const { headers } = await client.send({ method: 'GET', url: '/api/me' })
  assert.match(String(headers['content-security-policy']), /frame-ancestors 'none'/)
  assert.equal(headers['cache-control'], 'no-store')
  assert.equal(headers['x-content-type-options'], 'nosniff')
})

test('ABU-W06 whatever comes back from bank or card app, the browser stays with us', async () => {
  await using town = await openTown()
  const { client } = await register(town)
  const nasty = [
    '//evil.example',
    '\\\\evil.example',
    'https:evil.example',
    'a@evil.example',
    '%2F%2Fevil.example',
    '\r\nx: y',
  ]
  const keys = ['account', 'id', 'next', 'redirect', 'state', 'code', 'returnUrl']
  for (const value of nasty) {
    const query = new URLSearchParams(keys.map((key) => [key, value])).toString()
    for (const [url, back] of [
      ['/api/card-checks/callback', '/identity/return'],
      ['/api/bank-accounts/return', '/bank-accounts/return'],
    ] as const) {
      const { status, headers } = await client.send({ method: 'GET', url: `${url}?${query}` })
      const target = new URL(String(headers['location']), town.origin)
      assert.deepEqual([status, target.origin, target.pathname], [303, town.origin, back])
    }
  }
})

test('ABU-W12 links in mails name our own address, whatever Host a request carries', async () => {
  await using town = await openTown()
  const [client, { mail }] = [await town.signIn('shinta'), personOf('shinta')]
  const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example' }
  await client.send({ method: 'POST', url: '/api/me/mail-verifications', headers })
  assert.equal((await town.inboxOf(mail).lastLink()).origin, town.origin)
})
