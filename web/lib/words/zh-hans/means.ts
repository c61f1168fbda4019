import type { Translated } from '../../i18n/words.ts'
import type { means as japanese } from '../ja/means.ts'

export const means: Translated<typeof japanese> = {
  bank: '银行账户',
  card: '信用卡',
  atm: 'ATM',
  counter: '窗口',
  code: '充值码',
  by_bank: '从银行账户充值',
  by_card: '信用卡充值',
  by_atm: 'ATM充值',
  by_counter: '窗口充值',
  by_code: '充值码充值',
  withDigits: '{sourceName}（尾号 {lastDigits}）',
}
