/** By what a top-up was paid. */
export const means = {
  bank: '銀行口座',
  card: 'クレジットカード',
  atm: 'ATM',
  counter: '窓口',
  code: 'チャージコード',
  by_bank: '銀行口座からチャージ',
  by_card: 'カードでチャージ',
  by_atm: 'ATMでチャージ',
  by_counter: '窓口でチャージ',
  by_code: 'チャージコードでチャージ',
  withDigits: '{sourceName}（末尾 {lastDigits}）',
} as const
