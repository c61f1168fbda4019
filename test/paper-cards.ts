// Printed cards in tests: two people at a desk, a person without a phone, and what stands on the paper.
import assert from 'node:assert/strict'
import { decidePaperPerson, issuePaperCard, receivePaperPerson } from '#contract/paper-cards.ts'
import { changeProfile } from '#contract/residents.ts'
import { makeId } from '#server/lib/id.ts'
import { sql } from '#server/lib/database.ts'
import { lockWallets, post } from '#server/ledger/post.ts'
import { accounts } from '#server/ledger/post.ts'
import type { Client } from './client.ts'
import { counterClerk, office } from './people.ts'
import { readCodes } from './printed.ts'
import { register, type Resident, showCard, switchOnSecondStep } from './steps.ts'
import type { Town } from './town.ts'

export const ume = {
  familyKana: 'サイタマ',
  givenKana: 'ウメ',
  birthdate: '1943-03-05',
  address: '埼玉県さいたま市浦和区高砂99丁目20番1号',
}
export const umePin = '7294'

/** The person at the desk and the second one of the office, signed in. */
export async function openDesk(town: Town): Promise<{ clerk: Client; second: Client }> {
  const [clerk, second] = await Promise.all([
    town.signInOperator(counterClerk.mail),
    town.signInOperator(office.mail),
  ])
  return { clerk, second }
}

type Desk = Awaited<ReturnType<typeof openDesk>>

/** Receives and approves a person; gives the id, which is the wallet's too. */
export async function receive({ clerk, second }: Desk, who: typeof ume = ume): Promise<string> {
  const id = makeId()
  await clerk.ask(receivePaperPerson, { body: { id, ...who, documents: ['driving_licence'], agreed: true } })
  await second.ask(decidePaperPerson, { params: { id }, body: { decision: 'approved' } })
  return id
}

/** What a camera and a reader of bars see on the sheet: the card above, the bars on its back, and the label below. */
export async function readSheet(sheet: string): Promise<{ code: string; label: string; digits: string }> {
  const seen = await readCodes(Buffer.from(sheet, 'base64'))
  const [card, label, ...others] = seen.filter(({ kind }) => kind === 'qr')
  const [bars, ...moreBars] = seen.filter(({ kind }) => kind === 'bars')
  assert.ok(card && label && bars && others.length + moreBars.length === 0, JSON.stringify(seen))
  return { code: card.text, label: label.text, digits: bars.text }
}

/** Prints a card for a person; gives its number and the text of its code. */
export async function issue(
  { clerk }: Pick<Desk, 'clerk'>,
  personId: string,
  { pin = umePin, tellsBalance = false }: { pin?: string; tellsBalance?: boolean } = {},
): Promise<{ number: string; code: string; digits: string }> {
  const body = { id: makeId(), pin, tellsBalance }
  const { number, sheet } = await clerk.ask(issuePaperCard, { params: { id: personId }, body })
  const { code, digits } = await readSheet(sheet)
  return { number, code, digits }
}

/** Puts coin into a wallet as a counter would, without its till. */
export async function fill(town: Town, personId: string, amount: number): Promise<void> {
  await town.database.transact(async (tx) => {
    const id = makeId()
    await lockWallets(tx, [personId])
    await tx.run(sql`
      insert into top_ups.top_up (id, resident_id, means, amount, posting_id, state, requested_at, confirmed_at,
                                  settled_at, provider_ref, source_name, earns_bonus)
      values (${id}, ${personId}, 'counter', ${amount}, ${id}, 'succeeded', now(), now(), now(), ${id}, '窓口', false)`)
    const transfer = { from: accounts.counterClearing, to: personId, currency: 'coin', amount } as const
    await post(tx, [
      {
        id,
        owner: personId,
        kind: 'top_up',
        via: 'counter',
        occurredAt: town.clock.now(),
        transfers: [transfer],
      },
    ])
  })
}

/** Somebody who comes to the desk by papers, and to the app by the My Number Card. */
export const chiyo = {
  familyKana: 'キタハラ',
  givenKana: 'チヨ',
  birthdate: '1941-01-09',
  address: '埼玉県さいたま市北区宮原町三丁目99番5号',
}

/** Registers in the app with every proof, by the card and the name of Chiyo unless others are given. */
export async function registerAs(
  town: Town,
  { card = 'chiyo', familyKana = chiyo.familyKana, givenKana = chiyo.givenKana } = {},
): Promise<Resident> {
  const resident = await register(town)
  await resident.client.ask(changeProfile, { body: { familyKana, givenKana } })
  await switchOnSecondStep(town, resident)
  await showCard(town, resident, card)
  return resident
}
