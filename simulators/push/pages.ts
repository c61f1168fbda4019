import { type Html, html } from '../lib/html.ts'
import { frontPage, liveScript, page, type Theme } from '../lib/page.ts'
import { behaviours } from './behaviour.ts'
import type { Phone } from './server.ts'

const theme: Theme = { brand: '#1f3a5f', onBrand: '#ffffff', soft: '#e6edf6', page: '#f4f7fb' }
const clock = new Intl.DateTimeFormat('ja-JP', { timeStyle: 'short', timeZone: 'Asia/Tokyo' })

/** The front page: the devices that have allowed to be pushed to. */
export function pushFrontPage(phones: readonly Phone[], nasty: boolean): string {
  const rows = phones.map(
    ({ id, messages, ended }, index) => html`<li><a class="row" href="/phones/${id}">
<strong>端末 ${index + 1}</strong><span>${ended ? '通知を止めています' : `${messages.length}件`}</span></a></li>`,
  )
  const more = html`<section><h2>通知を許可した端末</h2>
${rows.length ? html`<ul class="list">${rows}</ul>` : html`<p class="small">まだありません。</p>`}</section>`
  const lead = '通知を運ぶサービスと、受け取る端末のロック画面を演じます。'
  return frontPage({ site: 'プッシュ通知', notThe: '通知サービス', theme, lead, nasty, behaviours, more })
}

/** The locked screen of one device; it brings itself up to date. */
export function phonePage(phone: Phone): string {
  const body = html`<h1>ロック画面</h1><div id="live" aria-live="polite">${messageList(phone)}</div>
${
  phone.ended
    ? html`<p class="small">この端末は、通知を止めています。</p>`
    : html`<form method="post" action="/phones/${phone.id}/end"><button class="button quiet">通知を止める</button></form>`
}
<p><a class="back" href="/">すべての端末</a></p>`
  return page({
    title: 'ロック画面',
    site: '端末',
    theme,
    notThe: 'スマートフォン',
    body,
    script: liveScript,
  })
}

/** What stands on the locked screen, the newest first. */
export function messageList({ messages }: Phone): Html {
  if (messages.length === 0) return html`<p>まだ通知はありません。届くと、ここに表示されます。</p>`
  const rows = messages.toReversed().map(
    ({ at, title, body }) => html`<li><div class="row">
<strong>${title}</strong><span>${body}</span><span>${clock.format(new Date(at))}</span></div></li>`,
  )
  return html`<ul class="list">${rows}</ul>`
}
