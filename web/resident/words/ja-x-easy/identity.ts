import type { Translated } from '../../../lib/i18n/words.ts'
import type { identity as japanese } from '../ja/identity.ts'

export const identity: Translated<typeof japanese> = {
  cancelled: 'とちゅうで やめました。もう一度 始めることが できます。',
  revoked: 'この カードの 電子証明書は 使えません。あなたの 区の 区役所に 行ってください。',
  expired: 'この カードの 電子証明書の 時間が すぎています。あなたの 区の 区役所で 新しくしてください。',
  locked: 'パスワードを 何回も まちがえたので、カードが 止まりました。区役所で なおしてください。',
  unavailable: '今 使えません。あとで もう一度 してください。',
  failed: 'とちゅうで うまくいきませんでした。もう一度 始めてください。',
  taken: 'この カードは、ほかの アカウントで 使っています。カード1枚に アカウントは 1つです。',
  notAgreed: '情報を 送ることに「同意」しませんでした。もう一度 始めてください。',
  otherName:
    '「お客さま情報」の 名前と カードの 名前が 違います。「お客さま情報」を なおして、もう一度 してください。読み方が 同じでも 進めないときは、窓口で 手伝います。',
  tooLate: '時間が すぎました。もう一度 始めてください。',
  title: 'マイナンバーカード認証',
  done: 'マイナンバーカード認証は OKです',
  doneNote: 'チャージが できます。',
  lapsed: '住所を もう一度 たしかめることが できます',
  lapsedNote:
    'あなたが まちに 住んでいることを {dayof}に たしかめました。時間が たちました。カードを もう一度 読むと、まちの 人の ための ポイントが また もらえます。チャージと しはらいは、今も できます。',
  readAgain: 'ひっこしを したときや 名前が かわったとき',
  readAgainNote: 'カードを もう一度 読むと、新しい 住所と 名前を たしかめます。',
  toProofs: '認証設定へ',
  waiting: 'けっかを 待っています',
  waitingNote:
    '「{cardAppName}」で 終わると、この 画面は じぶんで かわります。かわらないときは、この 画面に もどってください。',
  notVerified: 'できませんでした',
  toProfile: 'お客さま情報へ',
  needed: '必要な もの',
  card: 'マイナンバーカード',
  pin: '4つの 数字の パスワード（利用者証明用電子証明書）',
  steps: 'すること',
  step1: '「{cardAppName}」へ 行きます。パソコンでは、画面の QRコードを スマートフォンで 読んで つづけます。',
  step2: 'きまりを 読んで、4つの 数字の パスワードを 書きます。',
  step3: 'スマートフォンの うらの 上の ほうに、カードの 真ん中を つけます。',
  step4: '終わると、この 画面に もどります。',
  privacy: '12の 数字の マイナンバーと パスワードは、この アプリに 来ません。',
  againTo: 'もう一度「{cardAppName}」へ',
  goTo: '「{cardAppName}」へ 進む',
  help: 'する 前に 絵で 見る（Help）',
  helpTitle: 'する 前に',
  helpLanguage: 'ことば / Language',
}
