// The whole provider over HTTP, as a relying party, a phone, a PC and a thief meet it.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { oidcIdCard } from '#server/providers/id-card/oidc.ts'
import { demoIdCard } from '#server/providers/demo-keys.ts'
import { demoRelyingParty } from '../lib/demo-credentials.ts'
import type { Running } from '../lib/http.ts'
import { openPage } from '../lib/walker.ts'
import { startIdCard } from './server.ts'
import { answerTest, holdCard, joinFromPhone, showCard, walkToPassword } from './walk.ts'

const redirectUri = 'http://localhost:3000/identity/callback'
const pcBrowser = 'Mozilla/5.0 (X11; Linux x64) Chrome/153.0'
const folder = mkdtempSync(join(tmpdir(), 'id-card-'))
const stateFile = join(folder, 'id-card.json')
let sim: Running

before(async () => {
  sim = await startIdCard({ nasty: false, stateFile })
})
after(async () => {
  await sim.close()
  rmSync(folder, { recursive: true })
})

const providerWith = (more: { acrValues?: string } = {}) =>
  oidcIdCard({
    ...{ issuer: `${sim.url}/api/realms/main`, ...demoIdCard, ...more },
    scope: 'openid name address birthdate',
  })

async function check(name: string, more: { acrValues?: string } = {}) {
  const provider = providerWith(more)
  const { redirectUrl, secrets } = await provider.begin({ redirectUri })
  const callbackUrl = await showCard(redirectUrl, name)
  return provider.complete({ callbackUrl, secrets, redirectUri })
}

const subjectOf = async (name: string) => {
  const result = await check(name)
  return result.ok ? result.subject : result.reason
}

async function door(path: string, body: object): Promise<Record<string, string>> {
  const answer = await fetch(`${sim.url}${path}`, { method: 'POST', body: JSON.stringify(body) })
  assert.ok(answer.ok, `${path} answered ${answer.status}`)
  return (await answer.json()) as Record<string, string>
}

const putClock = (days: number) =>
  door('/__sim/clock', { now: new Date(Date.now() + days * 86_400_000).toISOString() })
const redirect = async (url: string, agent: string): Promise<string> => {
  const answer = await fetch(url, { redirect: 'manual', headers: { 'user-agent': agent } })
  return answer.headers.get('location') ?? ''
}

for (const [name, reason] of [
  ['改田 交子(再交付前', 'card_revoked'],
  ['仮止 とめ', 'card_revoked'],
  ['変田 かわり', 'card_revoked'],
  ['早見 さき', 'protocol'],
  ['新世 あらた', 'protocol'],
] as const) {
  test(`the card of ${name} is refused: ${reason}`, async () => {
    assert.deepEqual(await check(name), { ok: false, reason })
  })
}

test('a new card of the same person is the same person; the old card ends', async () => {
  const known = await subjectOf('岩槻 さくら')
  const { card } = await door('/__sim/cards/reissue', { person: 'sakura' })
  assert.equal(card, 'sakura-2')
  assert.equal(await subjectOf('岩槻 さくら(新しいカード)'), known)
  assert.equal(await subjectOf('岩槻 さくら'), 'card_revoked')
})

test('a card that the desk revokes is refused from then on', async () => {
  const { cards } = (await (await fetch(`${sim.url}/__sim/cards`)).json()) as {
    cards: { card: string; serial: string }[]
  }
  const serial = cards.find(({ card }) => card === 'daichi')?.serial
  assert.match(await subjectOf('西野 大地'), /^[\w-]{43}$/)
  await door('/__sim/cards/revoke', { serial, reason: 'certificateHold' })
  assert.equal(await subjectOf('西野 大地'), 'card_revoked')
  const nonsense = { method: 'POST', body: JSON.stringify({ serial, reason: 'because' }) }
  assert.equal((await fetch(`${sim.url}/__sim/cards/revoke`, nonsense)).status, 400)
})

test('when the responder is down nobody passes; by list it still works, until the list is stale', async () => {
  const down = () => door('/__sim/faults', { match: '/ocsp', effect: 'error' })
  await down()
  assert.deepEqual(await check('武蔵 誠'), { ok: false, reason: 'unavailable' })
  await down()
  assert.equal((await check('武蔵 誠', { acrValues: 'aal3 crl' })).ok, true)
  await door('/__sim/crl', { publishing: false })
  await putClock(1.1)
  // The relying party's own clock must not be the reason, so only the provider's word is looked at.
  const { redirectUrl } = await providerWith({ acrValues: 'aal3 crl' }).begin({ redirectUri })
  const end = await showCard(redirectUrl, '武蔵 誠')
  assert.equal(end.searchParams.get('error_description'), 'status_unavailable')
  await door('/__sim/reset', {})
})

test('a card pulled away too early costs no try', async () => {
  const page = await walkToPassword((await providerWith().begin({ redirectUri })).redirectUrl)
  const drawer = await page.press('読み取りを開始する', { pin: '0000' })
  const again = await drawer.press('七里 駿', { away: 'yes' })
  assert.match(again.text, /カードを読み取れませんでした/)
  assert.match((await holdCard(again, '七里 駿', '0000')).text, /残り2回/)
})

test('another relying party knows the same person by another name', async () => {
  const other = { ...demoRelyingParty, clientId: 'RP00000002' }
  const two = await startIdCard({ nasty: false, clients: [demoRelyingParty, other] })
  try {
    const subjects: unknown[] = []
    for (const { clientId } of [demoRelyingParty, other]) {
      const provider = oidcIdCard({ issuer: `${two.url}/api/realms/main`, ...demoIdCard, clientId })
      const { redirectUrl, secrets } = await provider.begin({ redirectUri })
      const callbackUrl = await showCard(redirectUrl, '埼玉 花子')
      const result = await provider.complete({ callbackUrl, secrets, redirectUri })
      subjects.push(result.ok ? result.subject : result.reason)
    }
    assert.equal(new Set(subjects).size, 2)
    assert.ok(subjects.every((subject) => /^[\w-]{43}$/.test(String(subject))))
  } finally {
    await two.close()
  }
})

test('wrong passwords are still counted after a restart', async () => {
  const toPassword = async () => walkToPassword((await providerWith().begin({ redirectUri })).redirectUrl)
  assert.match((await holdCard(await toPassword(), '盆栽 哲夫', '0000')).text, /残り2回/)
  await sim.close()
  sim = await startIdCard({ nasty: false, stateFile })
  assert.match((await holdCard(await toPassword(), '盆栽 哲夫', '0000')).text, /残り1回/)
  assert.match((await holdCard(await toPassword(), '盆栽 哲夫', '0000')).text, /ロックされています/)
  await sim.close()
  sim = await startIdCard({ nasty: false, stateFile })
  assert.equal(await subjectOf('盆栽 哲夫'), 'pin_locked')
  const selected = ['00A4040C0AD392F000260100000001', '00A4020C020018', '002000800431323334']
  const answers: unknown[] = []
  for (const hex of selected) answers.push((await door('/card/tetsuo/apdu', { hex })).hex)
  assert.deepEqual(answers, ['9000', '9000', '6983'])
  const log = await (await fetch(`${sim.url}/__sim/log`)).text()
  assert.ok(!log.includes('31323334'), 'the log shows no password, not even inside a command')
})

test('on a PC the phone reads the code and goes on, and only the PC comes back', async () => {
  const provider = providerWith()
  const { redirectUrl, secrets } = await provider.begin({ redirectUri })
  const path = await redirect(redirectUrl, pcBrowser)
  assert.match(path, /^\/pc\//)
  const pcPage = new URL(path, sim.url).href
  const state = async () => (await (await fetch(`${pcPage}/state`)).json()) as { done: boolean }
  const page = await (await fetch(pcPage)).text()
  assert.ok(!page.includes('session_state'))
  assert.deepEqual(await state(), { done: false })
  assert.equal((await openPage(pcPage)).leftTo, undefined)

  const phone = await holdCard(await walkToPassword(joinFromPhone(page)), '埼玉 花子')
  assert.match(phone.text, /パソコンの画面は自動で切り替わります/)
  await assert.rejects(phone.follow('元のアプリにもどる'))
  assert.deepEqual(await state(), { done: true })
  const callbackUrl = (await openPage(pcPage)).leftTo
  assert.ok(callbackUrl)
  const result = await provider.complete({ callbackUrl, secrets, redirectUri })
  assert.equal(result.ok && result.claims.name, '埼玉 花子')
})

test('on a PC the phone may also give up, and the PC can go on by itself', async () => {
  const provider = providerWith()
  const first = await provider.begin({ redirectUri })
  const pcPage = new URL(await redirect(first.redirectUrl, pcBrowser), sim.url).href
  const page = await (await fetch(pcPage)).text()
  const left = await (await openPage(joinFromPhone(page))).press('やめる')
  assert.equal(left.leftTo, undefined)
  const callbackUrl = (await openPage(pcPage)).leftTo
  assert.equal(callbackUrl?.searchParams.get('error_description'), 'user_cancelled')

  const second = await provider.begin({ redirectUri })
  const other = new URL(await redirect(second.redirectUrl, pcBrowser), sim.url).href
  const here = await (await openPage(other)).follow('この画面で続ける')
  assert.match(here.text, /利用規約/)
})

test('a phone’s browser sees no QR code', async () => {
  const { redirectUrl } = await providerWith().begin({ redirectUri })
  const phone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148'
  assert.match(await redirect(redirectUrl, phone), /^\/app\/begin\//)
})

test('a challenge grows old after ten minutes', async () => {
  const { redirectUrl } = await providerWith().begin({ redirectUri })
  const page = await walkToPassword(redirectUrl)
  await putClock(1 / 100)
  await assert.rejects(holdCard(page, '埼玉 花子'), /時間が切れました/)
  await door('/__sim/reset', {})
})

test('in quick mode the tester chooses card and end', async () => {
  const quick = await startIdCard({ nasty: false, quick: true })
  try {
    const provider = oidcIdCard({ issuer: `${quick.url}/api/realms/main`, ...demoIdCard })
    const ask = async (card: string, end: string) => {
      const { redirectUrl, secrets } = await provider.begin({ redirectUri })
      const callbackUrl = await answerTest(redirectUrl, card, end)
      return provider.complete({ callbackUrl, secrets, redirectUri })
    }
    const passed = await ask('nozomi', 'passed')
    assert.equal(passed.ok && passed.claims.birthdate, '2013-05-20')
    assert.deepEqual(await ask('nozomi', 'certificate_revoked'), { ok: false, reason: 'card_revoked' })
    assert.deepEqual(await ask('nozomi', 'status_unavailable'), { ok: false, reason: 'unavailable' })
  } finally {
    await quick.close()
  }
})
