import type { Translated } from '../../i18n/words.ts'
import type { shared as japanese } from '../ja/shared.ts'

export const shared: Translated<typeof japanese> = {
  yen: '{count}円',
  points: '{count}ポイント',
  loading: '読んでいます。待ってください',
  loadAgain: 'もう一度 見る',
  cannotOpen: '開くことができません',
  openAgain: 'もう一度 開く',
  mainPlaces: 'おもな メニュー',
  notSet: 'まだです',
  more: 'もっと見る',
  signOut: 'ログアウト（出る）',
  signIn: 'ログイン（入る）',
  mailAddress: 'メールアドレス',
  password: 'パスワード',
  mailMissing: 'メールアドレスを 書いてください。',
  mailMalformed: 'メールアドレスの 書き方が 違います。例：hanako@example.jp',
  passwordMissing: 'パスワードを 書いてください。',
  passwordShort: 'パスワードは {shortest}文字より 長くしてください。あと {count}文字です。',
  cameraPicture: 'カメラの 画面',
  readAnew: 'おなじ コードを もう一度 読む',
  cameraDenied:
    'カメラを 使うことができません。ブラウザの設定で カメラを「許可」にしてください。または 下の「{otherwise}」を 使ってください。',
  cameraMissing:
    'この スマートフォンは カメラを使うことが できません。下の「{otherwise}」を 使ってください。',
  cameraBusy:
    'カメラを 使うことができませんでした。ほかの アプリを 閉じてください。または 下の「{otherwise}」を 使ってください。',
  unreachable:
    'インターネットに つながりませんでした。電波を たしかめてください。それから もう一度 してください。',
  broken: 'うまくいきませんでした。少し 待ってください。それから もう一度 してください。',
  display: '見た目',
  displayTitle: '画面の 見た目',
  close: 'とじる',
  brightness: '画面の 明るさ',
  schemeAuto: '自動',
  schemeAutoNote: 'スマホの 設定と 同じにします',
  schemeLight: '明るい',
  schemeDark: '暗い',
  textSize: '文字の 大きさ',
  textNormal: 'ふつう',
  textLarge: '大きな 文字',
  textLargest: 'とても 大きな 文字',
  documentTitle: '{title}|縁',
  copied: 'コピーしました。',
  secretOnce:
    'この 画面を 閉じると、もう 見ることが できません。今 コピーして、安全な ところに 置いてください。',
  copy: 'コピーする',
  kept: '置きました',
  digitKeys: '数字の ボタン',
  clear: '消す',
}
