import type { Translated } from '../../i18n/words.ts'
import type { means as japanese } from '../ja/means.ts'

export const means: Translated<typeof japanese> = {
  bank: '銀行口座',
  card: 'クレジットカード',
  atm: 'ATM',
  counter: '窓口',
  code: 'チャージコード',
  by_bank: '銀行口座から チャージ',
  by_card: 'カードで チャージ',
  by_atm: 'ATMで チャージ',
  by_counter: '窓口で チャージ',
  by_code: 'チャージコードで チャージ',
  withDigits: '{sourceName}（さいごの 数字 {lastDigits}）',
}
