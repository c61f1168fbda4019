import type { Translated } from '../../../lib/i18n/words.ts'
import type { practice as japanese } from '../ja/practice.ts'

export const practice: Translated<typeof japanese> = {
  menu: 'はらう 練習（れんしゅう）',
  menuNote: '本当の お金は 使いません',
  mark: '練習です。お金は うごきません',
  title: 'はらう 練習（れんしゅう）',
  about: '本当と 同じ 画面で ためします。何回でも できます。まちがえても だいじょうぶです。',
  playMoney: '練習の お金を 使います',
  playMoneyNote:
    '{coinName} {coin}円と {pointsName} {points}ポイントが あることに します。あなたの お金は かわりません。',
  start: '練習を はじめる',
  scanTitle: '1. 店の コードを 読む',
  scanHint: '店では レジの 横の コードを カメラで 見ます。練習では 下の ボタンを おしてください。',
  code: '練習の コード',
  hold: 'コードを 読む',
  amountTitle: '2. いくらか 書く',
  amountHint: '店の 人が 言った お金を 書きます。練習では 500 と 書いてください。',
  shop: '練習の 店',
  shopAddress: '本当には ない 店です',
  done: '練習で はらいました',
  doneNote: '店では この 画面を 店の 人に 見せます。いまは 練習です。お金は うごいて いません。',
  again: 'もう一度 練習する',
  end: '練習を 終わる',
}
