// What people do again and again before a story begins, each step through the contract as an app would take it.
import { linkBankAccount, readBankAccount, tellBankAccount } from '#contract/bank-accounts.ts'
import { readCardCheck, startCardCheck } from '#contract/identity.ts'
import { pay } from '#contract/payments.ts'
import { changeProfile, readMe, readTerms } from '#contract/residents.ts'
import {
  confirmSecondStep,
  sendMailVerification,
  setPhone,
  signUp,
  startSecondStep,
  verifyMail,
} from '#contract/sign-in.ts'
import { confirmTopUp, requestTopUp } from '#contract/top-ups.ts'
import { accounts, post } from '#server/ledger/post.ts'
import { addDays, dayOf } from '#server/lib/day.ts'
import { makeId } from '#server/lib/id.ts'
import { suspendStore } from '#contract/store-suspensions.ts'
import type { Client } from './client.ts'
import { bakeryNumber, office, storeIdOf } from './people.ts'
import type { Town } from './town.ts'

export type Resident = { id: string; mail: string; password: string; phone: string; client: Client }

const password = 'a-long-enough-password'
let newcomers = 0

/** Somebody new registers with a mail address and a password, is signed in, and proves the address by the link. */
export async function register(town: Town): Promise<Resident> {
  const resident = await signUpOnly(town)
  await proveMail(town, resident)
  return resident
}

/** Somebody new registers with a mail address and a password, and is signed in; the address is not proven yet. */
export async function signUpOnly(town: Town): Promise<Resident> {
  newcomers += 1
  const client = town.newClient()
  const number = String(newcomers).padStart(4, '0')
  const [id, mail] = [makeId(), `newcomer-${number}@example.jp`]
  const versions = await readVersions(client)
  await client.ask(signUp, { body: { id, mail, password, ...versions } })
  return { id, mail, password, phone: `+816088880${number.slice(1)}`, client }
}

/** The versions of the documents that somebody who registers now agrees to. */
export async function readVersions(client: Client) {
  const { documents } = await client.ask(readTerms)
  const versionOf = (kind: string) => documents.find((each) => each.kind === kind)?.version ?? ''
  return { termsVersion: versionOf('terms'), privacyVersion: versionOf('privacy') }
}

/** Proves the address by the link, unless it is proven already. */
export async function proveMail(town: Town, { client, mail }: Resident): Promise<void> {
  if ((await client.ask(readMe)).proofs.mail) return
  await client.ask(sendMailVerification)
  const link = await town.inboxOf(mail).lastLink()
  await client.ask(verifyMail, { body: { token: link.searchParams.get('token') ?? '' } })
}

export async function switchOnSecondStep(town: Town, { client, phone }: Resident): Promise<void> {
  await client.ask(setPhone, { body: { phone: phone.replace('+81', '0') } })
  await client.ask(startSecondStep)
  await client.ask(confirmSecondStep, { body: { code: await town.phoneOf(phone).lastCode() } })
}

/** Walks the authenticator app with somebody's card and comes back; gives how the check stands then. */
export async function showCard(town: Town, { client }: Resident, card: string, pin?: string) {
  const { redirectUrl } = await client.ask(startCardCheck)
  const back = await town.idCard.walk(redirectUrl, card, pin)
  await client.send({ method: 'GET', url: back.pathname + back.search })
  return client.ask(readCardCheck)
}

/** Registers an account on the bank's own pages; gives how it stands after the return. */
export async function linkAccount(
  town: Town,
  { client, phone }: Pick<Resident, 'client' | 'phone'>,
  number: string,
  bankCode = '0017',
) {
  const id = makeId()
  const begun = await client.ask(linkBankAccount, { body: { id, bankCode } })
  const told = { branchCode: '001', number }
  const form = begun.form ?? (await client.ask(tellBankAccount, { params: { id }, body: told }))
  const back = await town.bank.walkLink({ start: form, phone, number })
  await client.send({ method: 'GET', url: back.pathname + back.search })
  return client.ask(readBankAccount, { params: { id } })
}

/** Somebody who may top up: every proof green, and an account of this number linked. */
export async function registerWithAccount(
  town: Town,
  { card, number }: { card: string; number: string },
): Promise<Resident & { bankAccountId: string }> {
  const resident = await register(town)
  await resident.client.ask(changeProfile, { body: { familyKana: 'サイタマ', givenKana: 'ミライ' } })
  await proveMail(town, resident)
  await switchOnSecondStep(town, resident)
  await showCard(town, resident, card)
  const account = await linkAccount(town, resident, number)
  if (account.state !== 'linked') throw new Error(`the account was not linked: ${JSON.stringify(account)}`)
  return { ...resident, bankAccountId: account.id }
}

/** Asks for a top-up and confirms it with the passcode; gives how it stands after the bank was asked. */
export async function topUp(
  town: Town,
  who: { client: Client; phone: string; bankAccountId: string },
  amount: number,
  id = makeId(),
) {
  await who.client.ask(requestTopUp, { body: { id, bankAccountId: who.bankAccountId, amount } })
  const code = await town.phoneOf(who.phone).lastCode()
  return who.client.ask(confirmTopUp, { params: { id }, body: { code } })
}

/** Pays the bakery, as an app does that has read its code; gives the payment's id. */
export async function payBakery(client: Client, coin: number, points = 0, id = makeId()): Promise<string> {
  await client.ask(pay, {
    body: { id, storeId: storeIdOf(bakeryNumber), coin, points, via: 'store_code' },
  })
  return id
}

/** The office stops a store. */
export async function stopStore(town: Town, storeId: string): Promise<void> {
  const desk = await town.signInOperator(office.mail)
  const body = { id: makeId(), reason: '契約の終わり', wholeMerchant: false }
  await desk.ask(suspendStore, { params: { storeId }, body })
}

/** Gives points whose last day is so many days ahead; gives that day. */
export async function grantPoints(
  town: Town,
  residentId: string,
  amount: number,
  days: number,
): Promise<string> {
  const [id, occurredAt] = [makeId(), town.clock.now()]
  const expiresOn = addDays(dayOf(occurredAt), days)
  const lot = { expiresOn, funding: 'city' }
  const transfers = [
    { from: accounts.pointsIssued, to: residentId, currency: 'points' as const, amount, lot },
  ]
  await post(town.database, [{ id, owner: residentId, kind: 'grant', via: '街', occurredAt, transfers }])
  return expiresOn
}
