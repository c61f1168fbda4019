// The walk through a bank's own site. The step is kept here, not in the browser, so going back and forth is
// harmless.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { randomInt, randomUUID } from 'node:crypto'
import { formOf, pathPart, sendPage } from '../lib/http.ts'
import { passcodeMinutes, passcodeTries, pinOfEveryAccount, pinTries } from './behaviour.ts'
import type { Bank } from './gateway.ts'
import * as pages from './pages.ts'
import { accountAt, linkKey, type Process } from './state.ts'
import { mac, pushSignature, same } from './wire.ts'

export type SendPasscode = (to: string, text: string) => Promise<boolean>
type Visit = {
  bank: Bank
  process: Process
  form: Record<string, string>
  reply: FastifyReply
  send: SendPasscode
}
type Action = (visit: Visit) => FastifyReply | Promise<FastifyReply>

const actions: Record<string, { at: Process['step'] | 'any'; run: Action }> = {
  terms: { at: 'terms', run: agree },
  login: { at: 'login', run: login },
  passcode: { at: 'passcode', run: checkPasscode },
  resend: { at: 'passcode', run: resend },
  confirm: { at: 'confirm', run: (visit) => finish(visit, '') },
  cancel: { at: 'any', run: (visit) => finish(visit, 'cancelled') },
}

/**
 * Hangs the banks' sites on the simulator; `send` brings a passcode to a phone and says whether it was
 * accepted.
 */
export function mountSites(bank: Bank, send: SendPasscode): void {
  const { app } = bank.sim
  app.post('/sites/:bankCode/register', async (request, reply) => arrive(bank, request, reply))
  app.get('/sites/:bankCode/:session', async (request, reply) => {
    const process = processOf(bank, request)
    if (!process)
      return sendPage(
        reply,
        pages.brokenPage(pathPart(request, 'bankCode'), 'このお手続きは見つかりません。'),
        404,
      )
    return show({ bank, process, form: {}, reply, send })
  })
  app.post('/sites/:bankCode/:session/:action', async (request, reply) => {
    const process = processOf(bank, request)
    const action = actions[pathPart(request, 'action')]
    if (!process || !action) {
      return sendPage(
        reply,
        pages.brokenPage(pathPart(request, 'bankCode'), 'このお手続きは見つかりません。'),
        404,
      )
    }
    const visit = { bank, process, form: formOf(request), reply, send }
    // A step that is not the present one (double tap, back button) only shows where the person is.
    if (process.step === 'finished' || (action.at !== 'any' && action.at !== process.step)) return show(visit)
    const answer = await action.run(visit)
    bank.save()
    return answer
  })
}

/** The browser arrives with the fields of AccountAdd; they open the site once. */
function arrive(bank: Bank, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const form = formOf(request)
  const bankCode = pathPart(request, 'bankCode')
  const process = bank.state.processes[form['processId'] ?? '']
  const sealed = [
    form['processId'] ?? '',
    form['customerAccessToken'] ?? '',
    form['processorAuthenticationKeyIndex'] ?? '',
  ]
  if (!process || process.bankCode !== bankCode || !same(mac(bank.merchant, sealed), form['mac'] ?? '')) {
    return sendPage(reply, pages.brokenPage(bankCode, 'お申し込みの情報が正しくありません。'), 400)
  }
  if (process.session)
    return sendPage(reply, pages.brokenPage(bankCode, 'このお申し込みはすでに始まっています。'), 409)
  process.session = randomUUID()
  bank.save()
  return reply.redirect(`/sites/${bankCode}/${process.session}`, 303)
}

function processOf(bank: Bank, request: FastifyRequest): Process | undefined {
  const session = pathPart(request, 'session')
  return Object.values(bank.state.processes).find((p) => p.session !== '' && same(p.session, session))
}

function show(visit: Visit, error?: string): FastifyReply {
  const { process, bank, reply, form } = visit
  const status = error ? 422 : 200
  switch (process.step) {
    case 'terms':
      return sendPage(reply, pages.termsPage(process, error), status)
    case 'login':
      return sendPage(reply, pages.loginPage(process, form, error), status)
    case 'passcode':
      return sendPage(reply, pages.passcodePage(process, phoneOf(visit), error), status)
    case 'confirm': {
      const account = bank.state.accounts[process.accountKey]
      return account ? sendPage(reply, pages.confirmPage(process, account)) : finish(visit, 'account_gone')
    }
    default:
      return reply.redirect(process.returnUrl, 303)
  }
}

/** Post, then redirect, so that a reload never posts again. */
function next(visit: Visit, step: Process['step']): FastifyReply {
  visit.process.step = step
  return visit.reply.redirect(`/sites/${visit.process.bankCode}/${visit.process.session}`, 303)
}

const phoneOf = (visit: Visit) => visit.bank.state.members[visit.process.memberId]?.phone ?? ''

function agree(visit: Visit): FastifyReply {
  if (visit.form['agree'] !== 'yes') return show(visit, '取引規定に同意いただけないと、先に進めません。')
  return next(visit, 'login')
}

async function login(visit: Visit): Promise<FastifyReply> {
  const { process, bank, form } = visit
  // Where the shop has told the account already, nothing that the browser sends can make it another one.
  const branchCode = process.given.branch || (form['branch'] ?? '')
  const number = process.given.number || (form['number'] ?? '')
  if (!/^[0-9]{3}$/.test(branchCode)) return show(visit, '店番号は3桁の数字で入力してください。')
  if (!/^[0-9]{7}$/.test(number)) return show(visit, '口座番号は7桁の数字で入力してください。')
  const kana = bank.state.members[process.memberId]?.kana ?? ''
  const { key, account } = accountAt(bank.state, { bankCode: process.bankCode, branchCode, number }, kana)
  if (account.locked) return finish(visit, 'pin_locked')
  if (form['pin'] !== pinOfEveryAccount) {
    process.wrongPins += 1
    const left = pinTries - process.wrongPins
    if (left > 0)
      return show(visit, `暗証番号がちがいます。残り${left}回まちがえると、お手続きを中止します。`)
    account.locked = true
    return finish(visit, 'pin_locked')
  }
  process.accountKey = key
  if (!phoneOf(visit)) return finish(visit, 'no_phone')
  if (!(await sendPasscode(visit)))
    return show(visit, 'パスコードを送れませんでした。しばらくしてからお試しください。')
  return next(visit, 'passcode')
}

async function sendPasscode(visit: Visit): Promise<boolean> {
  const { process, bank, send } = visit
  process.passcode = String(randomInt(1_000_000)).padStart(6, '0')
  process.passcodeUntil = new Date(bank.sim.door.now().getTime() + passcodeMinutes * 60_000).toISOString()
  return send(
    phoneOf(visit),
    `【口座登録】ワンタイムパスコード: ${process.passcode}(${passcodeMinutes}分間有効)`,
  )
}

async function resend(visit: Visit): Promise<FastifyReply> {
  if (!(await sendPasscode(visit)))
    return show(visit, 'パスコードを送れませんでした。しばらくしてからお試しください。')
  return next(visit, 'passcode')
}

function checkPasscode(visit: Visit): FastifyReply {
  const { process, bank, form } = visit
  const late = bank.sim.door.now().toISOString() > process.passcodeUntil
  if (!late && same(process.passcode, form['passcode'] ?? '')) return next(visit, 'confirm')
  process.wrongPasscodes += 1
  if (process.wrongPasscodes >= passcodeTries) return finish(visit, 'passcode')
  return show(
    visit,
    late ? 'パスコードの期限が切れました。送りなおしてください。' : 'パスコードがちがいます。',
  )
}

/** Ends the registration, tells the shop's server, and sends the browser back with a sealed result. */
function finish(visit: Visit, reason: string): FastifyReply {
  const { process, bank, reply } = visit
  const { processId, centerTransactionId, memberId, accountId, bankCode } = process
  const result = reason === '' ? 'success' : 'failure'
  bank.state.links[linkKey(memberId, accountId)] = {
    reason,
    bankCode,
    accountKey: process.accountKey,
    state: reason === '' ? 'linked' : 'failed',
  }
  const url = new URL(reason === '' ? process.successUrl : process.errorUrl)
  const seal = mac(bank.merchant, [processId, centerTransactionId, result, reason])
  const fields = { processId, centerTransactionId, result, ...(reason ? { reason } : {}), mac: seal }
  for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, value)
  process.step = 'finished'
  process.returnUrl = url.href
  bank.save()
  const at = bank.sim.door.now().toISOString()
  const push = JSON.stringify({ eventId: randomUUID(), at, processId, memberId, accountId, result, reason })
  const headers = {
    'content-type': 'application/json',
    'x-bankpay-signature': pushSignature(bank.merchant, push),
  }
  bank.sim.door.push(process.pushUrl, headers, push)
  return reply.redirect(process.returnUrl, 303)
}
