// The authenticator app, page by page, in the order and with the labels that residents know from the guide.
import { type Html, html, raw } from '../lib/html.ts'
import { frontPage, page, type Theme } from '../lib/page.ts'
import { behaviours, type EndingName } from './behaviour.ts'
import type { Card } from './cards.ts'
import { people, personOf } from './people.ts'
import type { Visit } from './visits.ts'

/** Colours of the authenticator app, and of the provider behind it. */
export const theme: Theme = { brand: '#1c4e80', onBrand: '#ffffff', soft: '#e4eef8', page: '#f3f7fb' }
export const appName = '電子認証アプリ'

function screen(visit: Visit, title: string, body: Html, script?: string): string {
  const alert = visit.message ? html`<p class="error" role="alert">${visit.message}</p>` : ''
  const leave = html`<form method="post" action="/app/${visit.id}/cancel">
<button class="button quiet">やめる</button></form>`
  const over = visit.step === 'read' || visit.step === 'stopped'
  return page({
    title,
    site: appName,
    theme,
    notThe: '認証アプリ',
    body: html`<style>${raw(cardStyle)}</style><h1>${title}</h1>${alert}${body}${over ? '' : leave}`,
    ...(script ? { script } : {}),
  })
}

function form(visit: Visit, action: string, label: string, inside: Html = html``): Html {
  return html`<form method="post" action="/app/${visit.id}/${action}" autocomplete="off">${inside}
<button class="button">${label}</button></form>`
}

const tick = (name: string, label: string) =>
  html`<label class="tick"><input type="checkbox" name="${name}" value="yes" required>${label}</label>`

const bothTicks = html`${tick('terms', '利用規約を確認しました')}
${tick('privacy', 'プライバシーポリシーを確認しました')}`

const screens: Record<Visit['step'], (visit: Visit, drawer: readonly Card[]) => string> = {
  terms: (visit) =>
    screen(
      visit,
      '利用規約とプライバシーポリシー',
      html`<p>内容をそれぞれ確認して、チェックしてください。</p>
<div class="scroll" tabindex="0" role="region" aria-label="利用規約とプライバシーポリシーの内容">
<h2>利用規約</h2><p>このアプリは、マイナンバーカードの利用者証明用電子証明書により、ご本人であることを確認します。暗証番号を他人に教えてはいけません。これは練習用の規約です。</p>
<h2>プライバシーポリシー</h2><p>読み取った氏名、住所、生年月日、性別は、同意された連携先にだけ渡します。個人番号(12桁)は読み取りません。暗証番号は保存しません。</p></div>
${form(visit, 'agree', '同意する', bothTicks)}`,
    ),
  home: (visit) =>
    screen(
      visit,
      'マイナンバーカードでの利用者証明',
      html`${cardPicture}<p>マイナンバーカードと、4桁の暗証番号をご用意ください。</p>
${form(visit, 'start', '利用者証明をはじめる')}`,
    ),
  link: (visit) =>
    screen(
      visit,
      'データ連携',
      html`<p>連携先のアプリに、カードの情報を渡すことについて、同意の手続きをします。</p>
<div class="card"><dl><dt>連携先</dt><dd>${visit.challenge.request.clientName}</dd></dl></div>
${form(visit, 'link', 'データ連携同意に進む')}`,
    ),
  consent: (visit) =>
    screen(
      visit,
      'データ連携についての同意',
      html`<p>つぎの情報を、連携先に渡します。</p>
<ul class="card consent">${claimNames(visit.challenge.request.scope).map((name) => html`<li>${name}</li>`)}</ul>
<p class="small">使いみちは本人確認です。個人番号(12桁)は渡しません。同意しないときは「やめる」を押してください。</p>
${form(visit, 'consent', '同意する')}`,
    ),
  same: (visit) =>
    screen(
      visit,
      'パスワードの確認',
      html`<p>「利用者証明用電子証明書」と「券面事項入力補助用」の、4桁のパスワードは同じですか。</p>
<p class="small">市区町村の窓口で別々に決めていなければ、同じです。練習用のカードは、すべて同じです。</p>
${form(visit, 'same', 'パスワードが同じ')}`,
    ),
  pin: (visit) =>
    screen(
      visit,
      'パスワードの入力',
      form(
        visit,
        'pin',
        '読み取りを開始する',
        html`<label class="field">利用者証明用のパスワード
<span class="hint">数字4桁。3回続けてまちがえるとロックされます。練習用のカードは 1234 です。</span>
<input class="digits" name="pin" type="password" inputmode="numeric" pattern="[0-9]{4}" maxlength="4"
required></label>`,
      ),
    ),
  hold: (visit, drawer) =>
    screen(
      visit,
      'カードをかざしてください',
      html`<p>本体の裏側上部に、マイナンバーカードの中央を密着させます。</p>
<h2 id="drawer">練習用カードの引き出し</h2>
<form method="post" action="/app/${visit.id}/hold" aria-labelledby="drawer">
<label class="tick"><input type="checkbox" name="away" value="yes">読み取りの途中でカードをはなす</label>
<ul class="list">${drawer.map(cardOf)}</ul></form>`,
    ),
  read: (visit) => {
    const done = html`<div class="phone" aria-hidden="true"><div class="wave"></div>${cardPicture}</div>
<p class="good centre done" role="status">読み取りが完了しました</p>`
    const back = visit.resumeUrl
    if (!back) return screen(visit, '読み取り', html`${done}${backToPc}`)
    return screen(
      visit,
      '読み取り',
      html`${done}
<p class="centre">元のアプリに自動で切り替わります。<br>切り替わらないときは、ご自身でお戻りください。</p>
<a class="button" href="${back}">元のアプリにもどる</a>`,
      `setTimeout(() => location.replace(${JSON.stringify(back)}), 2200)`,
    )
  },
  stopped: (visit) =>
    screen(
      visit,
      '利用者証明ができませんでした',
      visit.resumeUrl
        ? html`<p>手続きを終わります。元のアプリにもどってください。</p>
<a class="button" href="${visit.resumeUrl}">元のアプリにもどる</a>`
        : backToPc,
    ),
}

const backToPc = html`<p class="centre">パソコンの画面は自動で切り替わります。この画面は閉じてください。</p>`

/** The page of the step on which the visit stands. */
export function visitPage(visit: Visit, drawer: readonly Card[]): string {
  return screens[visit.step](visit, drawer)
}

/** The words for an end without success, with the place where help is found. */
export const endingWords: Record<Exclude<EndingName, 'user_cancelled'>, string> = {
  pin_locked: 'パスワードがロックされています。お住まいの市区町村の窓口で、再設定の手続きをしてください。',
  certificate_revoked: '電子証明書が失効しています。お住まいの市区町村の窓口で、発行の手続きをしてください。',
  certificate_expired:
    '電子証明書の有効期限が切れています。お住まいの市区町村の窓口で、更新の手続きをしてください。',
  certificate_not_accepted: 'このカードの電子証明書は、確認できませんでした。',
  status_unavailable: 'いま電子証明書を確認できません。時間をおいて、もう一度お試しください。',
}

/** For a line to the provider that broke: what it has decided is seen back in the app. */
export const lineBroke = '通信が途切れました。元のアプリで結果をご確認ください。'

/** For a visit that is unknown or older than ten minutes. */
export function lostPage(): string {
  const body = html`<h1>手続きの時間が切れました</h1><p>元のアプリにもどり、はじめからやり直してください。</p>`
  return page({ title: '時間切れ', site: appName, theme, notThe: '認証アプリ', body })
}

/** The simulator's own front page. */
export function idCardFrontPage(nasty: boolean, quick: boolean): string {
  const rows = people.map(
    (p) => html`<tr><th scope="row">${p.name}<br><span class="small">${p.nameKana}</span></th>
<td>${p.birthdate}<br>${p.address.replace('埼玉県', '')}
${p.note ? html`<br><strong>${p.note}</strong>` : ''}</td></tr>`,
  )
  const more = html`<section class="card"><h2>テストレスポンス設定</h2>
<p>いまは<strong>${quick ? 'アプリのかわりに、設定の画面が出ます' : 'アプリの画面が出ます'}</strong>。</p>
<form method="post" action="/__sim/quick"><input type="hidden" name="quick" value="${quick ? 'off' : 'on'}">
<button class="button quiet">${quick ? 'アプリの画面にもどす' : '設定の画面に切りかえる'}</button></form></section>
<details><summary>引き出しのカードの持ち主(${people.length}人)</summary>
<table><tbody>${rows}</tbody></table></details>`
  const lead =
    'マイナンバーカードを読むアプリと、その認証サーバー(OpenID Connect)を演じます。元のアプリから開いてください。'
  return frontPage({
    site: 'カード認証',
    notThe: '認証アプリ',
    theme,
    lead,
    nasty,
    behaviours,
    more,
  })
}

function claimNames(scope: readonly string[]): string[] {
  const names: Record<string, string> = {
    name: '氏名',
    kana: '氏名の読み方',
    address: '住所',
    birthdate: '生年月日',
    gender: '性別',
  }
  return ['認証の結果と、連携先ごとの番号', ...scope.flatMap((s) => names[s] ?? [])]
}

function cardOf(card: Card): Html {
  const p = personOf(card.personId)
  // Two cards of one person differ by their label; what is special about the person holds for the usual one.
  const special = card.label === '' ? p.note : ''
  const note = special ? html`<span><b class="note">${special}</b></span>` : ''
  return html`<li><button class="row idcard" name="card" value="${card.id}"><strong>${p.name}${card.label}</strong>
<span>${p.nameKana} ${p.birthdate}</span><span>${p.address.replace('埼玉県', '')}</span>${note}</button></li>`
}

const cardPicture = html`<div class="picture" aria-hidden="true"><i></i><b></b><b></b><b></b></div>`

const cardStyle = `
.picture{width:210px;height:132px;margin:8px auto 20px;border-radius:12px;padding:16px;position:relative;
background:linear-gradient(135deg,#fff 0%,#f7dfe6 55%,#cfe6dd 100%);
border:1px solid #9aa6b5;box-shadow:0 4px 12px #0003}
.picture i{position:absolute;right:16px;top:16px;width:46px;height:58px;border-radius:6px;background:#b9c4d3}
.picture b{display:block;width:104px;height:10px;border-radius:5px;background:#9fb0c4;margin:0 0 10px}
.picture b:last-child{width:64px}
.idcard{background:linear-gradient(100deg,#fff 60%,#f9e6ec 85%,#ddefe7 100%);min-height:92px}
.note{background:#5b2a00;color:#fff;border-radius:4px;padding:0 8px;font-size:13px}
.consent{padding-left:34px;font-weight:700}
.phone{position:relative;height:190px;padding-top:24px}
.wave{position:absolute;left:50%;top:90px;width:120px;height:120px;margin:-60px 0 0 -60px;
border:6px solid #1c4e80;border-radius:50%;opacity:0}
@media (prefers-reduced-motion:no-preference){
.wave{animation:wave .7s ease-out 2}
.phone .picture{animation:hold 1.4s ease-in-out}
.done{animation:appear .2s 1.3s both}
@keyframes wave{from{transform:scale(.6);opacity:.8}to{transform:scale(1.7);opacity:0}}
@keyframes hold{0%{transform:translateY(60px)}30%,80%{transform:none}}
@keyframes appear{from{visibility:hidden}to{visibility:visible}}}
`
