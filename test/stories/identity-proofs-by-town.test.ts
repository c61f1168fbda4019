// What needs which proof is the town's table: every act on every path, whatever the table says.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { linkAtm } from '#contract/atm.ts'
import { linkBankAccount } from '#contract/bank-accounts.ts'
import { requestCardTopUp } from '#contract/card-top-ups.ts'
import { redeemChargeCode } from '#contract/charge-codes.ts'
import { showPayerCode, showRelativesCode } from '#contract/payment-codes.ts'
import { pay } from '#contract/payments.ts'
import { giveGift, showGiftCode } from '#contract/gifts.ts'
import { showHelperCode } from '#contract/relatives.ts'
import { type Action, proofRefusals, proofsNeeded } from '#contract/proofs.ts'
import { readMe } from '#contract/residents.ts'
import { confirmTopUp, readTopUpTerms, requestTopUp } from '#contract/top-ups.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import type { Client } from '../client.ts'
import { personOf } from '../people.ts'
import { registerWithAccount } from '../steps.ts'
import { openTown, type Town } from '../town.ts'

/** The town's table from some minutes after it opened; the newest row holds. */
let rows = 0
function setTable(town: Town, table: object): Promise<number> {
  rows += 1
  return town.database.run(sql`
    insert into town.setting (name, valid_from, value)
    values ('proofs', now() - interval '1 day' + make_interval(secs => ${rows}), ${JSON.stringify(table)})`)
}

/** Of a help that is not there: what it says then comes after the proofs. */
const relativesCode = { ...showRelativesCode, path: showRelativesCode.path.replace(':id', makeId()) }

/** Every path to every act, each as somebody would knock who has nothing but the proofs. */
const paths: [action: Action, name: string, knock: (client: Client) => Promise<string>][] = [
  [
    'pay',
    'a store’s code',
    (client) => codeOf(client, pay, { coin: 1, points: 0, via: 'store_number', storeId: makeId() }),
  ],
  ['pay', 'a code of one’s own', (client) => codeOf(client, showPayerCode, { tender: 'coin' }, false)],
  ['link_bank_account', 'linking', (client) => codeOf(client, linkBankAccount, { bankCode: '0017' })],
  [
    'top_up',
    'from a bank account',
    (client) => codeOf(client, requestTopUp, { bankAccountId: makeId(), amount: 1000 }),
  ],
  ['top_up', 'by card', (client) => codeOf(client, requestCardTopUp, { cardId: null, amount: 1000 })],
  ['gift', 'a code to receive', (client) => codeOf(client, showGiftCode, {}, false)],
  ['gift', 'giving', (client) => codeOf(client, giveGift, { code: '0000000000', amount: 1, card: 'thanks' })],
  ['pay', 'a relative’s code', (client) => codeOf(client, relativesCode, { tender: 'coin' }, false)],
  ['help', 'a helper’s code', (client) => codeOf(client, showHelperCode, {}, false)],
  ['top_up', 'at a cash machine', (client) => codeOf(client, linkAtm, { code: '123456' })],
  ['top_up', 'by a charge code', (client) => codeOf(client, redeemChargeCode, { code: '1234567890123456' })],
]

/** What an endpoint says to this body, under a fresh id where it takes one; `ok` when it is not refused. */
async function codeOf(
  client: Client,
  endpoint: { method: string; path: string },
  body: object,
  withId = true,
): Promise<string> {
  const answer = await client.send({
    method: endpoint.method as 'POST',
    url: `/api${endpoint.path}`,
    body: JSON.stringify({ ...(withId ? { id: makeId() } : {}), ...body }),
    headers: { 'content-type': 'application/json' },
  })
  return answer.status < 400 ? 'ok' : (JSON.parse(answer.body) as { code: string }).code
}

const refusals: readonly string[] = Object.values(proofRefusals)
const held = { mail: 'mail_verified_at', sms: 'second_step_at' } as const

async function takeAway(town: Town, residentId: string, proof: 'mail' | 'sms' | 'card'): Promise<void> {
  if (proof === 'card') {
    await town.database.run(sql`delete from identity.card where resident_id = ${residentId}`)
  } else if (held[proof] === 'mail_verified_at') {
    await town.database.run(sql`
      update sign_in.login set mail_verified_at = null where subject = ${residentId}`)
  } else {
    await town.database.run(sql`
      update sign_in.login set second_step_at = null where subject = ${residentId}`)
  }
}

test('本人確認の表: without a setting it is the guide’s: charging needs card, phone and mail, paying nothing', async () => {
  await using town = await openTown()
  const client = await town.signIn('shinta')
  assert.deepEqual((await client.ask(readMe)).needs, proofsNeeded)
  for (const [action, name, knock] of paths) {
    const code = await knock(client)
    if (action === 'pay') assert.ok(!refusals.includes(code), `${name}: ${code}`)
    else assert.equal(code, 'identity_check_required', name)
  }
})

for (const proof of ['mail', 'sms', 'card'] as const) {
  test(`本人確認の表: a town that wants ${proof} for everything gets it on every path`, async () => {
    await using town = await openTown()
    const acts: Action[] = ['pay', 'link_bank_account', 'top_up', 'gift', 'help']
    await setTable(town, Object.fromEntries(acts.map((act) => [act, [proof]])))
    const client = await town.signIn('hanako')
    for (const [, name, knock] of paths) assert.ok(!refusals.includes(await knock(client)), name)
    await takeAway(town, personOf('hanako').id, proof)
    for (const [action, name, knock] of paths) {
      const code = await knock(client)
      // A town cannot let strangers give to each other: without card and phone in its table, the card stays.
      if (action === 'gift' && proof === 'mail') assert.ok(!refusals.includes(code), `${action} ${name}`)
      else assert.equal(code, proofRefusals[proof], `${action} ${name}`)
    }
    const { allowed, missing } = await client.ask(readTopUpTerms)
    assert.deepEqual([allowed, missing], [false, proof])
  })
}

test('本人確認の表: it holds from its time, also between asking for a top-up and confirming it', async () => {
  await using town = await openTown()
  const resident = await registerWithAccount(town, { card: 'sakura', number: '1234567' })
  const { client, id: residentId, bankAccountId, phone } = resident
  await setTable(town, { top_up: ['card', 'sms'] })
  await takeAway(town, residentId, 'mail')
  const id = makeId()
  await client.ask(requestTopUp, { body: { id, bankAccountId, amount: 1000 } })
  const code = await town.phoneOf(phone).lastCode()
  await setTable(town, { top_up: ['card', 'sms', 'mail'] })
  assert.equal(await client.refused(confirmTopUp, { params: { id }, body: { code } }), 'mail_proof_needed')
  assert.deepEqual((await client.ask(readMe)).needs, { ...proofsNeeded, top_up: ['card', 'sms', 'mail'] })
  await town.database.run(sql`
    insert into town.setting (name, valid_from, value)
    values ('proofs', now() + interval '1 day', '{"pay": ["card"]}')`)
  assert.deepEqual((await client.ask(readMe)).needs.pay, [], 'a row of tomorrow holds tomorrow')
})

test('本人確認の表: a slip of the pen in the setting opens no door', async () => {
  await using town = await openTown()
  await setTable(town, { top_up: ['crad'], link_bank_account: null })
  const client = await town.signIn('shinta')
  for (const [action, name, knock] of paths.filter((path) => path[0] !== 'pay')) {
    assert.equal(await knock(client), 'identity_check_required', `${action} ${name}`)
  }
})
