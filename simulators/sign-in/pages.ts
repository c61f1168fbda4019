// The account pages of both providers. No logo is copied: a rehearsal needs the steps, not the dress.
import { type Html, html, raw } from '../lib/html.ts'
import { frontPage, page, type Theme } from '../lib/page.ts'
import { behaviours } from './behaviour.ts'
import { people, type Person } from './people.ts'

const googleTheme: Theme = { brand: '#3b5b8c', onBrand: '#ffffff', soft: '#e8eef8', page: '#f6f8fc' }
const appleTheme: Theme = { brand: '#2b2b2f', onBrand: '#ffffff', soft: '#ececef', page: '#f6f6f7' }
const app = 'さいたま市みんなのアプリ'

const google = (title: string, body: Html) =>
  page({ title, site: 'Google アカウント', notThe: 'Google', theme: googleTheme, body })
const apple = (title: string, body: Html, script?: string) =>
  page({
    ...{ title, site: 'Apple アカウント', notThe: 'Apple', theme: appleTheme, body },
    ...(script ? { script } : {}),
  })

const cancel = html`<button class="button quiet">キャンセル</button>`

function personRow(person: Person, more = ''): Html {
  return html`<li><button class="row" name="person" value="${person.id}">
<strong>${person.family} ${person.given}</strong><span>${person.mail}</span>
${person.note ? html`<span>${person.note}</span>` : ''}${more ? html`<span>${more}</span>` : ''}</button></li>`
}

/** The account chooser. */
export function googlePage(visit: string): string {
  const to = `/google/visits/${visit}`
  return google(
    'アカウントの選択',
    html`<h1>アカウントの選択</h1>
<p>「${app}」にログインします。選んだアカウントのメールアドレスが、アプリに渡されます。</p>
<form method="post" action="${to}"><ul class="list">${people.map((p) => personRow(p))}</ul></form>
<form method="post" action="${to}">${cancel}</form>`,
  )
}

/** The consent sheet: what to do with the mail address, and whose account. */
export function applePage(visit: string, agreed: ReadonlySet<string>): string {
  const to = `/apple/visits/${visit}`
  const rows = people.map((p) =>
    personRow(p, agreed.has(p.id) ? '利用したことがあります' : '初めて利用します'),
  )
  return apple(
    'Apple アカウントでサインイン',
    html`<h1>Apple アカウントでサインイン</h1>
<p>「${app}」に、つぎの情報を渡します。</p>
<form method="post" action="${to}">
<fieldset class="card"><legend>メール</legend>
<label class="tick"><input type="radio" name="mail" value="share" checked>メールを共有</label>
<label class="tick"><input type="radio" name="mail" value="hide">メールを非公開</label>
<p class="small">非公開にすると、中継用のアドレスが渡されます。2回めからは、初めの選択が使われます。</p></fieldset>
<h2>アカウント</h2>
<ul class="list">${rows}</ul></form>
<form method="post" action="${to}">${cancel}</form>`,
  )
}

/** Carries the answer back as a form that sends itself (OAuth 2.0 Form Post Response Mode). */
export function formPostPage(action: string, fields: Record<string, string>): string {
  const hidden = Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )
  return apple(
    'アプリに戻ります',
    html`<h1>アプリに戻ります</h1>
<form method="post" action="${action}">${hidden}<button class="button">戻る</button></form>`,
    `document.forms[0].submit()`,
  )
}

/** For a request that is unknown or older than ten minutes. */
export function lostPage(): string {
  const body = html`<h1>手続きの時間が切れました</h1><p>元のアプリにもどり、はじめからやり直してください。</p>`
  return google('時間切れ', body)
}

/** The simulator's own front page. */
export function signInFrontPage(nasty: boolean): string {
  const rows = people.map(
    (p) => html`<tr><th scope="row">${p.family} ${p.given}</th><td>${p.mail}
${p.note ? html`<br><strong>${p.note}</strong>` : ''}</td></tr>`,
  )
  return frontPage({
    site: 'Google・Apple ログイン',
    notThe: 'Google、Apple',
    theme: googleTheme,
    lead: 'Google と Apple の認証サーバー(OpenID Connect)を演じます。元のアプリから開いてください。',
    nasty,
    behaviours,
    more: html`<style>${raw('fieldset{min-width:0}')}</style>
<details><summary>アカウント(${people.length}人)</summary><table><tbody>${rows}</tbody></table></details>`,
  })
}
