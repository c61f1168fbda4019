// What we rely on from a mail server, tried through the real adapter against one that keeps what it gets.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningMail, startMail } from '../../../simulators/mail/server.ts'
import type { MailProvider } from './port.ts'
import { smtp } from './smtp.ts'

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

type Kept = { id: string; subject: string; text: string; html: string; headers: Record<string, string> }
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
