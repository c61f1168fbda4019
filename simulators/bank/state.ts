import { createRequire } from 'node:module'
import { balanceOfNew, holderOfNew } from './behaviour.ts'

export type Member = { kana: string; phone?: string }
export type Step = 'terms' | 'login' | 'passcode' | 'confirm' | 'finished'

/** One registration of one account, from PrepareAccountAdd to the browser's return. */
export type Process = {
  processId: string
  centerTransactionId: string
  memberId: string
  accountId: string
  bankCode: string
  successUrl: string
  errorUrl: string
  pushUrl: string
  label: string
  customerAccessToken: string
  /** The browser's session at the bank; '' until the browser has arrived there. */
  session: string
  step: Step
  accountKey: string
  wrongPins: number
  passcode: string
  passcodeUntil: string
  wrongPasscodes: number
  /** What the shop was told and passed on; '' where the bank did not ask for it. */
  given: { branch: string; number: string }
  /** Where the browser was sent at the end; '' before that. */
  returnUrl: string
}

export type Link = {
  state: 'pending' | 'linked' | 'failed'
  reason: string
  bankCode: string
  accountKey: string
}
/** `text` is the 摘要: half-width, as passbooks print it. */
export type Entry = { at: string; text: string; amount: number; balance: number }
export type Account = {
  bankCode: string
  branchCode: string
  number: string
  holderKana: string
  balance: number
  locked: boolean
  entries: Entry[]
}
export type Order = {
  orderId: string
  content: string
  amount: number
  accountKey: string
  state: 'captured' | 'declined' | 'refunded'
  resultName: string
  providerRef: string
  /** How often money really left the account: 1 at the most, whatever was sent. */
  captures: number
  requests: number
  at: string
  refundedAt?: string
}

export type BankState = {
  members: Record<string, Member>
  processes: Record<string, Process>
  links: Record<string, Link>
  accounts: Record<string, Account>
  orders: Record<string, Order>
  /** Rests that were ordered for this or that institution, besides those that come every night. */
  rests: Rest[]
  /** What is wrong with the settlement file of a day (`2026-11-21`). */
  fileFaults: Record<string, FileFault>
  /** Other movements on the town's own account, besides what the gateway pays in. */
  townEntries: TownEntry[]
}

export type FileFault =
  | 'missing'
  | 'line_missing'
  | 'line_twice'
  | 'extra_line'
  | 'short_by_1'
  | 'wrong_date'
  | 'wrong_day_of_line'
  | 'byte_order_mark'
  | 'shift_jis'
  | 'wrong_total'
export type TownEntry = {
  on: string
  direction: 'in' | 'out'
  amount: number
  payer: string
  summary: string
}

export type Rest = { bankCode: string; from: string; until: string }

export const emptyBank = (): BankState => ({
  members: {},
  processes: {},
  links: {},
  accounts: {},
  orders: {},
  rests: [],
  fileFaults: {},
  townEntries: [],
})

type Institution = { name: string; branches: Record<string, { name: string }> }
// Required, not imported: the package is CommonJS and has no types.
const institutions = createRequire(import.meta.url)('zengin-code') as Record<string, Institution>

/** The institution's full name (「埼玉りそな銀行」), undefined for a code that no institution has. */
export function bankName(bankCode: string): string | undefined {
  const short = institutions[bankCode]?.name
  if (!short) return undefined
  if (short.endsWith('信金')) return short.replace(/信金$/, '信用金庫')
  if (short.endsWith('信組')) return short.replace(/信組$/, '信用組合')
  return /(農協|信連|労金|漁連|漁協|金庫|中金|中央)$/.test(short) ? short : `${short}銀行`
}

/** The branch's name with 支店, or its number when nobody has it: the simulator lets any three digits in. */
export function branchName(bankCode: string, branchCode: string): string {
  const name = institutions[bankCode]?.branches[branchCode]?.name
  if (!name) return `店番 ${branchCode}`
  return /(支店|営業部|本店|出張所|店)$/.test(name) ? name : `${name}支店`
}

export const linkKey = (memberId: string, accountId: string): string => `${memberId}/${accountId}`

/** The account with this number; it comes into being when it is first asked for, in the name of who asks. */
export function accountAt(
  state: BankState,
  at: { bankCode: string; branchCode: string; number: string },
  kana: string,
) {
  const key = `${at.bankCode}-${at.branchCode}-${at.number}`
  state.accounts[key] ??= {
    ...at,
    holderKana: holderOfNew(at.number, kana),
    balance: balanceOfNew(at.number),
    locked: false,
    entries: [],
  }
  return { key, account: state.accounts[key] }
}

/** A registration that was made before anybody looked: what the shop knows of it, and the account behind it. */
export type Registration = {
  memberId: string
  kana: string
  phone?: string
  accountId: string
  bankCode: string
  branchCode: string
  number: string
}

/** Makes member and account known as if the person had walked the bank's site; what is known already stays. */
export function registerInAdvance(state: BankState, registration: Registration): void {
  const { memberId, kana, phone, accountId, bankCode, branchCode, number } = registration
  state.members[memberId] ??= { kana, ...(phone ? { phone } : {}) }
  const { key } = accountAt(state, { bankCode, branchCode, number }, kana)
  state.links[linkKey(memberId, accountId)] ??= { state: 'linked', reason: '', bankCode, accountKey: key }
}

/** Moves money on an account and writes its statement line; `amount` is negative for a debit. */
export function book(account: Account, at: Date, text: string, amount: number): void {
  account.balance += amount
  account.entries.push({ at: at.toISOString(), text, amount, balance: account.balance })
}
