// The banks' own sites: what a person reads and clicks while an account is registered, and the statement.
import { type Html, html } from '../lib/html.ts'
import { behaviourTable, frontPage, neutralTheme, page } from '../lib/page.ts'
import { behaviours } from './behaviour.ts'
import { type Account, type BankState, bankName, branchName, type Process, type Step } from './state.ts'
import { featuredBanks, themeOf } from './themes.ts'

const stepNames: [Step, string][] = [
  ['terms', '取引規定'],
  ['login', 'ご本人確認'],
  ['passcode', 'パスコード'],
  ['confirm', '確認'],
]

function site(bankCode: string, title: string, body: Html): string {
  const name = bankName(bankCode) ?? '金融機関'
  return page({ title, site: name, theme: themeOf(bankCode), notThe: '金融機関', body })
}

function progress(step: Step): Html {
  const now = stepNames.findIndex(([name]) => name === step)
  const items = stepNames.map(([, label], i) => {
    if (i === now) return html`<li aria-current="step">${label}</li>`
    return i < now ? html`<li class="done">${label}</li>` : html`<li>${label}</li>`
  })
  return html`<ol class="steps" aria-label="手続きの流れ">${items}</ol>`
}

function stepPage(process: Process, title: string, body: Html, error?: string): string {
  const alert = error ? html`<p class="error" role="alert">${error}</p>` : ''
  return site(
    process.bankCode,
    title,
    html`${progress(process.step)}<h1>${title}</h1>${alert}${body}
<form method="post" action="${actionUrl(process, 'cancel')}">
<button class="button quiet">申し込みをやめる</button></form>`,
  )
}

const actionUrl = (process: Process, action: string) =>
  `/sites/${process.bankCode}/${process.session}/${action}`

/** Step 1: the rules of the bank, a tick for 「同意する」 and 「次へ」. */
export function termsPage(process: Process, error?: string): string {
  const bank = bankName(process.bankCode)
  const body = html`
<p>「${process.label || '地域通貨'}」のチャージに、${bank}の口座を登録します。取引規定をお読みください。</p>
<div class="scroll" tabindex="0" role="region" aria-label="取引規定">
<h2>第1条(この規定の目的)</h2><p>この規定は、お客さまの口座から収納企業への支払いを、インターネットで申し込む口座振替により行うときの取り扱いを定めます。</p>
<h2>第2条(申し込み)</h2><p>お客さまご本人の普通預金口座だけを登録できます。口座名義は収納企業に届け出た氏名と同じでなければなりません。</p>
<h2>第3条(引き落とし)</h2><p>当行は、収納企業から依頼を受けたとき、通帳や払戻請求書の提出を受けずに、依頼された金額をただちに引き落とします。</p>
<h2>第4条(残高の不足)</h2><p>残高が依頼された金額に足りないときは、引き落としを行いません。</p>
<h2>第5条(解約)</h2><p>お客さまは、収納企業のアプリから、いつでも登録を解除できます。</p>
<h2>第6条(免責)</h2><p>これは練習用の規定です。実在の金融機関の規定ではありません。</p>
</div>
<form method="post" action="${actionUrl(process, 'terms')}">
<label class="tick"><input type="checkbox" name="agree" value="yes" required>同意する</label>
<button class="button">次へ</button>
</form>`
  return stepPage(process, '口座振替の取引規定', body, error)
}

/** Step 2: branch, account number and the four-digit card password. */
export function loginPage(process: Process, typed: Record<string, string>, error?: string): string {
  const { branch, number } = process.given
  const which = number
    ? html`<div class="card"><dl><dt>支店</dt><dd>${branchName(process.bankCode, branch)}</dd>
<dt>口座</dt><dd>普通 ${number}</dd></dl></div>`
    : html`<label class="field">店番号<span class="hint">3桁</span>
<input name="branch" inputmode="numeric" pattern="[0-9]{3}" maxlength="3" required
value="${typed['branch']}"></label>
<label class="field">普通預金の口座番号<span class="hint">7桁</span>
<input name="number" inputmode="numeric" pattern="[0-9]{7}" maxlength="7" required
value="${typed['number']}"></label>`
  const body = html`
<form method="post" action="${actionUrl(process, 'login')}" autocomplete="off">
${which}
<label class="field">暗証番号<span class="hint">キャッシュカードの4桁</span>
<input class="digits" name="pin" type="password" inputmode="numeric" pattern="[0-9]{4}" maxlength="4"
required></label>
<button class="button">次へ</button>
</form>
<details><summary>試すための入力</summary>
${behaviourTable(behaviours)}
</details>`
  return stepPage(process, 'ご本人の確認', body, error)
}

/** Step 3: the one-time passcode that came by SMS. */
export function passcodePage(process: Process, phone: string, error?: string): string {
  const body = html`
<p>お届けの携帯電話(末尾 ${phone.slice(-4)})に、SMSでワンタイムパスコードをお送りしました。10分以内に入力してください。</p>
<form method="post" action="${actionUrl(process, 'passcode')}" autocomplete="off">
<label class="field">ワンタイムパスコード<span class="hint">6桁</span>
<input class="digits" name="passcode" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9]{6}"
maxlength="6" required></label>
<button class="button">認証する</button>
</form>
<form method="post" action="${actionUrl(process, 'resend')}">
<button class="button quiet">パスコードを送りなおす</button></form>`
  return stepPage(process, 'ワンタイムパスコード', body, error)
}

/** Step 4: what is about to be registered. */
export function confirmPage(process: Process, account: Account): string {
  const body = html`
<p>つぎの口座からの引き落としを申し込みます。</p>
<div class="card"><dl>
<dt>金融機関</dt><dd>${bankName(account.bankCode)}</dd>
<dt>支店</dt><dd>${branchName(account.bankCode, account.branchCode)}</dd>
<dt>口座</dt><dd>普通 ****${account.number.slice(-3)}</dd>
<dt>口座名義</dt><dd>${account.holderKana}</dd>
<dt>使いみち</dt><dd>${process.label || '地域通貨'}のチャージ</dd>
</dl></div>
<form method="post" action="${actionUrl(process, 'confirm')}"><button class="button">申し込む</button></form>`
  return stepPage(process, 'お申し込み内容の確認', body)
}

/** A page for a registration that is unknown, over, or came with a broken seal. */
export function brokenPage(bankCode: string, text: string): string {
  const body = html`<h1>お手続きを続けられません</h1><p class="error" role="alert">${text}</p>
<p>元のアプリに戻って、はじめからやり直してください。</p>`
  return site(bankCode, 'お手続きを続けられません', body)
}

const yen = (amount: number) => `${amount.toLocaleString('ja-JP')}円`
const clock = new Intl.DateTimeFormat('ja-JP', {
  dateStyle: 'short',
  timeStyle: 'short',
  timeZone: 'Asia/Tokyo',
})

/** The statement of one account: that money left can be seen here. */
export function statementPage(account: Account): string {
  const rows = account.entries.toReversed().map(
    (e) => html`<tr><td>${clock.format(new Date(e.at))}<br>${e.text}</td>
<td class="number">${e.amount > 0 ? '+' : ''}${yen(e.amount)}</td>
<td class="number">${yen(e.balance)}</td></tr>`,
  )
  const none = html`<tr><td colspan="3">お取引はまだありません。</td></tr>`
  const body = html`<h1>入出金明細</h1>
<div class="card"><dl><dt>支店</dt><dd>${branchName(account.bankCode, account.branchCode)}</dd>
<dt>口座</dt><dd>普通 ${account.number}</dd><dt>口座名義</dt><dd>${account.holderKana}</dd>
<dt>残高</dt><dd>${yen(account.balance)}</dd></dl></div>
<table class="card"><thead><tr><th scope="col">日時・摘要</th>
<th scope="col" class="number">金額</th><th scope="col" class="number">残高</th></tr></thead>
<tbody>${rows.length ? rows : none}</tbody></table>
<p><a class="button quiet" href="?csv" download>CSVで保存する</a></p>
<p><a class="back" href="/">すべての口座</a></p>`
  return site(account.bankCode, '入出金明細', body)
}

/** The same as a file, in the words of the page. */
export function statementCsv(account: Account): string {
  const rows = account.entries.map((e) => [
    clock.format(new Date(e.at)),
    e.text,
    e.amount < 0 ? String(-e.amount) : '',
    e.amount > 0 ? String(e.amount) : '',
    String(e.balance),
  ])
  const head = ['日時', '摘要', 'お支払金額', 'お預り金額', '残高']
  return [head, ...rows].map((row) => row.map((cell) => `"${cell}"`).join(',')).join('\r\n')
}

/** The simulator's own front page: accounts in use, and the list of inputs. */
export function bankFrontPage(state: BankState, nasty: boolean): string {
  const rows = Object.values(state.accounts).map(
    (a) => html`<li><a class="row" href="/statements/${a.bankCode}/${a.branchCode}/${a.number}">
<strong>${bankName(a.bankCode)} ${a.number}</strong>
<span>${branchName(a.bankCode, a.branchCode)} ${a.holderKana}</span>
<span>残高 ${yen(a.balance)}</span></a></li>`,
  )
  const more = html`<section><h2>口座と入出金明細</h2>
${rows.length ? html`<ul class="list">${rows}</ul>` : html`<p class="small">まだ使われた口座はありません。</p>`}</section>
<section><h2>街の口座(収納企業)</h2>
<ul class="list"><li><a class="row" href="/town-account"><strong>入出金明細と全銀ファイル</strong>
<span>毎日の収納がまとめて入金される口座</span></a></li></ul></section>
<p class="small">専用の配色がある金融機関: ${featuredBanks.map((code) => bankName(code)).join('、')}。ほかの金融機関は共通の画面です。</p>`
  const lead =
    '口座登録と即時引き落としのゲートウェイと、各金融機関のサイトを演じます。口座は、はじめて入力したときに作られます。'
  return frontPage({
    site: '金融機関',
    notThe: '金融機関',
    theme: neutralTheme,
    lead,
    nasty,
    behaviours,
    more,
  })
}
