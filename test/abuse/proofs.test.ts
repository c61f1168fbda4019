// ABU-A: what stands between an account and money, on every path there is, and what a stolen phone is worth.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endpoints } from '#contract/all.ts'
import { linkBankAccount } from '#contract/bank-accounts.ts'
import { readMe } from '#contract/residents.ts'
import {
  changeMail,
  changePassword,
  listDevices,
  signIn,
  signOutDevice,
  signUp,
  verifyMail,
} from '#contract/sign-in.ts'
import { requestTopUp } from '#contract/top-ups.ts'
import { makeId } from '#server/lib/id.ts'
import type { Client } from '../client.ts'
import { enterWith } from '../federated.ts'
import { office } from '../people.ts'
import {
  linkAccount,
  readVersions,
  register,
  registerWithAccount,
  showCard,
  switchOnSecondStep,
} from '../steps.ts'
import { openTown, type Town } from '../town.ts'

/** Every way in which somebody can become a resident. */
const doors: Record<string, (town: Town) => Promise<Client>> = {
  mail: async (town) => (await register(town)).client,
  google: (town) => throughProvider(town, 'google', 'misaki'),
  apple: (town) => throughProvider(town, 'apple', 'sota'),
}

async function throughProvider(town: Town, provider: 'google' | 'apple', person: string): Promise<Client> {
  const client = town.newClient()
  await enterWith(town, client, 'sign_up', { provider, person })
  return client
}

test('ABU-A02 ABU-A21 whoever comes in, by whichever door, charges nothing without the card and a phone', async () => {
  await using town = await openTown()
  for (const [door, enter] of Object.entries(doors)) {
    const client = await enter(town)
    const { proofs } = await client.ask(readMe)
    assert.deepEqual([proofs.sms, proofs.card], [false, false], door)
    const bankAccount = { body: { id: makeId(), bankCode: '0017' } }
    assert.equal(await client.refused(linkBankAccount, bankAccount), 'identity_check_required', door)
    const topUp = { body: { id: makeId(), bankAccountId: makeId(), amount: 1000 } }
    assert.equal(await client.refused(requestTopUp, topUp), 'identity_check_required', door)
  }
  const signUps = endpoints.filter(({ path }) => /sign-up|federated/.test(path))
  const known = ['/sign-up', '/sign-in/federated']
  const unknown = signUps.filter(({ path }) => !known.some((start) => path.startsWith(start)))
  assert.deepEqual(
    unknown.map(({ path }) => path),
    [],
    'a new door has its row above',
  )
})

test('ABU-A07 a link is good once, however many press it at the same moment, and never altered', async () => {
  await using town = await openTown()
  const { client } = await register(town)
  const mail = 'first-choice@example.jp'
  await client.ask(changeMail, { body: { mail } })
  const token = (await town.inboxOf(mail).lastLink()).searchParams.get('token') ?? ''
  for (const altered of [token.slice(0, -1), `${token}A`, token.toUpperCase(), '']) {
    assert.notEqual((await client.call(verifyMail, { body: { token: altered } })).status, 200)
  }
  const presses = Array.from({ length: 20 }, () => client.call(verifyMail, { body: { token } }))
  const answers = await Promise.all(presses)
  assert.equal(answers.filter(({ reply }) => reply?.mail === mail).length, 1)
  assert.ok(answers.every(({ problem }) => !problem || problem.code === 'link_invalid'))
})

test('ABU-A15 no password that everybody has lost, on any path; long phrases are taken exactly', async () => {
  await using town = await openTown()
  const resident = await register(town)
  const { client, mail, password } = resident
  const change = (newPassword: string, currentPassword = password) =>
    client.call(changePassword, { body: { currentPassword, newPassword } })
  for (const lost of [
    'football',
    'Baseball',
    'ＢＡＳＥＢＡＬＬ',
    'doraemon',
    'trustno1',
    'urawareds',
    mail,
    'short',
  ])
    assert.notEqual((await change(lost)).status, 200, lost)
  assert.equal((await change('doraemon')).problem?.code, 'password_too_weak')
  const versions = await readVersions(client)
  const newcomer = { id: makeId(), mail: 'somebody-new@example.jp', password: 'doraemon', ...versions }
  assert.equal(await town.newClient().refused(signUp, { body: newcomer }), 'password_too_weak')

  const long = `${'けやき並木の ﾊﾟﾝ屋 '.repeat(9)}!`
  assert.ok([...long].length > 100)
  assert.equal((await change(long)).status, 200)
  const signInWith = async (typed: string) =>
    (await town.newClient().call(signIn, { body: { mail, password: typed } })).status
  assert.equal(await signInWith(long.normalize('NFKC')), 200, 'another keyboard sends another form of it')
  assert.equal(await signInWith(long.slice(0, -1)), 401, 'every character counts')
  assert.equal(await signInWith(long.replace('!', '！？')), 401)
})

/** What must never be done by a session that has not proved lately who it is. */
const delicate = [
  'PUT /me/phone',
  'POST /me/second-step',
  'POST /me/authenticator',
  'DELETE /me/authenticator',
  'POST /me/passkeys/options',
  'DELETE /me/passkeys/:passkeyId',
  'POST /me/recovery-codes',
  'POST /me/mail-changes',
  'POST /me/ways-in/:provider',
  'DELETE /me/ways-in/:provider',
  'PUT /me/ways-in/password',
  'POST /me/bank-accounts',
  'DELETE /me/bank-accounts/:id',
  'POST /me/card-checks',
]

test('ABU-A14 each change of phone, mail, way in, second step, account or card wants a fresh proof', async () => {
  const guarded = endpoints
    .filter(({ refusals }) => refusals.includes('step_up_required'))
    .map(({ method, path, audience }) => ({ each: `${method} ${path}`, audience }))
  assert.deepEqual(
    delicate.filter((each) => !guarded.some((one) => one.each === each)),
    [],
  )
  await using town = await openTown()
  const { client } = await register(town)
  const desk = await town.signInOperator(office.mail)
  town.clock.advance({ minutes: 11 })
  for (const { each, audience } of guarded) {
    const [method = 'POST', path = ''] = each.split(' ')
    const url = `/api${path.replace(':provider', 'google').replaceAll(/:\w+/g, () => makeId())}`
    // The proof is asked for before the body is read.
    const request = {
      method: method as 'POST',
      url,
      body: '{}',
      headers: { 'content-type': 'application/json' },
    }
    const answer = await (audience === 'operator' ? desk : client).send(request)
    assert.deepEqual([answer.status, JSON.parse(answer.body).code], [403, 'step_up_required'], each)
  }
})

test('ABU-A16 a stolen session ends when its owner says so, and a stolen device cookie opens nothing', async () => {
  await using town = await openTown()
  const resident = await register(town)
  await switchOnSecondStep(town, resident)
  const { mail, password } = resident
  const phone = town.newClient()
  const started = await phone.ask(signIn, { body: { mail, password } })
  assert.ok(started.state === 'second_step', 'a remembered device does not replace the second step')

  const { devices } = await resident.client.ask(listDevices)
  const thief = town.newClient()
  const cookies = await signedInCookies(town)
  const device = cookies.find((line) => line.startsWith('enishi-device=')) ?? ''
  const answer = await thief.send({ method: 'GET', url: '/api/me', headers: { cookie: device } })
  assert.equal(answer.status, 401)
  await resident.client.ask(signOutDevice, { params: { deviceId: devices[0]?.id ?? '' } })
  assert.equal(await resident.client.refused(readMe), 'not_signed_in')
})

/** The cookies of somebody who has just come in, as whoever copies the phone's memory has them. */
async function signedInCookies(town: Town): Promise<string[]> {
  const { mail, password } = await register(town)
  const { headers } = await town.newClient().send({
    method: 'POST',
    url: '/api/sign-in',
    body: JSON.stringify({ mail, password }),
    headers: { 'content-type': 'application/json' },
  })
  return ([headers['set-cookie'] ?? []].flat() as string[]).map((line) => line.split(';')[0] ?? '')
}

test('ABU-A24 ABU-A25 one bank account and one card open one wallet, also when two ask at once', async () => {
  await using town = await openTown()
  const owner = await registerWithAccount(town, { card: 'sakura', number: '7654321' })
  const [one, two] = [await register(town), await register(town)]
  assert.equal((await showCard(town, one, 'sakura')).reason, 'card_used_elsewhere')
  const both = await Promise.all([one, two].map((each) => showCard(town, each, 'yoko')))
  assert.deepEqual(both.map(({ state }) => state).toSorted(), ['failed', 'passed'])
  assert.equal((await owner.client.ask(readMe)).proofs.card, true)

  const aoi = { client: await town.signIn('aoi'), phone: '+816099990005' }
  const taken = await linkAccount(town, aoi, '7654321')
  assert.equal(taken.state, 'failed')
})
