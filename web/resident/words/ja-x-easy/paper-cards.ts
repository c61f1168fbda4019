import type { Translated } from '../../../lib/i18n/words.ts'
import type { paperCards as japanese } from '../ja/paper-cards.ts'

export const paperCards: Translated<typeof japanese> = {
  title: 'QRカードの お金',
  hint: 'カードの コードを カメラで 見せてください。ログインは しなくて いいです。',
  type: 'カードの 番号を 書く',
  digits: 'カードの うしろの 番号（44の 数字）',
  next: '次へ',
  digitsShort: '番号を ぜんぶ 書いてください。',
  pin: 'カードの 4つの 数字',
  pinHelp: '3回 つづけて まちがえると カードが 止まります。',
  otherCard: 'ほかの カードを 読む',
  number: 'カードの 番号',
  expires: '{day}まで 使える ポイント',
  asOf: '{minute}の ときの お金',
  latest: 'さいきん 使った お金',
  nothing: 'まだ 使って いません。',
  lost: 'カードを なくしたら、すぐ 窓口（まどぐち）に 電話してください。お金は 新しい カードで 使えます。',
  byHelper: '{name} さんが かわりに',
  joinTitle: 'QRカードを いっしょにする',
  joinMenu: '紙の QRカードの お金を、この アプリで 使う',
  joinIntro:
    '窓口（まどぐち）で 作った QRカードの お金と 履歴（りれき）を、この アプリで 使えるように します。カードを 用意してください。',
  joinHint: 'カードの コードを、カメラに うつしてください。',
  joinMissing: 'いっしょに するには、本人の 確認（かくにん）が 必要です。',
  joinKeep: 'これからの 紙の カード',
  joinKeepYes: 'カードも 使う',
  joinKeepYesNote: 'のこりの お金は アプリと 同じです',
  joinKeepNo: 'カードを 止める',
  joinKeepNoNote: 'アプリだけで 使います',
  joined: 'いっしょに しました。カードの お金を アプリで 使えます。',
}
