import { type Html, html, raw } from './html.ts'
import { styleSheet } from './style.ts'

/** Colours of one site; every pair is chosen to reach contrast 4.5:1 (WCAG 2.2 AA). */
export type Theme = { brand: string; onBrand: string; soft: string; page: string }

export type Page = {
  title: string
  /** Shown in the coloured bar: whose site this pretends to be. */
  site: string
  theme: Theme
  /** What the real thing would be, for the banner: 「本物の銀行ではありません」. */
  notThe: string
  body: Html
  script?: string
}

export const neutralTheme: Theme = { brand: '#33415c', onBrand: '#ffffff', soft: '#e8ecf4', page: '#f5f6f9' }

/**
 * Wraps a body into a phone-sized page under the banner that no page of a simulator may lack. Never throws.
 */
export function page(p: Page): string {
  const { brand, onBrand, soft, page: paper } = p.theme
  const colours = `:root{--brand:${brand};--on-brand:${onBrand};--soft:${soft};--paper:${paper}}`
  const document = html`<!doctype html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/__sim/fonts/index.css">
<title>${p.title} | ${p.site}(シミュレータ)</title>
<style>${raw(colours)}${raw(styleSheet)}</style>
</head>
<body>
<header>
<p class="banner"><strong>シミュレータ</strong><span>練習用の画面です。本物の${p.notThe}ではありません。</span></p>
<p class="bar">${p.site}</p>
</header>
<main>${p.body}</main>
${p.script ? html`<script>${raw(p.script)}</script>` : ''}
</body>
</html>
`
  return document.html
}

/** One row of a simulator's own list of inputs that mean something. */
export type Behaviour = { input: string; effect: string }

/** The list of inputs as a table. */
export function behaviourTable(behaviours: readonly Behaviour[]): Html {
  const rows = behaviours.map((b) => html`<tr><th scope="row">${b.input}</th><td>${b.effect}</td></tr>`)
  return html`<table><thead><tr><th scope="col">入力</th><th scope="col">起きること</th></tr></thead>
<tbody>${rows}</tbody></table>`
}

/** The front page of a simulator: what it plays, which input does what, and the switch for bad weather. */
export function frontPage(p: {
  site: string
  notThe: string
  theme: Theme
  lead: string
  nasty: boolean
  behaviours: readonly Behaviour[]
  more?: Html
}): string {
  const body = html`
<h1>${p.site}シミュレータ</h1>
<p>${p.lead}</p>
${p.more}
<section class="card">
<h2>入力と動き</h2>
${behaviourTable(p.behaviours)}
</section>
<section class="card">
<h2>荒れた天気</h2>
<p>いまは<strong>${p.nasty ? '荒れています' : '穏やかです'}</strong>。荒れると、通知が遅れたり二度届いたりし、
20回に1回は成功したあとの返事が失われます。</p>
<form method="post" action="/__sim/faults">
<input type="hidden" name="nasty" value="${p.nasty ? 'off' : 'on'}">
<button class="button quiet">${p.nasty ? '穏やかにする' : '荒れた天気にする'}</button>
</form>
</section>
<p class="small"><a href="/__sim/log">通信の記録(JSON)</a></p>`
  return page({ title: 'トップ', site: p.site, theme: p.theme, notThe: p.notThe, body })
}

/** Keeps the element `#live` fresh without a reload: the text is replaced only when it has changed. */
export const liveScript = `
const live = document.getElementById('live')
let last = live.innerHTML
async function refresh() {
  try {
    const answer = await fetch(location.pathname + '?part=live', { cache: 'no-store' })
    const text = answer.ok ? await answer.text() : last
    if (text !== last) { last = text; live.innerHTML = text }
  } catch { /* The simulator may be restarting; the next round tries again. */ }
  setTimeout(refresh, 1500)
}
setTimeout(refresh, 1500)
document.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-copy]')
  if (!button) return
  try { await navigator.clipboard.writeText(button.dataset.copy); button.textContent = 'コピーしました' }
  catch { button.textContent = 'コピーできませんでした' }
})`
