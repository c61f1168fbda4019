// stories: residents
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changeProfile, readMe } from '#contract/residents.ts'
import { sendMailVerification, signIn, verifyMail } from '#contract/sign-in.ts'
import { demoPassword, personOf } from '../people.ts'
import { register } from '../steps.ts'
import { openTown, type Town } from '../town.ts'

test('お客さま情報: kana of any kind is kept as full-width katakana', async () => {
  await using town = await openTown()
  const { client } = await register(town)
  const changed = await client.ask(changeProfile, {
    body: { familyKana: 'さいたま', givenKana: 'ﾊﾅｺ' },
  })
  assert.deepEqual([changed.familyKana, changed.givenKana], ['サイタマ', 'ハナコ'])
  assert.deepEqual(await client.ask(readMe), changed)
  for (const familyKana of ['埼玉', 'Saitama', '', 'ア🍞']) {
    const body = { familyKana, givenKana: 'ハナコ' }
    assert.equal(await client.refused(changeProfile, { body }), 'kana_invalid', familyKana)
  }
})

/** Somebody whose address nobody has proven yet. */
async function unproven(town: Town) {
  return { client: await town.signIn('shinta'), mail: personOf('shinta').mail }
}

test('メール認証: the link in the mail proves the address once, and the box turns green', async () => {
  await using town = await openTown()
  const { client, mail } = await unproven(town)
  assert.deepEqual(await client.ask(sendMailVerification), { sentTo: mail })
  const link = await town.inboxOf(mail).lastLink()
  assert.equal(link.origin, town.origin)
  assert.equal(await town.inboxOf(mail).lastSignature(), 'pass', 'the town signs its mail (DKIM)')
  assert.equal((await client.ask(readMe)).proofs.mail, false, 'opening the link alone proves nothing')

  const token = link.searchParams.get('token') ?? ''
  // The mail may be read on another device than the one that registered: there its owner signs in first.
  const other = town.newClient()
  assert.equal(await other.refused(verifyMail, { body: { token } }), 'not_signed_in')
  await other.ask(signIn, { body: { mail, password: demoPassword } })
  assert.deepEqual(await other.ask(verifyMail, { body: { token } }), { mail })
  assert.equal((await client.ask(readMe)).proofs.mail, true)
  assert.equal(await client.refused(verifyMail, { body: { token } }), 'link_invalid')
  assert.equal(await client.refused(sendMailVerification), 'mail_already_verified')
})

test('メール認証: a link is good for 24 hours, and a made-up one never', async () => {
  await using town = await openTown()
  const { client, mail } = await unproven(town)
  await client.ask(sendMailVerification)
  const token = (await town.inboxOf(mail).lastLink()).searchParams.get('token') ?? ''
  town.clock.advance({ minutes: 24 * 60 + 1 })
  assert.equal(await client.refused(verifyMail, { body: { token } }), 'link_invalid')
  assert.equal(await client.refused(verifyMail, { body: { token: 'made-up' } }), 'link_invalid')
})
