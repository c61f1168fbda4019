// What a person reads: the processor's payment page, the issuer's authentication, the list of what happened.
import { type Html, html } from '../lib/html.ts'
import { behaviourTable, frontPage, page, type Theme } from '../lib/page.ts'
import { behaviours, phoneOfHolder } from './behaviour.ts'
import type { CardState, Challenge, Intent, PaymentMethod, Session, SessionPlan } from './state.ts'

const processor: Theme = { brand: '#3b3f8f', onBrand: '#ffffff', soft: '#ebecf8', page: '#f6f6fb' }
const issuer: Theme = { brand: '#7a2048', onBrand: '#ffffff', soft: '#f8e8ef', page: '#fcf6f9' }
const processorName = 'カード決済代行'
const issuerName = 'カード発行会社'

export const brandNames: Record<string, string> = {
  visa: 'Visa',
  mastercard: 'Mastercard',
  jcb: 'JCB',
  amex: 'American Express',
  diners: 'Diners Club',
  discover: 'Discover',
}
const yen = (amount: number) => `${amount.toLocaleString('ja-JP')}円`

function site(title: string, body: Html): string {
  return page({ title, site: processorName, theme: processor, notThe: '決済代行会社', body })
}

type Typed = Record<string, string>

/** The hosted payment page: the amount, the saved cards, the fields for another card, the way back. */
export function payPage(
  p: { session: Session; plan: SessionPlan; saved: readonly PaymentMethod[]; typed: Typed },
  error?: string,
): string {
  const { session, plan, saved, typed } = p
  const alert = error ? html`<p class="error" role="alert">${error}</p>` : ''
  const back = session.cancel_url
    ? html`<p class="centre"><a class="back" href="${session.cancel_url}">やめて、アプリに戻る</a></p>`
    : ''
  const body = html`<h1>お支払い</h1>
<div class="card"><dl><dt>${plan.label}</dt><dd>${yen(session.amount_total)}</dd></dl></div>
${alert}
${saved.map((method) => savedCard(session, method))}
<form method="post" action="/c/pay/${session.id}/new" autocomplete="off">
<h2>${saved.length > 0 ? '別のカード' : 'カード情報'}</h2>
<label class="field">カード番号
<input name="number" inputmode="numeric" required maxlength="23" value="${typed['number']}"></label>
<label class="field">有効期限<span class="hint">月/年(例 12/34)</span>
<input name="expiry" inputmode="numeric" required maxlength="7" value="${typed['expiry']}"></label>
<label class="field">セキュリティコード<span class="hint">裏面の3桁(American Express は表の4桁)</span>
<input name="cvc" inputmode="numeric" required maxlength="4"></label>
<label class="field">カード名義<span class="hint">ローマ字</span>
<input name="name" required maxlength="60" value="${typed['name']}"></label>
${plan.offersSaving ? saveTick : ''}
<button class="button">支払う</button>
</form>
${back}
<details><summary>試すための番号</summary>${behaviourTable(behaviours)}</details>`
  return site('お支払い', body)
}

const saveTick = html`<label class="tick"><input type="checkbox" name="save" value="yes">
次回のために、このカードを保存する</label>`

function savedCard(session: Session, method: PaymentMethod): Html {
  const { brand, last4 } = method.card
  return html`<form method="post" action="/c/pay/${session.id}/saved">
<input type="hidden" name="method" value="${method.id}">
<button class="button quiet">${brandNames[brand]} ****${last4} で支払う</button></form>`
}

/** A session that is over, or unknown. */
export function closedPage(text: string): string {
  const body = html`<h1>このお支払いは終了しています</h1>
<p class="error" role="alert">${text}</p><p>元のアプリに戻って、結果を確かめてください。</p>`
  return site('終了したお支払い', body)
}

/** The issuer asks the holder for the passcode that came by SMS. */
export function challengePage(p: { challenge: Challenge; intent: Intent; number: string }, error?: string) {
  const { challenge, intent, number } = p
  const alert = error ? html`<p class="error" role="alert">${error}</p>` : ''
  const body = html`<h1>本人認証サービス</h1>
<div class="card"><dl><dt>ご利用先</dt><dd>${intent.description ?? '加盟店'}</dd>
<dt>金額</dt><dd>${yen(intent.amount)}</dd><dt>カード</dt><dd>****${number.slice(-4)}</dd></dl></div>
${alert}
<p>ご登録の携帯電話(${phoneOfHolder(number)})に、SMSでワンタイムパスワードをお送りしました。10分以内に入力してください。</p>
<form method="post" action="/acs/${challenge.id}/passcode" autocomplete="off">
<label class="field">ワンタイムパスワード<span class="hint">6桁</span>
<input class="digits" name="passcode" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9]{6}"
maxlength="6" required></label>
<button class="button">認証する</button>
</form>
<form method="post" action="/acs/${challenge.id}/cancel"><button class="button quiet">キャンセル</button></form>`
  return page({ title: '本人認証', site: issuerName, theme: issuer, notThe: 'カード会社', body })
}

const clock = new Intl.DateTimeFormat('ja-JP', {
  dateStyle: 'short',
  timeStyle: 'medium',
  timeZone: 'Asia/Tokyo',
})
const statusWords: Record<Intent['status'], string> = {
  requires_payment_method: 'カード待ち',
  requires_confirmation: '確定待ち',
  requires_action: '本人認証中',
  requires_capture: '与信済み',
  canceled: '取消',
  succeeded: '売上確定',
}

/** The simulator's own front page: payments with what may happen to them, messages, and the test numbers. */
export function cardFrontPage(state: CardState, nasty: boolean): string {
  const intents = Object.values(state.intents).toReversed().slice(0, 20)
  const rows = intents.map((intent) => paymentRow(state, intent))
  const events = Object.values(state.events).toReversed().slice(0, 20)
  const messages = events.map(
    (event) => html`<tr><td>${clock.format(new Date(event.created * 1000))}<br>${event.type}</td>
<td><form method="post" action="/__sim/events/${event.id}/send">
<button class="button quiet">もう一度送る</button></form></td></tr>`,
  )
  const none = html`<p class="small">まだありません。</p>`
  const more = html`<section class="card"><h2>お支払い</h2>${rows.length ? rows : none}</section>
<section class="card"><h2>通知(Webhook)</h2>
${messages.length ? html`<table><tbody>${messages}</tbody></table>` : none}</section>`
  const lead =
    'カード決済代行会社の支払いページとAPI、カード発行会社の本人認証(3-Dセキュア)を演じます。APIはStripeの電文のとおりです。'
  return frontPage({
    ...{ site: processorName, notThe: '決済代行会社', theme: processor, lead, nasty, behaviours, more },
  })
}

function paymentRow(state: CardState, intent: Intent): Html {
  const charge = state.charges[intent.latest_charge ?? '']
  const given = charge?.captured ? charge.amount_refunded : 0
  const dispute = Object.values(state.disputes).find(({ payment_intent }) => payment_intent === intent.id)
  const refunds = Object.values(state.refunds).filter(
    ({ payment_intent, status }) => payment_intent === intent.id && status === 'succeeded',
  )
  const open = dispute && dispute.status !== 'won' && dispute.status !== 'lost'
  const act = (path: string, label: string) =>
    html`<form method="post" action="/__sim/${path}"><button class="button quiet">${label}</button></form>`
  return html`<div class="card"><p><strong>${yen(intent.amount)}</strong> ${statusWords[intent.status]}
${given > 0 ? `(返金 ${yen(given)})` : ''} ${dispute ? `異議: ${dispute.status}` : ''}</p>
<p class="small">${intent.id}<br>${clock.format(new Date(intent.created * 1000))}</p>
${charge?.captured && !dispute && given < charge.amount ? act(`intents/${intent.id}/refund`, '全額を返金する') : ''}
${charge?.captured && !dispute && given < charge.amount ? act(`intents/${intent.id}/dispute`, '異議を申し立てる') : ''}
${refunds.map(({ id, amount }) => act(`refunds/${id}/fail`, `${yen(amount)}の返金を発行会社が受け付けない`))}
${open ? act(`disputes/${dispute.id}/won`, '異議を退ける(加盟店の勝ち)') : ''}
${open ? act(`disputes/${dispute.id}/lost`, '異議を認める(加盟店の負け)') : ''}</div>`
}
