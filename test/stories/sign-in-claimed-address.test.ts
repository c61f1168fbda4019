// stories: sign-in
// Anybody may register with any address. What follows is the same for one that has an account and for one that has
// none, and nobody gets at what belongs to whoever has proven it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { requestPasswordReset } from '#contract/recovery.ts'
import { readMe } from '#contract/residents.ts'
import { sendMailVerification, signIn, signOut, signUp, verifyMail } from '#contract/sign-in.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import type { Client } from '../client.ts'
import { enterWith } from '../federated.ts'
import { proveMail, readVersions, register, signUpOnly } from '../steps.ts'
import { openTown, type Town } from '../town.ts'

const password = 'the-stranger-s-own-words'

/** Somebody registers with an address that may be another's. */
async function claim(town: Town, mail: string, client = town.newClient()): Promise<Client> {
  const body = { id: makeId(), mail, password, ...(await readVersions(client)) }
  await client.ask(signUp, { body })
  return client
}

async function subjectsOf(town: Town, mail: string): Promise<string[]> {
  await town.work()
  return (await town.inboxOf(mail).all()).map(({ subject }) => subject)
}

test('ABU-A09 whoever registers with an address sees the same whether it has an account or not', async () => {
  await using town = await openTown()
  const owner = await register(town)
  const seen: unknown[] = []
  for (const mail of [owner.mail, 'nobody-yet@example.jp']) {
    const client = await claim(town, mail)
    const { residentId, lapsesAt: _moment, ...me } = await client.ask(readMe)
    const sent = await client.ask(sendMailVerification)
    await client.ask(signOut)
    const again = await client.ask(signIn, { body: { mail, password } })
    const wrong = await town.newClient().refused(signIn, { body: { mail, password: 'something else' } })
    const { residentId: same } = await client.ask(readMe)
    const second = await claim(town, mail)
    const { residentId: another } = await second.ask(readMe)
    const sentence = JSON.stringify({ me, sent, again, wrong }).replaceAll(mail, 'the address')
    seen.push({ sentence, same: same === residentId, another: another !== residentId })
  }
  assert.deepEqual(seen[0], seen[1])
})

test('登録済みのアドレス: its owner gets word, three times a day at most, and never a link', async () => {
  await using town = await openTown()
  const owner = await register(town)
  const links = (await town.inboxOf(owner.mail).all()).length
  for (let times = 0; times < 5; times += 1) await claim(town, owner.mail.toUpperCase())
  const told = (await subjectsOf(town, owner.mail)).slice(links)
  assert.deepEqual(
    told,
    Array.from({ length: 3 }, () => '登録済みのお知らせ'),
  )
  const stranger = await claim(town, owner.mail)
  await stranger.ask(sendMailVerification)
  const last = (await town.inboxOf(owner.mail).all()).at(-1)
  assert.match(last?.text ?? '', /すでに別のアカウントで認証されています/)
  assert.doesNotMatch(last?.text ?? '', /token/)
  assert.equal((await owner.client.ask(readMe)).residentId, owner.id)
})

test('登録済みのアドレス: the owner’s password opens the owner’s account, whatever others have claimed', async () => {
  await using town = await openTown()
  const owner = await register(town)
  await claim(town, owner.mail)
  const device = town.newClient()
  await device.ask(signIn, { body: { mail: owner.mail, password: owner.password } })
  assert.equal((await device.ask(readMe)).residentId, owner.id)
})

test('ABU-A04 getting in by a claim forgives no guess at the owner’s password', async () => {
  await using town = await openTown()
  const owner = await register(town)
  const thief = await claim(town, owner.mail)
  const answers: string[] = []
  for (let n = 0; n < 8; n += 1) {
    const guess = { body: { mail: owner.mail, password: `a guess number ${n}` } }
    answers.push(await thief.refused(signIn, guess))
    await thief.call(signIn, { body: { mail: owner.mail, password } })
  }
  assert.equal(answers.filter((code) => code === 'wrong_mail_or_password').length, 5)
  assert.ok(answers.slice(5).every((code) => code === 'sign_in_paused'))
})

test('ABU-A08 a stranger who claims an address first gains nothing when its owner taps and registers', async () => {
  await using town = await openTown()
  const mail = 'awaited@example.jp'
  const stranger = await claim(town, mail)
  await stranger.ask(sendMailVerification)
  const lure = (await town.inboxOf(mail).lastLink()).searchParams.get('token') ?? ''
  // The owner of the mailbox taps on what came, signed out and then in an account of one's own.
  const client = town.newClient()
  assert.equal(await client.refused(verifyMail, { body: { token: lure } }), 'not_signed_in')
  const own = { id: makeId(), mail, password: 'what-the-owner-chose', ...(await readVersions(client)) }
  await client.ask(signUp, { body: own })
  assert.equal(await client.refused(verifyMail, { body: { token: lure } }), 'link_of_another')
  await client.ask(sendMailVerification)
  const token = (await town.inboxOf(mail).lastLink()).searchParams.get('token') ?? ''
  await client.ask(verifyMail, { body: { token } })
  // Now the address is the owner's, and the stranger's old link is good for nothing.
  assert.equal(await stranger.refused(verifyMail, { body: { token: lure } }), 'mail_taken')
  assert.equal((await stranger.ask(readMe)).proofs.mail, false)
  await town.newClient().ask(signIn, { body: { mail, password: own.password } })
})

test('メール認証: of two who prove one address in the same moment one is taken', async () => {
  await using town = await openTown()
  const mail = 'both@example.jp'
  const clients = [await claim(town, mail), await claim(town, mail)]
  const tokens: string[] = []
  for (const client of clients) {
    await client.ask(sendMailVerification)
    tokens.push((await town.inboxOf(mail).lastLink()).searchParams.get('token') ?? '')
  }
  const answers = await Promise.all(
    clients.map((client, n) => client.call(verifyMail, { body: { token: tokens[n] ?? '' } })),
  )
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 409])
  assert.equal(answers.find(({ problem }) => problem)?.problem?.code, 'mail_taken')
})

test('パスワードをお忘れの方: an address that is only claimed gets no link, and is told to register anew', async () => {
  await using town = await openTown()
  const { mail } = await signUpOnly(town)
  await town.newClient().ask(requestPasswordReset, { body: { mail } })
  await town.work()
  const last = (await town.inboxOf(mail).all()).at(-1)
  assert.match(last?.text ?? '', /まだ認証されていない/)
  assert.doesNotMatch(last?.text ?? '', /token/)
})

test('Googleで登録: a claim that nobody has proven does not stand in the way of who proves the address', async () => {
  await using town = await openTown()
  const mail = 'misaki.minuma@mail.example'
  const stranger = await claim(town, mail)
  const client = town.newClient()
  await enterWith(town, client, 'sign_up', { provider: 'google', person: 'misaki' })
  const me = await client.ask(readMe)
  assert.deepEqual([me.mail, me.proofs.mail], [mail, true])
  assert.equal((await stranger.ask(readMe)).proofs.mail, false)
})

test('ABU-A09 Google and Apple tell of an account only to whom they vouch for', async () => {
  await using town = await openTown()
  const owner = await register(town)
  // Google has not verified this address, which is another resident's.
  await town.database.run(sql`
    update sign_in.login set mail = 'ren.nishi@mail.example' where subject = ${owner.id}`)
  const client = town.newClient()
  await enterWith(town, client, 'sign_up', { provider: 'google', person: 'ren' })
  const me = await client.ask(readMe)
  assert.deepEqual([me.mail, me.proofs.mail], ['ren.nishi@mail.example', false])
  assert.notEqual(me.residentId, owner.id)
})

test('メール認証: ten links an hour go to one address, whoever asks', async () => {
  await using town = await openTown()
  const mail = 'flooded@example.jp'
  let sent = 0
  for (let person = 0; person < 3; person += 1) {
    const client = await claim(town, mail)
    while (sent < 20 && (await client.call(sendMailVerification)).status === 200) sent += 1
  }
  assert.equal(sent, 10)
  assert.equal((await subjectsOf(town, mail)).length, 10)
  town.clock.advance({ minutes: 61 })
  const late = await signUpOnly(town)
  await proveMail(town, late)
})

test('登録: what happens in an account whose address is only claimed is told to nobody', async () => {
  await using town = await openTown()
  const owner = await register(town)
  await claim(town, owner.mail)
  const before = await subjectsOf(town, owner.mail)
  await town.newClient().ask(signIn, { body: { mail: owner.mail, password } })
  assert.deepEqual(await subjectsOf(town, owner.mail), before, 'no word of a new device of somebody else')
})
