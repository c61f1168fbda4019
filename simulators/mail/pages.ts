import { type Html, html } from '../lib/html.ts'
import { frontPage, liveScript, page, type Theme } from '../lib/page.ts'
import { behaviours } from './behaviour.ts'
import type { Mail, Signature } from './server.ts'

const theme: Theme = { brand: '#7a2e5d', onBrand: '#ffffff', soft: '#f6e8f0', page: '#fbf7f9' }
const clock = new Intl.DateTimeFormat('ja-JP', {
  dateStyle: 'short',
  timeStyle: 'short',
  timeZone: 'Asia/Tokyo',
})

/** The front page: mailboxes and the list of inputs. */
export function mailFrontPage(mails: readonly Mail[], nasty: boolean): string {
  const boxes = [...Map.groupBy(mails, (m) => m.to)].map(
    ([to, inside]) => html`<li><a class="row" href="/boxes/${encodeURIComponent(to)}">
<strong>${to}</strong><span>${inside.length}通</span></a></li>`,
  )
  const more = html`<section><h2>メールボックス</h2>
${boxes.length ? html`<ul class="list">${boxes}</ul>` : html`<p class="small">まだメールはありません。</p>`}</section>`
  const lead = 'メールを運ぶサーバーと、受け取る人のメールボックスを演じます。'
  return frontPage({ site: 'メール', notThe: 'メールサーバー', theme, lead, nasty, behaviours, more })
}

/** One mailbox, newest first; it brings itself up to date. */
export function boxPage(to: string, mails: readonly Mail[]): string {
  const body = html`<h1>${to}</h1><div id="live" aria-live="polite">${mailList(mails)}</div>
<p><a class="back" href="/">すべてのメールボックス</a></p>`
  return page({ title: to, site: '受信トレイ', theme, notThe: 'メール', body, script: liveScript })
}

/** The list inside a mailbox. */
export function mailList(mails: readonly Mail[]): Html {
  if (mails.length === 0) return html`<p>まだメールはありません。届くと、ここに表示されます。</p>`
  const rows = mails.toReversed().map(
    (m) => html`<li><a class="row" href="/messages/${m.id}">
<span>${clock.format(new Date(m.at))} ${m.from}</span>
<strong>${m.subject}</strong><span>${m.text.slice(0, 60)}</span></a></li>`,
  )
  return html`<ul class="list">${rows}</ul>`
}

/** One mail: the text with its links, and the HTML part in a frame that may run nothing. */
export function mailPage(mail: Mail): string {
  // The frame's own links open in a new tab, because inside the sandbox the next page could do nothing.
  const framed = mail.html
    ? html`<h2>HTML</h2><iframe sandbox="allow-popups allow-popups-to-escape-sandbox" title="HTMLメールの表示"
srcdoc="${`<base target="_blank">${mail.html}`}"></iframe>`
    : ''
  const body = html`<h1>${mail.subject}</h1>
<div class="card">
<p class="small">${clock.format(new Date(mail.at))}<br>差出人: ${mail.from}<br>宛先: ${mail.to}
<br>署名: ${sayOfSignature(mail.signature)}</p>
<div class="mailtext">${linked(mail.text)}</div></div>
${framed}
<p><a class="back" href="/boxes/${encodeURIComponent(mail.to)}">受信トレイへ</a></p>`
  return page({ title: mail.subject, site: '受信トレイ', theme, notThe: 'メール', body })
}

const unsigned: Signature = { result: 'none', domain: '', selector: '' }

function sayOfSignature({ result, domain, selector } = unsigned): string {
  if (result === 'pass') return `${domain} の署名(DKIM)を確認しました`
  if (result === 'none') return 'DKIMの署名がありません'
  return `DKIMの署名を確認できません(${result}: ${selector}._domainkey.${domain})`
}

function linked(text: string): Html {
  const parts = text.split(/(https?:\/\/[^\s<>"'()「」、。]+)/)
  return html`${parts.map((part, i) => (i % 2 ? html`<a href="${part}">${part}</a>` : part))}`
}
