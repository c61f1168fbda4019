// What we rely on from a mail server, tried through the real adapter against one that keeps what it gets.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { generateKeyPairSync } from 'node:crypto'
import { type RunningMail, startMail } from '../../../simulators/mail/server.ts'
import type { MailProvider } from './port.ts'
import { demoDkim } from '../demo-keys.ts'
import { smtp, type SmtpConfig } from './smtp.ts'

let mail: RunningMail
let provider: MailProvider

before(async () => {
  mail = await startMail({ nasty: false })
  provider = smtp({ url: `smtp://localhost:${mail.smtpPort}`, from: 'さいコイン <no-reply@town.example>' })
})
after(async () => {
  provider.close()
  await mail.close()
})

type Signature = { result: string; domain: string; selector: string }
type Kept = {
  id: string
  subject: string
  text: string
  html: string
  headers: Record<string, string>
  signature: Signature
}
async function box(to: string): Promise<Kept[]> {
  const answer = await fetch(`${mail.url}/messages.json?to=${encodeURIComponent(to)}`)
  return ((await answer.json()) as { messages: Kept[] }).messages
}

test('a mail arrives whole, and its link can be followed', async () => {
  const link = 'https://town.example/verify?token=a&b=1'
  const text = `つぎのリンクを開いてください。\n${link}\n`
  const html = '<p>ようこそ<script>alert(1)</script></p>'
  await provider.send({ to: 'hanako@example.jp', subject: 'メール認証', text, html, reference: 'mail/1' })
  const [kept] = await box('hanako@example.jp')
  assert.equal(kept?.subject, 'メール認証')
  assert.equal(kept.text, text.trimEnd())
  assert.equal(kept.headers['message-id'], '<mail-1@town.example>')
  const page = await (await fetch(`${mail.url}/messages/${kept.id}`)).text()
  assert.match(page, /<a href="https:\/\/town\.example\/verify\?token=a&amp;b=1">/)
  assert.doesNotMatch(page, /<script>alert/)
})

const dkim = {
  domainName: demoDkim.domain,
  keySelector: demoDkim.selector,
  privateKey: demoDkim.privateKey,
}

/** Sends one mail that is signed like this and gives how its receiver finds the signature. */
async function signatureWith(signing: SmtpConfig['dkim'], to: string): Promise<Signature | undefined> {
  const signer = smtp({
    url: `smtp://localhost:${mail.smtpPort}`,
    from: `さいコイン <no-reply@${demoDkim.domain}>`,
    ...(signing ? { dkim: signing } : {}),
  })
  await signer.send({ to, subject: 'メール認証', text: 'つぎのリンクを開いてください。', reference: to })
  signer.close()
  return (await box(to))[0]?.signature
}

test('a mail is signed (DKIM), and whoever gets it can tell that the signature is right', async () => {
  const { domain, selector } = demoDkim
  assert.deepEqual(await signatureWith(dkim, 'signed@example.jp'), { result: 'pass', domain, selector })
  const [kept] = await box('signed@example.jp')
  const page = await (await fetch(`${mail.url}/messages/${kept?.id}`)).text()
  assert.match(page, /enishi-saitama\.example\.jp の署名\(DKIM\)を確認しました/)
})

test('a signature by another key, under an unknown name, or none at all, is told apart', async () => {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  const resultWith = async (signing: SmtpConfig['dkim'], to: string) =>
    (await signatureWith(signing, to))?.result
  assert.equal(await resultWith({ ...dkim, privateKey }, 'forged@example.jp'), 'fail')
  assert.notEqual(await resultWith({ ...dkim, keySelector: 'other' }, 'nameless@example.jp'), 'pass')
  assert.equal(await resultWith(undefined, 'unsigned@example.jp'), 'none')
})

for (const [to, code] of [
  ['bounce@example.jp', 550],
  ['full@example.jp', 552],
  ['later@example.jp', 451],
] as const) {
  test(`${to} is refused with ${code}, and the caller hears of it`, async () => {
    const sent = provider.send({ to, subject: 's', text: 't', reference: 'r' })
    await assert.rejects(sent, (error: { responseCode?: number }) => error.responseCode === code)
    assert.deepEqual(await box(to), [])
  })
}
