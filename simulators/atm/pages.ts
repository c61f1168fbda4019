// The touch screen of a machine, its receipt, and the page that shows the books of all of them.
import { encodeQR } from 'qr'
import { type Html, html, raw } from '../lib/html.ts'
import { frontPage, liveScript, page, type Theme } from '../lib/page.ts'
import { behaviours } from './behaviour.ts'
import type { Atm } from './host-line.ts'
import { yen } from './machine.ts'
import { type AtmState, type Deposit, type Machine, noteKinds, safeOf, type Visit, worthOf } from './state.ts'

const theme: Theme = { brand: '#0f4c5c', onBrand: '#ffffff', soft: '#e1eff2', page: '#eef3f4' }
const site = 'コンビニATM'
const notThe = 'ATM'

const style = raw(`<style>
main{max-width:860px}
.screen{background:#fff;border:10px solid #24343a;border-radius:22px;padding:20px;min-height:430px;
display:flex;flex-direction:column}
.screen>.foot{margin-top:auto;padding-top:14px;display:flex;gap:12px;flex-wrap:wrap}
.screen>.foot>*{flex:1;min-width:160px}
.screen .button{margin:0}
.voice{background:var(--soft);border-radius:10px;padding:8px 14px;font-size:15px}
.dark{background:#0d1417;color:#9fb0b6;justify-content:center;text-align:center}
.menu{display:grid;grid-template-columns:repeat(auto-fit,minmax(220px,1fr));gap:14px;margin:6px 0 14px}
.menu .button{min-height:92px;font-size:20px}
.two{display:grid;grid-template-columns:repeat(auto-fit,minmax(240px,1fr));gap:20px;align-items:center}
.qr{width:230px;max-width:100%;margin:0 auto}.qr svg{display:block;width:100%;height:auto}
.keys{display:grid;grid-template-columns:repeat(3,1fr);gap:8px;max-width:330px;margin:0 auto 16px}
.keys button{min-height:54px;font:inherit;font-size:24px;font-weight:700;border:2px solid #6b7280;
border-radius:10px;background:#fff;color:#1c1f26;cursor:pointer}
.keys button:focus-visible{outline:3px solid #0b4fa8;outline-offset:2px}
.notes{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:10px;margin:0 0 14px}
.note{min-height:64px;width:100%;border-radius:8px;font:inherit;font-weight:700;font-size:17px;cursor:pointer;
border:2px solid #31482f;background:#eef4e6;color:#1d2c1b}
.note.bad{background:#f0f0f0;border-style:dashed;border-color:#6b7280;color:#3a3f47}
.note:focus-visible{outline:3px solid #0b4fa8;outline-offset:2px}
.sum{font-size:34px;font-weight:700;font-variant-numeric:tabular-nums;margin:4px 0}
.typed{font-size:34px;letter-spacing:.3em;text-align:center;min-height:60px;border:2px solid #6b7280;
border-radius:10px;width:100%;max-width:330px;display:block;margin:0 auto 12px;font-weight:700}
.spaced{font-size:22px;font-weight:700;letter-spacing:.08em;font-variant-numeric:tabular-nums}
.tools form{display:inline-block;margin:4px 6px 4px 0}
.tools select,.tools button{font:inherit;font-size:15px;min-height:44px;padding:4px 10px;border-radius:8px;
border:2px solid #6b7280;background:#fff;color:#1c1f26}
@media print{header,.noprint{display:none}}
</style>`)

const to = (machine: Machine, where: string) => `/machines/${machine.id}/${where}`

function button(machine: Machine, act: string, label: string, look = '', value = ''): Html {
  return html`<form method="post" action="${to(machine, 'touch')}"><input type="hidden" name="act"
value="${act}"><input type="hidden" name="value" value="${value}">
<button class="button ${look}">${label}</button></form>`
}

const voice = (words: string): Html => html`<p class="voice" role="status">音声案内:${words}</p>`
const remark = ({ visit }: Machine): Html | '' =>
  visit.remark ? html`<p class="error" role="alert">${visit.remark}</p>` : ''

/** What stands on the screen of a machine now. */
export function machineScreen(atm: Atm, machine: Machine): Html {
  const screens: Record<Visit['screen'], () => Html> = {
    top: () => topScreen(machine),
    code: () => codeScreen(machine),
    company: () => companyScreen(machine),
    asking: () => waitScreen('お取り扱いできる金額を確認しています。'),
    slot: () => slotScreen(machine),
    counted: () => countedScreen(machine),
    sending: () => waitScreen('チャージしています。そのままお待ちください。'),
    done: () => doneScreen(machine, atm.state.deposits[machine.visit.deposit]),
    unsure: () => unsureScreen(machine, atm.state.deposits[machine.visit.deposit]),
    ended: () => endedScreen(machine),
    dark: () => html`<div class="screen dark"><p>停電しています</p></div>`,
  }
  return screens[machine.visit.screen]()
}

function topScreen(machine: Machine): Html {
  const others = ['お引出し', 'お預入れ', 'お振込み', '残高照会', '暗証番号変更']
  return html`<div class="screen"><h1>いらっしゃいませ</h1>${voice('お取り引きをお選びください。')}
<div class="menu">${button(machine, 'start', 'スマートフォンでの取引')}
${others.map((name) => html`<button class="button" disabled>${name}</button>`)}</div>
<p class="small">この練習機で使えるのは「スマートフォンでの取引」だけです。</p></div>`
}

function codeScreen(machine: Machine): Html {
  const { code, number } = machine.visit
  const spaced = number.replace(/(\d{4})(\d{4})(\d{2})/, '$1 $2 $3')
  return html`<div class="screen"><h1>アプリでコードを読み取ってください</h1>
${voice('スマートフォンのアプリで、画面のコードを読み取ってください。')}
<div class="two"><div class="qr">${raw(encodeQR(code, 'svg', { ecc: 'medium', border: 4 }))}</div>
<div><p>3分以内に読み取ってください。</p>
<p class="small">読み取れないときは、アプリに次の番号を入力してください。</p><p class="spaced">${spaced}</p></div></div>
<div class="foot">${button(machine, 'cancel', '取消', 'quiet')}</div></div>`
}

function companyScreen(machine: Machine): Html {
  const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '訂正', '0']
  return html`<div class="screen"><h1>企業番号を入力してください</h1>
${voice('アプリに表示された4桁の企業番号を入力して、確認を押してください。')}${remark(machine)}
<form method="post" action="${to(machine, 'touch')}" autocomplete="off">
<input type="hidden" name="act" value="number">
<input class="typed" name="value" id="typed" inputmode="numeric" pattern="[0-9]{4}" maxlength="4" required
aria-label="企業番号"><div class="keys">
${keys.map((key) => html`<button type="button" data-key="${key}">${key}</button>`)}</div>
<button class="button">確認</button></form>
<div class="foot">${button(machine, 'cancel', '取消', 'quiet')}</div></div>`
}

const waitScreen = (words: string): Html =>
  html`<div class="screen"><h1>しばらくお待ちください</h1>${voice(words)}<p>${words}</p></div>`

function slotScreen(machine: Machine): Html {
  const { holder, minimum, maximum, notes } = machine.visit
  const slots = noteKinds.map(
    (
      kind,
    ) => html`<form method="post" action="${to(machine, 'touch')}"><input type="hidden" name="act" value="note">
<input type="hidden" name="value" value="${kind}"><button class="note">${yen(kind)}札を入れる</button></form>`,
  )
  return html`<div class="screen"><h1>${holder} 様 紙幣をお入れください</h1>
${voice('紙幣を入れて、入れ終わったら「計算する」を押してください。硬貨は使えません。')}${remark(machine)}
<p>チャージできる金額は <strong>${yen(minimum)}〜${yen(maximum)}</strong>(1,000円単位)です。</p>
<div class="notes">${slots}<form method="post" action="${to(machine, 'touch')}">
<input type="hidden" name="act" value="note"><input type="hidden" name="value" value="bad">
<button class="note bad">折れた紙幣を入れる</button></form></div>
<p>入れた金額</p><p class="sum">${yen(worthOf(notes))}</p>
<div class="foot">${button(machine, 'count', '計算する')}${button(machine, 'cancel', '取消(紙幣を返す)', 'quiet')}</div></div>`
}

function countedScreen(machine: Machine): Html {
  const { notes } = machine.visit
  const rows = noteKinds.filter((kind) => (notes[kind] ?? 0) > 0)
  return html`<div class="screen"><h1>金額をご確認ください</h1>${voice('よろしければ、確認を押してください。')}
<p>チャージする金額</p><p class="sum">${yen(worthOf(notes))}</p>
<table><tbody>${rows.map(
    (kind) => html`<tr><th scope="row">${yen(kind)}札</th><td class="number">${notes[kind]}枚</td></tr>`,
  )}</tbody></table>
<div class="foot">${button(machine, 'confirm', '確認')}${button(machine, 'more', '紙幣を追加する', 'quiet')}
${button(machine, 'cancel', '取消(紙幣を返す)', 'quiet')}</div></div>`
}

const receiptLink = (machine: Machine, deposit: Deposit): Html =>
  html`<a class="button quiet" href="${to(machine, `receipts/${encodeURIComponent(deposit.key)}`)}">明細票を見る</a>`

function doneScreen(machine: Machine, deposit: Deposit | undefined): Html {
  if (!deposit) return endedScreen(machine)
  return html`<div class="screen"><h1>チャージが完了しました</h1>${voice('ありがとうございました。明細票をお取りください。')}
<p class="good">${yen(deposit.amount)}をチャージしました。</p>
<p>チャージ後の残高 <strong>${yen(deposit.balanceAfter ?? 0)}</strong></p>
<div class="foot">${receiptLink(machine, deposit)}${button(machine, 'leave', '終了')}</div></div>`
}

function unsureScreen(machine: Machine, deposit: Deposit | undefined): Html {
  if (!deposit) return endedScreen(machine)
  return html`<div class="screen"><h1>${yen(deposit.amount)}をお預かりしました</h1>
${voice('通信に時間がかかっています。結果はアプリでご確認ください。')}
<p>通信に時間がかかっています。つながりしだい、自動でチャージします。もう一度入れる必要はありません。</p>
<div class="foot">${receiptLink(machine, deposit)}${button(machine, 'leave', '終了')}</div></div>`
}

function endedScreen(machine: Machine): Html {
  return html`<div class="screen"><h1>お取り引きの終了</h1>${voice(machine.visit.remark)}<p>${machine.visit.remark}</p>
<div class="foot">${button(machine, 'leave', '終了')}</div></div>`
}

const keyScript = `
document.addEventListener('click', (event) => {
  const key = event.target.closest('[data-key]')?.dataset.key
  const typed = document.getElementById('typed')
  if (!key || !typed) return
  if (key === '訂正') typed.value = ''
  else if (typed.value.length < 4) typed.value += key
})`

/** One machine: its screen, and below it what can be made to go wrong. */
export function machinePage(atm: Atm, machine: Machine): string {
  const body = html`${style}
<div id="live">${machineScreen(atm, machine)}</div>
${tools(machine)}
<p><a class="back" href="/">すべてのATMと記録</a></p>`
  const title = `${machine.place}のATM`
  return page({ title, site, theme, notThe, body, script: liveScript + keyScript })
}

const troubles: readonly [what: string, label: string][] = [
  ['cut_before', '電文の前に切る'],
  ['cut_after', '返事の後に切る'],
  ['duplicate', '二重に送る'],
  ['wrong_key', '鍵をまちがえる'],
]

function tools(machine: Machine): Html {
  const one = (what: string, label: string) =>
    html`<form method="post" action="${to(machine, 'trouble')}"><input type="hidden" name="what" value="${what}">
<button>${label}</button></form>`
  const line = html`<form method="post" action="${to(machine, 'trouble')}">
<select name="kind" aria-label="電文"><option value="inquiry">照会</option>
<option value="deposit" selected>入金</option><option value="advice">入金通知</option>
<option value="reversal">取消</option><option value="any">すべて</option></select>
<select name="what" aria-label="起きること">${troubles.map(
    ([what, label]) => html`<option value="${what}">${label}</option>`,
  )}</select>
<select name="times" aria-label="回数">${[1, 3, 10].map((times) => html`<option>${times}</option>`)}</select>
<button>次から起こす</button></form>`
  const silence =
    machine.onSilence === 'keep'
      ? one('give_back', '無応答なら返却する機種にする')
      : one('keep', '無応答なら預かる機種にする')
  const power = machine.visit.screen === 'dark' ? one('power_on', '復電する') : one('power_off', '停電させる')
  return html`<details class="tools"><summary>試すための操作(通信・紙幣づまり・停電)</summary>
<p>${line}</p><p>${one('jam', 'チャージ後に紙幣をつまらせる')}${silence}${power}${one('calm', '通信を元に戻す')}</p></details>`
}

const clock = new Intl.DateTimeFormat('ja-JP', {
  dateStyle: 'long',
  timeStyle: 'short',
  timeZone: 'Asia/Tokyo',
})

/** The slip of paper: what was put in, and what is certain about it. */
export function receiptPage(machine: Machine, deposit: Deposit): string {
  const certain = deposit.state === 'approved' || deposit.state === 'acknowledged'
  const body = html`${style}<div class="card"><h1>ご利用明細票</h1><dl>
<dt>取扱日時</dt><dd>${clock.format(new Date(deposit.at))}</dd>
<dt>ATM</dt><dd>${machine.place} ${machine.id}</dd>
<dt>取引</dt><dd>コインチャージ</dd>
<dt>金額</dt><dd>${yen(deposit.amount)}</dd>
${certain && deposit.balanceAfter !== null ? html`<dt>残高</dt><dd>${yen(deposit.balanceAfter)}</dd>` : ''}
<dt>結果</dt><dd>${resultOf(deposit)}</dd>
<dt>取引通番</dt><dd>${deposit.trace}</dd>
${deposit.authCode ? html`<dt>承認番号</dt><dd>${deposit.authCode}</dd>` : ''}
</dl></div><p class="noprint"><a class="back" href="/machines/${machine.id}">画面に戻る</a></p>`
  return page({ title: 'ご利用明細票', site, theme, notThe, body })
}

const results: Record<Deposit['state'], string> = {
  sent: '確認中',
  approved: 'チャージ済み',
  kept: 'お預かり(確認中)',
  acknowledged: 'チャージ済み',
  declined: '返却',
  giving_back: '返却(取消を送信中)',
  given_back: '返却(取消済み)',
  unmatched: 'お預かり(調査中)',
}
const resultOf = ({ state }: Deposit): string => results[state]

/** The machines, what is in their safes, and every deposit. */
export function atmFrontPage(state: AtmState, nasty: boolean): string {
  const machines = Object.values(state.machines).map(
    ({ id, place }) => html`<li><a class="row" href="/machines/${id}"><strong>${place}</strong>
<span>機番 ${id}・金庫 ${yen(safeOf(state, id).amount)}</span></a></li>`,
  )
  const rows = Object.values(state.deposits)
    .toReversed()
    .slice(0, 50)
    .map(
      (
        each,
      ) => html`<tr><td>${clock.format(new Date(each.at))}</td><td class="number">${yen(each.amount)}</td>
<td>${resultOf(each)}</td></tr>`,
    )
  const more = html`<section><h2>ATM</h2><ul class="list">${machines}</ul></section>
<section class="card"><h2>入金の記録</h2>${
    rows.length > 0
      ? html`<table><thead><tr><th scope="col">日時</th><th scope="col" class="number">金額</th>
<th scope="col">結果</th></tr></thead>
<tbody>${rows}</tbody></table>`
      : html`<p class="small">まだありません。</p>`
  }<p class="small">送信待ちの電文 ${state.stored.length}件</p></section>`
  const lead = '現金でチャージできるATMと、その接続センターを演じます。'
  return frontPage({ site, notThe, theme, lead, nasty, behaviours, more })
}
