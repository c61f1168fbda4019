import type { Translated } from '../../../lib/i18n/words.ts'
import type { app as japanese } from '../ja/app.ts'

export const app: Translated<typeof japanese> = {
  notFoundTitle: '找不到页面',
  notFound: '地址可能已更改或有误。',
  toHome: '返回首页',
  back: '返回',
  home: '首页',
  history: '记录',
  pay: '付款',
  stores: '商店',
  menu: '菜单',
  language: '语言 / Language',
  languageNotLoaded: '语言未能加载。请检查信号后重试。',
  smsArrived: '短信已送达。请查看短信。',
  smsNotArrived: '短信未送达',
  smsUnreachable: '您的手机可能没有信号或已关机。请在有信号的地方重新发送。',
  smsWrongNumber: '此号码似乎无人使用。请检查手机号码。',
  smsBlocked: '您的手机似乎拒收短信。请检查运营商设置，或使用其他方式验证。',
  smsOther: '请稍候再发送。如有其他方式，也可以用其验证。',
  topUpUnfinished: '充值尚未完成',
  backToTopUp: '返回充值',
  paymentUnfinished: '付款尚未完成',
  backToPayment: '返回付款',
}
