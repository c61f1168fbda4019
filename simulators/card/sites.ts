// The pages on which cards are typed and holders authenticate. What was done is kept here, so that going back
// and pressing twice are harmless.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { formOf, pathPart, sendPage } from '../lib/http.ts'
import { passcodeTries, testCard } from './behaviour.ts'
import { endChallenge } from './engine.ts'
import type { Card } from './events.ts'
import * as pages from './pages.ts'
import { expireOld, finishSession, keepCard, paySession } from './sessions.ts'
import type { PaymentMethod, Session } from './state.ts'

/** Hangs the payment page and the issuer's page on the simulator. */
export function mountSites(card: Card): void {
  const { app } = card.sim
  app.get('/c/pay/:id', async (request, reply) => showSession(card, request, reply))
  app.post('/c/pay/:id/new', async (request, reply) => payWithNew(card, request, reply))
  app.post('/c/pay/:id/saved', async (request, reply) => {
    const session = sessionOf(card, request)
    const method = card.state.paymentMethods[formOf(request)['method'] ?? '']
    if (session?.status !== 'open' || !method || method.customer !== session.customer)
      return showSession(card, request, reply)
    return pay(card, session, method, {}, reply)
  })
  app.get('/acs/:id', async (request, reply) => showChallenge(card, request, reply))
  app.post('/acs/:id/passcode', async (request, reply) => checkPasscode(card, request, reply))
  app.post('/acs/:id/cancel', async (request, reply) => {
    const visit = challengeOf(card, request)
    if (!visit) return sendPage(reply, pages.closedPage('この本人認証は見つかりません。'), 404)
    return leave(card, visit, 'canceled', reply)
  })
}

function sessionOf(card: Card, request: FastifyRequest): Session | undefined {
  expireOld(card)
  const id = pathPart(request, 'id')
  return Object.hasOwn(card.state.sessions, id) ? card.state.sessions[id] : undefined
}

function showSession(card: Card, request: FastifyRequest, reply: FastifyReply, typed = {}, error?: string) {
  const session = sessionOf(card, request)
  const plan = session && card.state.plans[session.id]
  if (!session || !plan) return sendPage(reply, pages.closedPage('このお支払いは見つかりません。'), 404)
  if (session.status === 'complete') return reply.redirect(successOf(session), 303)
  if (session.status === 'expired')
    return sendPage(reply, pages.closedPage('時間が過ぎたか、取り消されました。'))
  const intent = card.state.intents[session.payment_intent ?? '']
  if (intent?.status === 'requires_action' && intent.next_action)
    return reply.redirect(intent.next_action.redirect_to_url.url, 303)
  const saved = savedFor(card, session)
  const failed = intent?.last_payment_error ? noOf(intent.last_payment_error) : undefined
  return sendPage(reply, pages.payPage({ session, plan, saved, typed }, error ?? failed))
}

function savedFor(card: Card, { customer }: Session): PaymentMethod[] {
  return Object.values(card.state.paymentMethods).filter(
    (method) => customer !== null && method.customer === customer && method.allow_redisplay === 'always',
  )
}

const successOf = (session: Session) => session.success_url.replaceAll('{CHECKOUT_SESSION_ID}', session.id)

const noes: Record<string, string> = {
  insufficient_funds: 'カードの利用可能額が足りません。別のカードをお使いください。',
  expired_card: 'カードの有効期限が切れています。',
  incorrect_cvc: 'セキュリティコードがちがいます。',
  payment_intent_authentication_failure:
    '本人認証ができませんでした。もう一度お試しいただくか、別のカードをお使いください。',
}

function noOf(error: Record<string, unknown>): string {
  const [reason, code] = [String(error['decline_code'] ?? ''), String(error['code'] ?? '')]
  return noes[reason] ?? noes[code] ?? 'カードが使えませんでした。別のカードをお使いください。'
}

async function payWithNew(card: Card, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const session = sessionOf(card, request)
  if (session?.status !== 'open') return showSession(card, request, reply)
  const typed = formOf(request)
  const number = (typed['number'] ?? '').replaceAll(/\D/g, '')
  const known = testCard(number)
  const again = (error: string) => showSession(card, request, reply, typed, error)
  if (!known) {
    delete typed['number']
    return again('練習用の番号だけが使えます。本物のカード番号は入力しないでください。')
  }
  const [month = 0, year = 0] = (typed['expiry'] ?? '').split('/').map(Number)
  const fullYear = year < 100 ? 2000 + year : year
  const end = new Date(Date.UTC(fullYear, month, 1))
  if (!(month >= 1 && month <= 12) || !(end > card.sim.door.now()))
    return again('有効期限を確かめてください。')
  if (!(known.brand === 'amex' ? /^\d{4}$/ : /^\d{3}$/).test(typed['cvc'] ?? ''))
    return again('セキュリティコードを確かめてください。')
  const { brand, issuer = null } = known
  const plan = card.state.plans[session.id]
  if (plan?.blocked.includes(brand === 'amex' ? 'american_express' : brand))
    return again(`${pages.brandNames[brand]} はこのお店では使えません。`)
  const save = typed['save'] === 'yes' && plan?.offersSaving === true
  const facts = { number, brand, issuer, month, year: fullYear }
  const method = keepCard(card, facts, save && session.customer !== null)
  return pay(card, session, method, typed, reply)
}

function pay(card: Card, session: Session, method: PaymentMethod, typed: object, reply: FastifyReply) {
  try {
    const intent = paySession(card, session, method)
    if (intent.next_action) return reply.redirect(intent.next_action.redirect_to_url.url, 303)
    return reply.redirect(successOf(session), 303)
  } catch (error) {
    const no = (error as { error?: Record<string, unknown> }).error
    const plan = card.state.plans[session.id]
    if (!no || !plan) throw error
    return sendPage(
      reply,
      pages.payPage({ session, plan, saved: savedFor(card, session), typed: { ...typed } }, noOf(no)),
    )
  } finally {
    card.save()
  }
}

function challengeOf(card: Card, request: FastifyRequest) {
  const challenge = card.state.challenges[pathPart(request, 'id')]
  const intent = challenge && card.state.intents[challenge.intentId]
  if (!challenge || !intent) return undefined
  return { challenge, intent, number: card.state.numbers[challenge.paymentMethodId] ?? '' }
}

type Visit = NonNullable<ReturnType<typeof challengeOf>>

function showChallenge(card: Card, request: FastifyRequest, reply: FastifyReply) {
  const visit = challengeOf(card, request)
  if (!visit) return sendPage(reply, pages.closedPage('この本人認証は見つかりません。'), 404)
  if (visit.challenge.over || visit.intent.status !== 'requires_action') return sendBack(visit, reply)
  return sendPage(reply, pages.challengePage(visit))
}

function checkPasscode(card: Card, request: FastifyRequest, reply: FastifyReply) {
  const visit = challengeOf(card, request)
  if (!visit) return sendPage(reply, pages.closedPage('この本人認証は見つかりません。'), 404)
  const { challenge } = visit
  if (challenge.over || visit.intent.status !== 'requires_action') return sendBack(visit, reply)
  const inTime = card.sim.door.now() < new Date(challenge.passcodeUntil)
  if (inTime && formOf(request)['passcode'] === challenge.passcode) return leave(card, visit, 'passed', reply)
  challenge.wrong += 1
  card.save()
  if (!inTime || challenge.wrong >= passcodeTries) return leave(card, visit, 'rejected', reply)
  const left = passcodeTries - challenge.wrong
  return sendPage(reply, pages.challengePage(visit, `パスワードがちがいます。あと${left}回入力できます。`))
}

function leave(card: Card, visit: Visit, end: Parameters<typeof endChallenge>[2], reply: FastifyReply) {
  visit.challenge.over = true
  endChallenge(card, visit.intent, end)
  finishSession(card, visit.intent)
  card.save()
  return sendBack(visit, reply)
}

/** The browser goes back with what Stripe adds to the address; nobody should believe it. */
function sendBack({ challenge, intent }: Visit, reply: FastifyReply) {
  const url = new URL(challenge.returnUrl)
  const good = intent.status === 'requires_capture' || intent.status === 'succeeded'
  url.searchParams.set('payment_intent', intent.id)
  url.searchParams.set('payment_intent_client_secret', intent.client_secret)
  url.searchParams.set('redirect_status', good ? 'succeeded' : 'failed')
  return reply.redirect(url.href, 303)
}
