import type { Translated } from '../../i18n/words.ts'
import type { means as japanese } from '../ja/means.ts'

export const means: Translated<typeof japanese> = {
  bank: 'Bank account',
  card: 'Credit card',
  atm: 'ATM',
  counter: 'Counter',
  code: 'Charge code',
  by_bank: 'Top-up from bank account',
  by_card: 'Top-up by card',
  by_atm: 'Top-up at an ATM',
  by_counter: 'Top-up at a counter',
  by_code: 'Top-up with a charge code',
  withDigits: '{sourceName} (ending in {lastDigits})',
}
