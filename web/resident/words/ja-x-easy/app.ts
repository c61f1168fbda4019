import type { Translated } from '../../../lib/i18n/words.ts'
import type { app as japanese } from '../ja/app.ts'

export const app: Translated<typeof japanese> = {
  notFoundTitle: 'ページが ありません',
  notFound: 'アドレスが 変わったか、まちがっています。',
  toHome: 'ホームへ',
  back: 'もどる',
  home: 'ホーム',
  history: 'きろく',
  pay: 'はらう',
  stores: 'お店',
  menu: 'メニュー',
  language: 'ことば / Language',
  languageNotLoaded:
    'ことばを 変えることが できませんでした。電波を たしかめてください。それから もう一度 してください。',
  smsArrived: 'SMSは とどいています。メッセージの 画面を 見てください。',
  smsNotArrived: 'SMSが とどきませんでした',
  smsUnreachable:
    'スマートフォンに 電波が ないか、電源が 切れています。電波の ある 場所で、もう一度 送ってください。',
  smsWrongNumber: 'この 電話番号は 使われていません。電話番号を たしかめてください。',
  smsBlocked:
    'あなたの 電話は SMSを 受け取ることが できません。電話会社の 設定を たしかめてください。または ほかの 方法を 使ってください。',
  smsOther: '少し 待ってから、もう一度 送ってください。ほかの 方法が あれば、それを 使うことも できます。',
  topUpUnfinished: 'チャージが まだ 終わっていません',
  backToTopUp: 'チャージに もどる',
  paymentUnfinished: 'しはらいが まだ 終わっていません',
  backToPayment: 'しはらいに もどる',
}
