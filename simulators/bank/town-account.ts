// The town's own account, into which the gateway pays each day's money on the next: a page, and the file for it.
import { queryPart, sendPage } from '../lib/http.ts'
import { type Html, html } from '../lib/html.ts'
import { page } from '../lib/page.ts'
import type { Bank } from './gateway.ts'
import { daysOf, netOf } from './settlement.ts'
import type { BankState } from './state.ts'
import { themeOf } from './themes.ts'
import { writeZengin, type ZenginEntry } from './zengin.ts'

const account = {
  ...{ bankCode: '0017', bankName: 'ｻｲﾀﾏﾘｿﾅ', branchCode: '256', branchName: 'ｳﾗﾜﾁﾕｳｵｳ' },
  ...{ kind: '1' as const, number: '9000001', holder: 'ｶ)ｻｲﾀﾏｴﾆｼ' },
}
/** Before the first day of the simulator. */
const opening = 5_000_000
const gateway = 'ｶ)ﾊﾞﾝｸﾍﾟｲｼﾕｳﾉｳ'
const dayInJapan = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo' })
const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))

/** Hangs the account's page and its file on the simulator; `?from=…&until=…&crlf=1` chooses days and line ends. */
export function mountTownAccount(bank: Bank): void {
  const { app, door } = bank.sim
  app.get('/town-account', async (_request, reply) => {
    const today = dayInJapan.format(door.now())
    return sendPage(reply, accountPage(entriesOf(bank.state, today), today))
  })
  app.get('/town-account/statement', async (request, reply) => {
    const today = dayInJapan.format(door.now())
    const [from, until] = [queryPart(request, 'from'), queryPart(request, 'until')]
    if (!isDay(from) || !isDay(until) || from > until)
      return reply.code(400).send({ error: 'from and until' })
    const all = entriesOf(bank.state, today)
    const before = all.filter(({ on }) => on < from)
    const statement = {
      ...account,
      ...{ createdOn: today, from, until },
      opening: before.reduce((sum, entry) => sum + signed(entry), opening),
      entries: all.filter(({ on }) => on >= from && on <= until),
    }
    const file = writeZengin(statement, { crlf: queryPart(request, 'crlf') !== '' })
    return reply
      .type('application/octet-stream')
      .header('content-disposition', `attachment; filename="nyushukkin-${from}-${until}.txt"`)
      .send(file)
  })
}

const signed = ({ direction, amount }: ZenginEntry) => (direction === 'in' ? amount : -amount)

/** What has reached the account by a day: the gateway pays on the day after, others when they were ordered to. */
function entriesOf(state: BankState, today: string): ZenginEntry[] {
  const paid = daysOf(state).map((day): ZenginEntry => {
    const on = dayInJapan.format(new Date(Date.parse(`${day}T00:00:00+09:00`) + 86_400_000))
    return { on, direction: 'in', amount: netOf(state, day), payer: gateway, summary: 'ﾌﾘｺﾐ' }
  })
  return [...paid.filter(({ amount }) => amount > 0), ...state.townEntries]
    .filter(({ on }) => on <= today)
    .toSorted((a, b) => (a.on < b.on ? -1 : 1))
}

const yen = (amount: number) => `${amount.toLocaleString('ja-JP')}円`

function accountPage(entries: readonly ZenginEntry[], today: string): string {
  let balance = opening
  const rows = entries.map((entry): Html => {
    balance += signed(entry)
    return html`<tr><td>${entry.on}<br>${entry.summary} ${entry.payer}</td>
<td class="number">${entry.direction === 'in' ? '+' : '-'}${yen(entry.amount)}</td>
<td class="number">${yen(balance)}</td></tr>`
  })
  const none = html`<tr><td colspan="3">入出金はまだありません。</td></tr>`
  const first = entries[0]?.on ?? today
  const body = html`<h1>街の口座の入出金明細</h1>
<div class="card"><dl><dt>口座</dt><dd>浦和中央支店 普通 ${account.number}</dd><dt>口座名義</dt>
<dd>${account.holder}</dd><dt>残高</dt><dd>${yen(balance)}</dd></dl></div>
<table class="card"><thead><tr><th scope="col">日付・摘要</th><th scope="col" class="number">金額</th>
<th scope="col" class="number">残高</th></tr></thead><tbody>${rows.length ? rows.toReversed() : none}</tbody></table>
<form method="get" action="/town-account/statement">
<label class="field">いつから<input type="date" name="from" required value="${first}"></label>
<label class="field">いつまで<input type="date" name="until" required value="${today}"></label>
<label class="tick"><input type="checkbox" name="crlf" value="1">1件ごとに改行を入れる</label>
<button class="button">全銀ファイル(200桁)を保存する</button></form>
<p><a class="back" href="/">すべての口座</a></p>`
  return page({
    ...{ title: '街の口座', site: '埼玉りそな銀行', theme: themeOf(account.bankCode) },
    ...{ notThe: '金融機関', body },
  })
}
