import type { Translated } from '../../../lib/i18n/words.ts'
import type { practice as japanese } from '../ja/practice.ts'

export const practice: Translated<typeof japanese> = {
  menu: '练习付款',
  menuNote: '无需使用真钱即可尝试',
  mark: '练习中：不会动用资金',
  title: '练习付款',
  about: '从扫码、输入金额到付款，画面与真实付款相同。可反复练习，出错也没关系。',
  playMoney: '使用练习用的钱',
  playMoneyNote: '假设您有{coinName} {coin}日元和{pointsName} {points}积分。您自己的余额不会改变。',
  start: '开始练习',
  scanTitle: '1. 扫描店铺的二维码',
  scanHint: '在店里，请将摄像头对准收银台旁的二维码。练习时，请按下面的按钮。',
  code: '练习用二维码',
  hold: '扫描二维码',
  amountTitle: '2. 输入金额',
  amountHint: '输入店员告知的金额。练习时，请输入例如 500。',
  shop: '练习店铺',
  shopAddress: '这是不存在的店铺',
  done: '练习付款完成',
  doneNote: '在店里，请向店员出示此画面。刚才只是练习，没有动用资金。',
  again: '再练习一次',
  end: '结束练习',
}
