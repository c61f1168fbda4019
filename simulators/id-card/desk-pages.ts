// The provider's own pages: on a PC the QR code for the phone, and the test-response page of its sandbox.
import { encodeQR } from 'qr'
import { html, raw } from '../lib/html.ts'
import { page } from '../lib/page.ts'
import { type EndingName, endings } from './behaviour.ts'
import type { Card } from './cards.ts'
import type { Challenge } from './challenges.ts'
import { appName, theme } from './pages.ts'
import { personOf } from './people.ts'

/**
 * The page that a PC waits on: a phone reads the code and goes on; this page notices. A narrow window is a
 * phone already and goes on by itself.
 */
export function waitingPage(challenge: Challenge, startUrl: string): string {
  const here = `/app/begin/${challenge.ticket}`
  const picture = raw(encodeQR(startUrl, 'svg', { ecc: 'medium', border: 4 }))
  return page({
    title: 'スマートフォンで続ける',
    site: appName,
    theme,
    notThe: '認証アプリ',
    body: html`<style>.qr svg{display:block;width:240px;height:240px;margin:0 auto 12px;background:#fff}</style>
<h1>スマートフォンで続けてください</h1>
<p>${challenge.request.clientName}のための本人確認です。スマートフォンで、つぎのQRコードを読み取ってください。</p>
<div class="card qr" data-address="${startUrl}" role="img" aria-label="スマートフォンで続けるためのQRコード">${picture}</div>
<p class="good centre" role="status">スマートフォンでの手続きを待っています。終わると、この画面は自動で切り替わります。</p>
<a class="button quiet" href="/pc/${challenge.ticket}">手続きが終わったので、つぎへ進む</a>
<a class="button quiet" href="${here}">この画面で続ける(練習用の電話)</a>`,
    script: `if (matchMedia('(max-width: 600px)').matches) location.replace(${JSON.stringify(here)})
async function look() {
  try {
    const answer = await fetch(location.pathname + '/state', { cache: 'no-store' })
    if (!answer.ok || (await answer.json()).done) return location.replace(location.pathname)
  } catch { /* The line may be down for a moment; the next round asks again. */ }
  setTimeout(look, 1500)
}
setTimeout(look, 1500)`,
  })
}

const words: Record<EndingName, string> = {
  user_cancelled: '利用者がやめた',
  pin_locked: '暗証番号のロック',
  certificate_revoked: '電子証明書の失効',
  certificate_expired: '電子証明書の有効期限切れ',
  certificate_not_accepted: '電子証明書を確認できない',
  status_unavailable: '失効の確認ができない',
}

/** Instead of app and card: whoever tests chooses the card and how the check ends. */
export function testResponsePage(challenge: Challenge, cards: readonly Card[]): string {
  const options = cards.map(
    ({ id, personId, label }) => html`<option value="${id}">${personOf(personId).name}${label}</option>`,
  )
  const ends = (Object.keys(endings) as EndingName[]).map(
    (ending) => html`<option value="${ending}">異常: ${words[ending]}</option>`,
  )
  const select = 'display:block;width:100%;min-height:52px;font:inherit'
  return page({
    title: 'テストレスポンス設定',
    site: appName,
    theme,
    notThe: '認証アプリ',
    body: html`<h1>テストレスポンス設定</h1>
<p>カードを読むかわりに、${challenge.request.clientName}への返答を選びます。</p>
<form method="post" action="/quick/${challenge.ticket}">
<label class="field">返答
<select name="result" style="${select}"><option value="passed">正常</option>${ends}</select></label>
<label class="field">テストカード<select name="card" style="${select}">${options}</select></label>
<button class="button">認証</button></form>`,
  })
}
