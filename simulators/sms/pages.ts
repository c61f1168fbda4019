import { type Html, html } from '../lib/html.ts'
import { frontPage, liveScript, page, type Theme } from '../lib/page.ts'
import { behaviours } from './behaviour.ts'
import type { Message } from './server.ts'

const theme: Theme = { brand: '#1f2937', onBrand: '#ffffff', soft: '#e8ebf1', page: '#eef1f6' }
const clock = new Intl.DateTimeFormat('ja-JP', { timeStyle: 'medium', timeZone: 'Asia/Tokyo' })

/** 「090-1234-5678」 for a Japanese mobile number, otherwise as it is. */
export function localNumber(e164: string): string {
  const parts = /^\+81(\d{2})(\d{4})(\d{4})$/.exec(e164)
  return parts ? `0${parts[1]}-${parts[2]}-${parts[3]}` : e164
}

/** The phones that have got a message, and the list of inputs. */
export function phonesPage(phones: ReadonlyMap<string, Message>, nasty: boolean): string {
  const rows = [...phones].map(
    ([number, last]) => html`<li><a class="row" href="/phones/${encodeURIComponent(number)}">
<strong>${localNumber(number)}</strong><span>${last.body.slice(0, 40)}</span></a></li>`,
  )
  const more = html`<section><h2>電話</h2>
${rows.length ? html`<ul class="list">${rows}</ul>` : html`<p class="small">まだメッセージはありません。</p>`}</section>`
  const lead = 'SMSを送る会社と、受け取る電話を演じます。電話を開くと、届いたメッセージが読めます。'
  return frontPage({ site: 'SMS', notThe: 'SMS事業者', theme, lead, nasty, behaviours, more })
}

/** The screen of one phone; it brings itself up to date. */
export function phonePage(number: string, messages: readonly Message[]): string {
  const body = html`<h1>${localNumber(number)} のメッセージ</h1>
<div id="live" aria-live="polite">${messageList(messages)}</div>
<p><a class="back" href="/">すべての電話</a></p>`
  const title = `${localNumber(number)} のメッセージ`
  return page({ title, site: 'メッセージ', theme, notThe: '電話', body, script: liveScript })
}

/** Newest first; a six-digit code stands out and can be copied with one tap. */
export function messageList(messages: readonly Message[]): Html {
  if (messages.length === 0) return html`<p>まだメッセージはありません。届くと、ここに表示されます。</p>`
  return html`${messages.toReversed().map(bubble)}`
}

function bubble(message: Message): Html {
  const code = /(?<!\d)\d{6}(?!\d)/.exec(message.body)?.[0]
  const big = code
    ? html`<p class="code centre">${code}</p><button class="button" data-copy="${code}">コードをコピー</button>`
    : ''
  return html`<article class="card"><p class="small">${clock.format(new Date(message.at))} ${message.from}</p>
${big}<p class="mailtext">${message.body}</p></article>`
}
