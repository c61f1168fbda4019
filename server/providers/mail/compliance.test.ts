// What any mail server that sends for us must do. It runs against the simulator, and with SMTP_TEST_URL,
// MAIL_TEST_FROM and MAIL_TEST_TO against a real one; what arrives there, and its DKIM, somebody looks at.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningMail, startMail } from '../../../simulators/mail/server.ts'
import type { MailProvider } from './port.ts'
import { smtp } from './smtp.ts'

const testUrl = process.env['SMTP_TEST_URL']
const to = process.env['MAIL_TEST_TO'] ?? 'hanako@example.jp'
const from = process.env['MAIL_TEST_FROM'] ?? 'さいコイン <no-reply@town.example>'
let simulator: RunningMail | undefined
let provider: MailProvider

before(async () => {
  if (!testUrl) simulator = await startMail({ nasty: false })
  provider = smtp({ url: testUrl ?? `smtp://localhost:${simulator?.smtpPort}`, from })
})
after(async () => {
  provider.close()
  await simulator?.close()
})

const mail = {
  to,
  subject: 'メール認証',
  text: 'つぎのリンクを開いてください。\nhttps://town.example/a?b=1&c=2\n',
}

test('a mail in Japanese is taken, with and without HTML, and once more under the same reference', async () => {
  await provider.send({ ...mail, reference: 'compliance/1' })
  await provider.send({ ...mail, reference: 'compliance/1' })
  await provider.send({ ...mail, html: '<p>つぎのリンクを開いてください。</p>', reference: 'compliance/2' })
})

test('ten mails at once are taken', async () => {
  await Promise.all(
    Array.from({ length: 10 }, (_, n) => provider.send({ ...mail, reference: `compliance/${n}` })),
  )
})

test('an address that is none is refused, and the caller hears of it', async () => {
  await assert.rejects(provider.send({ ...mail, to: 'no address', reference: 'compliance/3' }))
})

test('where nobody answers, the caller hears of it', async () => {
  const nobody = smtp({ url: 'smtp://127.0.0.1:9', from, timeoutMs: 500 })
  await assert.rejects(nobody.send({ ...mail, reference: 'compliance/4' }))
  nobody.close()
})
