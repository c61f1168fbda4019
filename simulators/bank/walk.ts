import { openPage, type Walk } from '../lib/walker.ts'

/** What a person types at the bank, and the phone on which the passcode is read. */
export type AtTheBank = {
  start: { url: string; fields: Record<string, string> }
  smsUrl: string
  phone: string
  number: string
  branch?: string
  pin?: string
}

/** Walks a bank's site up to the last page, where 「申し込む」 waits; stops early where the bank says no. */
export async function walkToConfirmation(i: AtTheBank): Promise<Walk> {
  const terms = await openPage(i.start.url, i.start.fields)
  const login = await terms.press('次へ', { agree: 'yes' })
  const asked = { branch: i.branch ?? '001', number: i.number, pin: i.pin ?? '1234' }
  const passcode = await login.press('次へ', asked)
  if (!passcode.text.includes('ワンタイムパスコード')) return passcode
  return passcode.press('認証する', { passcode: await lastCode(i.smsUrl, i.phone) })
}

/** Registers an account and gives the address to which the bank sends the browser back. */
export async function registerAccount(i: AtTheBank): Promise<URL> {
  const confirmation = await walkToConfirmation(i)
  const end = confirmation.leftTo ? confirmation : await confirmation.press('申し込む')
  if (!end.leftTo) throw new Error(`the bank did not send the person back: ${end.text}`)
  return end.leftTo
}

/** The newest six-digit code on a phone of the SMS simulator; throws when there is none. */
export async function lastCode(smsUrl: string, phone: string): Promise<string> {
  const answer = await fetch(`${smsUrl}/phones/${encodeURIComponent(phone)}.json`)
  const { messages } = (await answer.json()) as { messages: { body: string }[] }
  const code = /(?<!\d)\d{6}(?!\d)/.exec(messages.at(-1)?.body ?? '')?.[0]
  if (!code) throw new Error(`no code on the phone ${phone}`)
  return code
}
