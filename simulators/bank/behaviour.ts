// Which input does what. The same list is shown on the simulator's front page, so that a person can play
// every case.
import type { Behaviour } from '../lib/page.ts'
import type { ResultName } from './wire.ts'

export const pinOfEveryAccount = '1234'
export const openingBalance = 500_000
export const pinTries = 3
export const passcodeTries = 3
export const passcodeMinutes = 10

export type Ending =
  | { kind: 'declines'; as: ResultName }
  | { kind: 'answer lost after success' }
  | { kind: 'answer lost without effect' }
  | { kind: 'takes less' }
  | { kind: 'reference of before' }
  | { kind: 'fine' }

/** How an account answers a debit, by the last two digits of its number. */
export function behaviourOf(accountNumber: string): Ending {
  switch (accountNumber.slice(-2)) {
    case '11':
      return { kind: 'declines', as: 'frozen' }
    case '22':
      return { kind: 'declines', as: 'limit' }
    case '44':
      return { kind: 'answer lost after success' }
    case '55':
      return { kind: 'answer lost without effect' }
    case '66':
      return { kind: 'declines', as: 'maintenance' }
    case '71':
      return { kind: 'takes less' }
    case '72':
      return { kind: 'reference of before' }
    default:
      return { kind: 'fine' }
  }
}

/** What a new account holds, in yen: 500 when the number ends in 00, which is too little for any charge. */
export function balanceOfNew(accountNumber: string): number {
  if (accountNumber.endsWith('00')) return 500
  return accountNumber.endsWith('99') ? 30_000 : openingBalance
}

/** The most that may leave an account on one day, in yen. */
export function dayLimitOf(accountNumber: string): number {
  return accountNumber.endsWith('88') ? 20_000 : 1_000_000
}

/**
 * Institutions that want to be told the account before their site opens: ゆうちょ converts its own numbers, and
 * one small house keeps the old form.
 */
export function needsOf(bankCode: string) {
  const all = bankCode === '1252'
  const account = all || bankCode === '9900'
  return { branch: account, number: account, kind: all, holder: all }
}

/** Houses that rest every night, in hours of Japan; the others never do unless it is ordered. */
export const nightlyRests: Record<string, { fromHour: number; hours: number }> = {
  '1253': { fromHour: 21, hours: 10 },
  '4682': { fromHour: 19, hours: 14 },
}

/**
 * The holder's kana of a new account: the member's own, except that numbers ending in 33 belong to somebody
 * else.
 */
export function holderOfNew(accountNumber: string, memberKana: string): string {
  return accountNumber.endsWith('33') ? 'ベツジン タロウ' : memberKana
}

export const behaviours: readonly Behaviour[] = [
  { input: '口座番号 1234567', effect: 'ふつうに使える。残高 500,000円' },
  { input: '末尾 00(例 1234500)', effect: '残高不足(残高 500円)' },
  { input: '末尾 11', effect: '凍結中の口座として断る' },
  { input: '末尾 22', effect: '限度額超過として断る' },
  { input: '末尾 33', effect: '口座名義が登録者とちがう' },
  { input: '末尾 44', effect: '引き落としは成功するが、返事が届かない' },
  { input: '末尾 55', effect: '返事が届かず、引き落としもされない' },
  { input: '末尾 71', effect: '1円少なく引き落とす(金額がちがう)' },
  { input: '末尾 72', effect: '前の引き落としと同じ照会番号を返す' },
  { input: '末尾 88', effect: '1日の限度額 20,000円。超えると断る' },
  { input: '末尾 99', effect: '残高 30,000円。使うと減り、足りなくなる' },
  { input: 'ゆうちょ銀行・青木信用金庫', effect: '口座を先に収納企業へ伝えてから、サイトが開く' },
  { input: '飯能信用金庫・さいたま農協', effect: '夜間はサービス時間外(21時から、19時から)' },
  { input: '末尾 66', effect: '金融機関のサービス時間外として断る' },
  { input: '暗証番号 1234', effect: 'どの口座でも正しい。3回まちがえると中止' },
  { input: '店番号', effect: '3桁ならなんでもよい(例 001)' },
  { input: 'パスコード', effect: 'SMSシミュレータに届く6桁。3回まちがえると中止' },
]
