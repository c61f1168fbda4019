// stories: sign-in
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { finishFederatedSignIn, readWaysIn } from '#contract/federated.ts'
import { readMe } from '#contract/residents.ts'
import { signOut } from '#contract/sign-in.ts'
import { sql } from '#server/lib/database.ts'
import { begin, comeBack, enterWith, linkWith, refusedWith, travel } from '../federated.ts'
import { openTown } from '../town.ts'

const apple = 'apple'
const sota = { provider: apple, person: 'sota' } as const

test('Appleで登録: the answer comes as a form from another site, without cookies, and is finished with them', async () => {
  await using town = await openTown()
  const client = town.newClient()
  const back = await town.federated.walk(await begin(client, 'sign_up', apple), 'sota')
  assert.ok(back.form?.['user'], 'the person is described the first time')
  assert.equal(await comeBack(client, back), '/sign-in/return')
  assert.deepEqual(await client.ask(finishFederatedSignIn), { state: 'signed_in' })
  const me = await client.ask(readMe)
  assert.deepEqual([me.mail, me.proofs.mail], ['sota.iwatsuki@mail.example', true])
  assert.deepEqual(await client.ask(readWaysIn), { password: false, providers: ['apple'] })
})

test('Appleでログイン: the second time nobody is described, and it is the same person', async () => {
  await using town = await openTown()
  const client = town.newClient()
  await enterWith(town, client, 'sign_up', sota)
  const { residentId } = await client.ask(readMe)
  await client.ask(signOut)
  const back = await travel(town, client, 'sign_in', sota)
  assert.equal(back.form?.['user'], undefined)
  assert.deepEqual(await client.ask(finishFederatedSignIn), { state: 'signed_in' })
  assert.equal((await client.ask(readMe)).residentId, residentId)
})

test('Appleで登録: a hidden address is reached by the mail to its stand-in', async () => {
  await using town = await openTown()
  const client = town.newClient()
  await enterWith(town, client, 'sign_up', { ...sota, mail: 'hide' })
  const { mail, proofs } = await client.ask(readMe)
  assert.match(mail, /@privaterelay\.example$/)
  assert.equal(proofs.mail, true)
  const text = `届いています https://example.jp/${mail}`
  await town.context.providers.mail.send({ to: mail, subject: 'お知らせ', text, reference: 'relay' })
  assert.equal((await town.inboxOf(mail).lastLink()).href, `https://example.jp/${mail}`)
})

test('Appleで登録: going back is told by a form too', async () => {
  await using town = await openTown()
  const client = town.newClient()
  assert.equal(await refusedWith(town, client, 'sign_up', { ...sota, person: null }), 'provider_cancelled')
})

test('Appleで登録: an unverified address stays grey, an existing one is not taken over', async () => {
  await using town = await openTown()
  const client = town.newClient()
  await enterWith(town, client, 'sign_up', { provider: apple, person: 'ren' })
  assert.equal((await client.ask(readMe)).proofs.mail, false)
  const hanako = { provider: apple, person: 'hanako' } as const
  assert.equal(await refusedWith(town, town.newClient(), 'sign_up', hanako), 'account_exists')
  const owner = await town.signIn('hanako')
  assert.deepEqual(await linkWith(town, owner, hanako), { password: true, providers: ['apple'] })
})

test('Appleでログイン: a form that is replayed, made up or of another state opens nothing', async () => {
  await using town = await openTown()
  const client = town.newClient()
  const back = await travel(town, client, 'sign_up', sota)
  await client.ask(finishFederatedSignIn)
  await client.ask(signOut)
  await comeBack(client, back)
  assert.equal(await client.refused(finishFederatedSignIn), 'provider_visit_over')

  await begin(client, 'sign_in', apple)
  await comeBack(client, { url: back.url, form: { code: 'made-up', state: 'made-up' } })
  assert.equal(await client.refused(finishFederatedSignIn), 'provider_visit_over')

  const own = await town.federated.walk(await begin(client, 'sign_in', apple), 'sota')
  await comeBack(client, { ...own, form: { ...own.form, code: back.form?.['code'] ?? '' } })
  assert.equal(await client.refused(finishFederatedSignIn), 'provider_failed', 'a code that was used')
  assert.equal(await client.refused(readMe), 'not_signed_in')
})

test('Appleでログイン: only the first answer to a trip counts', async () => {
  await using town = await openTown()
  const client = town.newClient()
  const back = await travel(town, client, 'sign_up', sota)
  await comeBack(client, { ...back, form: { ...back.form, code: 'swapped' } })
  assert.deepEqual(await client.ask(finishFederatedSignIn), { state: 'signed_in' })
})

test('Appleでログイン: an ID token that is wrong in any way opens nothing', async () => {
  await using town = await openTown()
  await enterWith(town, town.newClient(), 'sign_up', sota)
  for (const fault of ['alg_none', 'foreign_key', 'wrong_nonce']) {
    const client = town.newClient()
    await travel(town, client, 'sign_in', sota)
    await town.federated.spoilToken(apple, fault)
    assert.equal(await client.refused(finishFederatedSignIn), 'provider_failed', fault)
  }
})

test('Appleで登録: five finishes at once register once', async () => {
  await using town = await openTown()
  const clients = Array.from({ length: 5 }, () => town.newClient())
  for (const client of clients) await travel(town, client, 'sign_up', sota)
  const replies = await Promise.all(clients.map((client) => client.ask(finishFederatedSignIn)))
  assert.deepEqual(new Set(replies.map(({ state }) => state)), new Set(['signed_in']))
  const { count } = await town.database.one<{ count: number }>(
    sql`select count(*)::int as count from sign_in.federated`,
  )
  assert.equal(count, 1)
})
