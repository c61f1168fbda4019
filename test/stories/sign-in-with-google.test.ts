// stories: sign-in
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  finishFederatedSignIn,
  finishLink,
  listSignInProviders,
  readWaysIn,
  setFirstPassword,
  startFederatedSignIn,
  startLink,
  unlink,
} from '#contract/federated.ts'
import { readMe } from '#contract/residents.ts'
import { finishSecondStep, finishStepUp, startStepUp, signIn, signOut, signUp } from '#contract/sign-in.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { begin, comeBack, enterWith, linkWith, refusedWith, travel } from '../federated.ts'
import { demoPassword } from '../people.ts'
import { readVersions, register, switchOnSecondStep } from '../steps.ts'
import { openTown, type Town } from '../town.ts'

const google = 'google'
const misaki = { provider: google, person: 'misaki' } as const

async function newestMail(town: Town, address: string): Promise<string> {
  await town.work()
  const answer = await fetch(`${town.urls.mail}/messages.json?to=${encodeURIComponent(address)}`)
  const { messages } = (await answer.json()) as { messages: { subject: string }[] }
  return messages.at(-1)?.subject ?? ''
}

test('Googleで登録: the same consent, an empty wallet, the mail box green; and back in by Google', async () => {
  await using town = await openTown()
  const client = town.newClient()
  assert.deepEqual(await enterWith(town, client, 'sign_up', misaki), { state: 'signed_in' })
  const me = await client.ask(readMe)
  assert.deepEqual(
    [me.mail, me.proofs],
    ['misaki.minuma@mail.example', { mail: true, sms: false, card: false }],
  )
  const consents = await town.database.many(
    sql`select kind from residents.consent where resident_id = ${me.residentId} order by kind`,
  )
  assert.deepEqual(consents, [{ kind: 'privacy' }, { kind: 'terms' }])
  assert.deepEqual(await client.ask(readWaysIn), { password: false, providers: ['google'] })

  await client.ask(signOut)
  assert.deepEqual(await enterWith(town, client, 'sign_in', misaki), { state: 'signed_in' })
  assert.equal((await client.ask(readMe)).residentId, me.residentId)
  const elsewhere = town.newClient()
  assert.deepEqual(await enterWith(town, elsewhere, 'sign_up', misaki), { state: 'signed_in' })
  assert.equal((await elsewhere.ask(readMe)).residentId, me.residentId, 'registering twice is once')
})

test('Googleで登録: an old version of the terms is not agreed to', async () => {
  await using town = await openTown()
  const client = town.newClient()
  const consent = { ...(await readVersions(client)), termsVersion: '2020-01-01' }
  const body = { provider: google, consent } as const
  assert.equal(await client.refused(startFederatedSignIn, { body }), 'terms_outdated')
})

test('Googleでログイン: who has not registered is told so, and nobody is registered without consent', async () => {
  await using town = await openTown()
  const client = town.newClient()
  assert.equal(await refusedWith(town, client, 'sign_in', misaki), 'account_unknown')
  assert.equal(await client.refused(readMe), 'not_signed_in')
})

test('Googleで登録: going back changes nothing, and can be tried again', async () => {
  await using town = await openTown()
  const client = town.newClient()
  assert.equal(await refusedWith(town, client, 'sign_up', { ...misaki, person: null }), 'provider_cancelled')
  assert.equal(await client.refused(finishFederatedSignIn), 'provider_visit_over')
  assert.deepEqual(await enterWith(town, client, 'sign_up', misaki), { state: 'signed_in' })
})

test('Googleで登録: an address that Google has not verified leaves the mail box grey', async () => {
  await using town = await openTown()
  const client = town.newClient()
  await enterWith(town, client, 'sign_up', { provider: google, person: 'ren' })
  const me = await client.ask(readMe)
  assert.deepEqual([me.mail, me.proofs.mail], ['ren.nishi@mail.example', false])
})

test('Googleで登録: an account without a mail address registers nobody', async () => {
  await using town = await openTown()
  const client = town.newClient()
  await travel(town, client, 'sign_up', misaki)
  await town.federated.spoilToken(google, 'no_mail')
  assert.equal(await client.refused(finishFederatedSignIn), 'provider_gave_no_mail')
})

test('Googleで登録: an address that has a password is not taken over; its owner links it', async () => {
  await using town = await openTown()
  const hanako = { provider: google, person: 'hanako' } as const
  assert.equal(await refusedWith(town, town.newClient(), 'sign_up', hanako), 'account_exists')
  assert.equal(await refusedWith(town, town.newClient(), 'sign_in', hanako), 'account_unknown')

  const owner = await town.signIn('hanako')
  assert.deepEqual(await linkWith(town, owner, hanako), { password: true, providers: ['google'] })
  assert.deepEqual(await linkWith(town, owner, hanako), { password: true, providers: ['google'] })
  assert.equal((await enterWith(town, town.newClient(), 'sign_in', hanako)).state, 'second_step')
})

test('Googleでログイン: the second step is still asked for', async () => {
  await using town = await openTown()
  const client = town.newClient()
  await enterWith(town, client, 'sign_up', misaki)
  const phone = '+816088812345'
  await switchOnSecondStep(town, { id: '', mail: '', password: '', phone, client })
  await client.ask(signOut)
  const started = await enterWith(town, client, 'sign_in', misaki)
  assert.equal(started.state, 'second_step')
  assert.equal(await client.refused(readMe), 'not_signed_in')
  const { challengeId } = started
  await client.ask(finishSecondStep, { body: { challengeId, code: await town.phoneOf(phone).lastCode() } })
  assert.equal((await client.ask(readMe)).mail, 'misaki.minuma@mail.example')
})

test('ログイン方法: an account opens one login; the last way in stays', async () => {
  await using town = await openTown()
  const [first, second] = [await register(town), await register(town)]
  await linkWith(town, first.client, misaki)
  await travel(town, second.client, 'link', misaki)
  assert.equal(await second.client.refused(finishLink), 'way_in_taken')
  await travel(town, first.client, 'link', { provider: google, person: 'sota' })
  assert.equal(await first.client.refused(finishLink), 'way_in_taken', 'one account of each provider')

  const params = { provider: google } as const
  for (let times = 0; times < 2; times += 1) await first.client.ask(unlink, { params })
  assert.deepEqual(await first.client.ask(readWaysIn), { password: true, providers: [] })
  assert.equal(await refusedWith(town, town.newClient(), 'sign_in', misaki), 'account_unknown')

  const only = town.newClient()
  await enterWith(town, only, 'sign_up', misaki)
  assert.equal(await only.refused(unlink, { params }), 'last_way_in')
  await linkWith(town, only, { provider: 'apple', person: 'misaki' })
  const both = await Promise.all(
    (['google', 'apple'] as const).map((provider) => only.call(unlink, { params: { provider } })),
  )
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 409], 'two at once leave one')
})

test('Googleでログイン: without a password no password fits; registering with the address is another account', async () => {
  await using town = await openTown()
  await enterWith(town, town.newClient(), 'sign_up', misaki)
  const mail = 'misaki.minuma@mail.example'
  const client = town.newClient()
  const guess = { body: { mail, password: demoPassword } }
  assert.equal(await client.refused(signIn, guess), 'wrong_mail_or_password')
  const body = { id: makeId(), mail, password: 'a-long-enough-password', ...(await readVersions(client)) }
  await client.ask(signUp, { body })
  await town.work()
  assert.equal((await town.inboxOf(mail).all()).at(-1)?.subject, '登録済みのお知らせ')
})

test('Googleでログイン: a return that is replayed, foreign, late or for another provider opens nothing', async () => {
  await using town = await openTown()
  const client = town.newClient()
  const back = await travel(town, client, 'sign_up', misaki)
  const thief = town.newClient()
  await comeBack(thief, back)
  assert.equal(await thief.refused(finishFederatedSignIn), 'provider_visit_over', 'without the cookie')
  assert.deepEqual(await client.ask(finishFederatedSignIn), { state: 'signed_in' })
  await client.ask(signOut)
  await comeBack(client, back)
  assert.equal(await client.refused(finishFederatedSignIn), 'provider_visit_over', 'replayed')

  // Somebody else's answer, put into this browser: it would sign the victim in as the attacker.
  const attacker = town.newClient()
  const forged = await town.federated.walk(await begin(attacker, 'sign_in', google), 'misaki')
  await begin(client, 'sign_in', google)
  await comeBack(client, forged)
  assert.equal(await client.refused(finishFederatedSignIn), 'provider_visit_over', 'another state')

  const mixedUp = await town.federated.walk(await begin(client, 'sign_in', google), 'misaki')
  mixedUp.url.pathname = mixedUp.url.pathname.replace('google', 'apple')
  await comeBack(client, mixedUp)
  assert.equal(await client.refused(finishFederatedSignIn), 'provider_visit_over', 'another provider')

  await travel(town, client, 'sign_in', misaki)
  town.clock.advance({ minutes: 11 })
  assert.equal(await client.refused(finishFederatedSignIn), 'provider_visit_over', 'late')
})

test('Googleでログイン: a code that is used again, or not one at all, opens nothing', async () => {
  await using town = await openTown()
  const client = town.newClient()
  const used = (await travel(town, client, 'sign_up', misaki)).url.searchParams.get('code') ?? ''
  await client.ask(finishFederatedSignIn)
  for (const code of [used, 'made-up', '']) {
    const stranger = town.newClient()
    const own = await town.federated.walk(await begin(stranger, 'sign_in', google), 'misaki')
    own.url.searchParams.set('code', code)
    await comeBack(stranger, own)
    assert.equal(await stranger.refused(finishFederatedSignIn), 'provider_failed', code)
    assert.equal(await stranger.refused(readMe), 'not_signed_in')
  }
})

test('Googleでログイン: an ID token that is wrong in any way opens nothing', async () => {
  await using town = await openTown()
  await enterWith(town, town.newClient(), 'sign_up', misaki)
  for (const fault of ['alg_none', 'foreign_key', 'wrong_nonce', 'wrong_audience', 'expired']) {
    const client = town.newClient()
    await travel(town, client, 'sign_in', misaki)
    await town.federated.spoilToken(google, fault)
    assert.equal(await client.refused(finishFederatedSignIn), 'provider_failed', fault)
  }
})

test('Googleで登録: a town without a contract does not offer it', async () => {
  await using town = await openTown()
  const client = town.newClient()
  assert.deepEqual(await client.ask(listSignInProviders), { providers: ['google', 'apple'] })
  town.context.config.signInProviders = ['apple']
  assert.deepEqual(await client.ask(listSignInProviders), { providers: ['apple'] })
  const body = { provider: google, consent: null } as const
  assert.equal(await client.refused(startFederatedSignIn, { body }), 'provider_unavailable')
})

test('Googleでログイン: a provider that is down is said to be so', async () => {
  await using town = await openTown()
  const client = town.newClient()
  await town.federated.fault({ match: 'openid-configuration', effect: 'error' })
  const body = { provider: google, consent: null } as const
  assert.equal(await client.refused(startFederatedSignIn, { body }), 'provider_unavailable')
  await travel(town, client, 'sign_up', misaki)
  await town.federated.fault({ match: '/token', effect: 'error' })
  assert.equal(await client.refused(finishFederatedSignIn), 'provider_unavailable')
})

test('ログイン方法: adding and taking away want a fresh proof, and the owner is told of both', async () => {
  await using town = await openTown()
  const { client, mail, password } = await register(town)
  const params = { provider: google } as const
  town.clock.advance({ minutes: 11 })
  assert.equal(await client.refused(startLink, { params }), 'step_up_required')
  await client.ask(signIn, { body: { mail, password } })
  await linkWith(town, client, misaki)
  assert.match(await newestMail(town, mail), /ログイン方法が追加されました/)
  town.clock.advance({ minutes: 11 })
  assert.equal(await client.refused(unlink, { params }), 'step_up_required')
  assert.deepEqual(await enterWith(town, client, 'sign_in', misaki), { state: 'signed_in' })
  await client.ask(unlink, { params })
  assert.match(await newestMail(town, mail), /ログイン方法が外されました/)
})

test('ログイン方法: who has no password proves it by signing in anew', async () => {
  await using town = await openTown()
  const client = town.newClient()
  await enterWith(town, client, 'sign_up', misaki)
  const { ways, challengeId } = await client.ask(startStepUp)
  assert.deepEqual(ways, [])
  const body = { challengeId, way: 'password', code: demoPassword } as const
  assert.equal(await client.refused(finishStepUp, { body }), 'password_wrong')
})

test('ログイン方法: who came by Google sets a first password, once, and may then let Google go', async () => {
  await using town = await openTown()
  const client = town.newClient()
  await enterWith(town, client, 'sign_up', misaki)
  const set = (newPassword: string) => ({ body: { newPassword } })
  assert.equal(await client.refused(setFirstPassword, set('12345678')), 'password_too_weak')
  await client.ask(setFirstPassword, set('a-long-enough-password'))
  assert.equal(await client.refused(setFirstPassword, set('another-long-password')), 'password_already_set')
  await client.ask(unlink, { params: { provider: google } })
  const body = { mail: 'misaki.minuma@mail.example', password: 'a-long-enough-password' }
  assert.deepEqual(await town.newClient().ask(signIn, { body }), { state: 'signed_in' })
  town.clock.advance({ minutes: 11 })
  assert.equal(await client.refused(setFirstPassword, set('a-long-enough-password')), 'step_up_required')
})

test('ログイン方法: what was begun to link signs nobody in, and links to nobody else', async () => {
  await using town = await openTown()
  const { client } = await register(town)
  await travel(town, client, 'link', misaki)
  assert.equal(await client.refused(finishFederatedSignIn), 'provider_visit_over')
  await travel(town, client, 'link', misaki)
  const other = await register(town)
  await client.ask(signIn, { body: { mail: other.mail, password: other.password } })
  assert.equal(await client.refused(finishLink), 'provider_visit_over')
  assert.deepEqual(await other.client.ask(readWaysIn), { password: true, providers: [] })
})

test('Googleで登録: nothing of a trip is kept that could be used again', async () => {
  await using town = await openTown()
  const client = town.newClient()
  const back = await travel(town, client, 'sign_up', misaki)
  await client.ask(finishFederatedSignIn)
  const { kept } = await town.database.one<{ kept: string }>(
    sql`select string_agg(v::text, '') as kept from sign_in.federated_visit v`,
  )
  for (const name of ['code', 'state'])
    assert.ok(!kept.includes(back.url.searchParams.get(name) ?? '?'), name)
})
