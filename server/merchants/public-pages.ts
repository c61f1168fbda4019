// The list of stores for everybody: pages that search engines and old phones read, without a line of script.
import type { Closure } from '#contract/merchants.ts'
import { sayDay } from '../lib/day.ts'
import type { Store } from './queries.ts'
import { type Html, html } from './html.ts'
import type { PublicTown } from './public-queries.ts'

export type Search = { search: string; ward: string; category: string; points: boolean; open: boolean }
export type Listed = { stores: Store[]; total: number; next: string | null; alike: Store[] }

/** The page with the search and what it has found. */
export function storesPage(town: PublicTown, search: Search, { stores, total, next, alike }: Listed): string {
  const none =
    alike.length > 0
      ? '当てはまるお店はありません。近い名前のお店はこちらです。'
      : '当てはまるお店はありません。条件を変えてお試しください。'
  const found = total === 0 ? none : `${total}店`
  return page(
    town,
    { title: `${town.coinName}が使えるお店`, path: '/open/stores' },
    html`
      <h1>${town.coinName}が使えるお店</h1>
      <form role="search" action="/open/stores">
        <label>お店の名前・住所<input type="search" name="search" maxlength="60" value="${search.search}"></label>
        <label>区${choice(
          'ward',
          search.ward,
          town.wards.map((ward) => ({ code: ward, name: ward })),
        )}</label>
        <label>種類${choice('category', search.category, town.categories)}</label>
        <label class="tick"><input type="checkbox" name="points" value="1"${search.points ? html` checked` : null}>
          ${town.pointsName}が使えるお店だけ</label>
        <label class="tick"><input type="checkbox" name="open" value="1"${search.open ? html` checked` : null}>
          いま営業時間のお店だけ</label>
        <button>探す</button>
      </form>
      <p class="count" aria-live="polite">${found}</p>
      <ul class="stores">${[...stores, ...alike].map((store) => row(town, store))}</ul>
      ${next === null ? null : html`<p><a class="more" rel="next" href="${more(search, next)}">次の50店を見る</a></p>`}
      <h2>オープンデータ</h2>
      <p>この一覧は <a href="/open/stores.csv">CSV</a> と <a href="/open/stores.json">JSON</a> で利用できます。
        <a rel="license" href="${licence.url}">${licence.name}</a> の条件で、商用でも自由に使えます。</p>`,
  )
}

/** The page of one store. */
export function storePage(town: PublicTown, store: Store, today: string): string {
  const goods = [...new Set([...store.excludedGoods, ...town.excludedGoods])]
  const facts: [string, string][] = [
    ['種類', categoryOf(town, store)],
    ['住所', store.address],
    ['電話', store.phone || '登録なし'],
    ['営業時間', store.hours || '登録なし'],
    ...closuresFrom(store, today).map((each): [string, string] => ['お休み', sayClosure(each)]),
    [town.pointsName, store.acceptsPoints ? '使えます' : '使えません'],
    ['お店の番号', store.number],
  ]
  return page(
    town,
    { title: `${store.name}（${store.ward}）`, path: `/open/stores/${store.number}` },
    html`
      <p><a href="/open/stores">使えるお店の一覧へ</a></p>
      <h1>${store.name}</h1>
      <dl>${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
      <p><a href="geo:${store.latitude},${store.longitude}?q=${store.latitude},${store.longitude}">地図アプリで開く</a></p>
      ${
        goods.length === 0
          ? null
          : html`<h2>お支払いに使えない商品・サービス</h2><ul>${goods.map((each) => html`<li>${each}</li>`)}</ul>`
      }
      <p><a class="more" href="/stores/${store.id}">${town.appName}で開く</a></p>`,
  )
}

/** What is said of a store that there is not, or no longer. */
export function noStorePage(town: PublicTown): string {
  return page(
    town,
    { title: 'お店が見つかりません', path: null },
    html`<h1>お店が見つかりません</h1>
      <p>この番号のお店は、いま${town.coinName}を取り扱っていません。</p>
      <p><a class="more" href="/open/stores">使えるお店の一覧へ</a></p>`,
  )
}

/** CC BY 4.0, which the government's own rules for open data name. */
export const licence = {
  name: 'CC BY 4.0',
  url: 'https://creativecommons.org/licenses/by/4.0/deed.ja',
}

/** The days on which a store is closed besides, as far as they are not over. */
export const closuresFrom = (store: Store, today: string): Closure[] =>
  store.closures.filter(({ lastDay }) => lastDay >= today)

/** 「2026年12月30日〜2027年1月3日（年末年始）」. */
export function sayClosure({ firstDay, lastDay, note }: Closure): string {
  const days = firstDay === lastDay ? sayDay(firstDay) : `${sayDay(firstDay)}〜${sayDay(lastDay)}`
  return note === '' ? days : `${days}（${note}）`
}

export const categoryOf = (town: PublicTown, store: Store) =>
  town.categories.find(({ code }) => code === store.category)?.name ?? store.category

function row(town: PublicTown, store: Store): Html {
  return html`<li><a href="/open/stores/${store.number}">
    <strong>${store.name}</strong>
    <span>${categoryOf(town, store)}・${store.address}</span>
    <span>${store.acceptsPoints ? `${town.pointsName}も使えます` : `${town.pointsName}は使えません`}</span>
  </a></li>`
}

function choice(name: string, chosen: string, options: readonly { code: string; name: string }[]): Html {
  return html`<select name="${name}"><option value="">すべて</option>${options.map(
    (option) =>
      html`<option value="${option.code}"${option.code === chosen ? html` selected` : null}>${option.name}</option>`,
  )}</select>`
}

function more(search: Search, after: string): string {
  const query = new URLSearchParams({
    ...(search.search ? { search: search.search } : {}),
    ...(search.ward ? { ward: search.ward } : {}),
    ...(search.category ? { category: search.category } : {}),
    ...(search.points ? { points: '1' } : {}),
    ...(search.open ? { open: '1' } : {}),
    after,
  })
  return `/open/stores?${query.toString()}`
}

type Head = { title: string; path: string | null }

function page(town: PublicTown, { title, path }: Head, body: Html): string {
  return html`<!doctype html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}｜${town.appName}</title>
<meta name="description" content="${town.name}の${town.coinName}と${town.pointsName}が使えるお店です。">
${path === null ? html`<meta name="robots" content="noindex">` : html`<link rel="canonical" href="${path}">`}
<style>${{ html: style }}</style>
</head>
<body>
<header><a href="/open/stores">${town.appName}</a></header>
<main>${body}</main>
</body>
</html>`.html
}

const style = `
:root { color-scheme: light; --ink: #2b211b; --soft: #665549; --line: #e7dbcd; --coin: #932e06; }
* { box-sizing: border-box; }
body { margin: 0; background: #fbf6ef; color: var(--ink);
  font: 1rem/1.7 'Hiragino Sans', 'Noto Sans JP', system-ui, sans-serif; }
header, main { max-width: 44rem; margin: 0 auto; padding: 1rem; }
header a { color: var(--ink); font-weight: bold; text-decoration: none; }
h1 { font-size: 1.5rem; line-height: 1.4; margin: 0.5rem 0 1rem; }
h2 { font-size: 1.1rem; margin: 2rem 0 0.5rem; }
a { color: var(--coin); }
form { display: grid; grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr)); gap: 0.75rem; }
label { display: grid; gap: 0.25rem; font-weight: bold; }
label.tick { display: flex; align-items: center; gap: 0.5rem; }
input[type=search], select { font: inherit; min-height: 3rem; padding: 0 0.75rem; border: 2px solid #8a7a6d;
  border-radius: 0.75rem; background: #fff; color: inherit; width: 100%; }
input[type=checkbox] { width: 1.5rem; height: 1.5rem; accent-color: var(--coin); }
button, a.more { font: inherit; font-weight: bold; min-height: 3rem;
  border-radius: 999px; border: 0; padding: 0.6rem 1.5rem;
  background: #b43a09; color: #fff; cursor: pointer; text-decoration: none; display: inline-block; text-align: center; }
.count { font-weight: bold; }
ul.stores { list-style: none; margin: 0; padding: 0; background: #fff;
  border: 1px solid var(--line); border-radius: 1rem; }
ul.stores:empty { display: none; }
ul.stores li + li { border-top: 1px solid var(--line); }
ul.stores a { display: grid; padding: 0.75rem 1rem; color: inherit; text-decoration: none; }
ul.stores span { color: var(--soft); font-size: 0.9rem; }
dl { margin: 0; background: #fff; border: 1px solid var(--line); border-radius: 1rem; }
dl div { display: grid; grid-template-columns: 8rem 1fr; padding: 0.6rem 1rem; }
dl div + div { border-top: 1px solid var(--line); }
dt { color: var(--soft); } dd { margin: 0; font-weight: bold; overflow-wrap: anywhere; }
:focus-visible { outline: 3px solid #2b211b; outline-offset: 2px; }
`
