// The gateway's commands, POST /<command>/bankpay, each idempotent.
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { bodyOf, dropAnswer } from '../lib/door.ts'
import type { Simulator } from '../lib/http.ts'
import { behaviourOf, dayLimitOf, type Ending, needsOf, nightlyRests } from './behaviour.ts'
import { type Account, type BankState, bankName, book, linkKey, type Order, type Rest } from './state.ts'
import { settlementFile } from './settlement.ts'
import { mac, type Merchant, openEnvelope, type Params, reply, type ResultName } from './wire.ts'

type Answer = ReturnType<typeof reply> | 'lost'
export type Bank = { state: BankState; save(): void; merchant: Merchant; sim: Simulator }

const commands: Record<string, (bank: Bank, params: Params) => Answer> = {
  MemberAdd: addMember,
  PrepareAccountAdd: prepareAccount,
  AccountAdd: addAccount,
  AccountGet: getAccount,
  AccountDelete: deleteAccount,
  Authorize: authorize,
  Refund: refund,
  Search: search,
  MaintenanceGet: listRests,
  SettlementFileGet: getSettlementFile,
}

/**
 * Hangs the gateway on the simulator. Commands never fail with an HTTP error: what went wrong is in the
 * result.
 */
export function mountGateway(bank: Bank): void {
  for (const [name, command] of Object.entries(commands)) {
    bank.sim.app.post(`/${name}/bankpay`, async (request, httpReply) => {
      const params = openEnvelope(bodyOf(request), bank.merchant)
      if (typeof params === 'string') return reply(params)
      const answer = command(bank, params)
      bank.save()
      if (answer === 'lost') return dropAnswer(request, httpReply)
      return answer
    })
  }
}

const text = (params: Params, name: string): string => {
  const value = params[name]
  return typeof value === 'string' ? value : ''
}

function addMember(bank: Bank, params: Params): Answer {
  const memberId = text(params, 'memberId')
  const kana = text(params, 'userNameKana')
  if (!memberId || memberId.length > 100 || !kana || kana.length > 40) return reply('badRequest')
  const phone = text(params, 'mobileNumber')
  bank.state.members[memberId] = { kana, ...(phone ? { phone: phone.replace(/^0/, '+81') } : {}) }
  return reply('done', { memberId })
}

function prepareAccount(bank: Bank, params: Params): Answer {
  const [memberId, accountId, bankCode] = [
    text(params, 'memberId'),
    text(params, 'accountId'),
    text(params, 'bankCode'),
  ]
  const [successUrl, errorUrl, pushUrl] = [
    text(params, 'successUrl'),
    text(params, 'errorUrl'),
    text(params, 'pushUrl'),
  ]
  if (!bank.state.members[memberId]) return reply('notFound')
  const urls = [successUrl, errorUrl, pushUrl]
  if (!accountId || !bankName(bankCode) || !urls.every((url) => URL.canParse(url) && url.length <= 256)) {
    return reply('badRequest')
  }
  if (bank.state.links[linkKey(memberId, accountId)]?.state === 'linked') return reply('badRequest')
  const processId = randomUUID()
  const centerTransactionId = randomBytes(10).toString('hex')
  bank.state.processes[processId] = {
    processId,
    centerTransactionId,
    memberId,
    accountId,
    bankCode,
    successUrl,
    errorUrl,
    pushUrl,
    label: '',
    customerAccessToken: '',
    session: '',
    step: 'terms',
    accountKey: '',
    returnUrl: '',
    wrongPins: 0,
    passcode: '',
    passcodeUntil: '',
    wrongPasscodes: 0,
    given: { branch: '', number: '' },
  }
  bank.state.links[linkKey(memberId, accountId)] = { state: 'pending', reason: '', bankCode, accountKey: '' }
  const needs = needsOf(bankCode)
  const flag = (needed: boolean) => (needed ? '1' : '0')
  const flags = {
    ...{ branchCodeFlag: flag(needs.branch), depositTypeFlag: flag(needs.kind) },
    ...{ accountNumFlag: flag(needs.number), accountNameFlag: flag(needs.holder) },
  }
  return reply('done', { processId, centerTransactionId, ...flags })
}

function addAccount(bank: Bank, params: Params): Answer {
  const process = bank.state.processes[text(params, 'preparedProcessId')]
  if (!process || process.memberId !== text(params, 'memberId')) return reply('notFound')
  if (process.session) return reply('badRequest')
  const needs = needsOf(process.bankCode)
  const given = { branch: text(params, 'branchCode'), number: text(params, 'accountNumber') }
  const told =
    (!needs.branch || /^\d{3}$/.test(given.branch)) &&
    (!needs.number || /^\d{7}$/.test(given.number)) &&
    (!needs.kind || /^[12]$/.test(text(params, 'depositType'))) &&
    (!needs.holder || text(params, 'accountName') !== '')
  if (!told) return reply('badRequest')
  process.given = given
  process.customerAccessToken ||= randomBytes(16).toString('hex')
  process.label = text(params, 'accountLabel')
  const { processId, customerAccessToken } = process
  return reply('done', {
    processId,
    bankpayAccountsRegisterUrl: `${bank.sim.origin()}/sites/${process.bankCode}/register`,
    backUrl: process.errorUrl,
    customerAccessToken,
    processorAuthenticationKeyIndex: '01',
    mac: mac(bank.merchant, [processId, customerAccessToken, '01']),
  })
}

function getAccount(bank: Bank, params: Params): Answer {
  const link = bank.state.links[linkKey(text(params, 'memberId'), text(params, 'accountId'))]
  if (!link) return reply('notFound')
  const account = bank.state.accounts[link.accountKey]
  if (link.state !== 'linked' || !account)
    return reply('done', { accountStatus: link.state, reason: link.reason })
  return reply('done', {
    accountStatus: 'linked',
    bankCode: account.bankCode,
    branchCode: account.branchCode,
    depositType: '1',
    accountNumber: account.number,
    accountName: account.holderKana,
  })
}

function deleteAccount(bank: Bank, params: Params): Answer {
  delete bank.state.links[linkKey(text(params, 'memberId'), text(params, 'accountId'))]
  return reply('done')
}

function authorize(bank: Bank, params: Params): Answer {
  const orderId = text(params, 'orderId')
  const amount = Number(params['amount'])
  const [memberId, accountId] = [text(params, 'memberId'), text(params, 'accountId')]
  if (!/^[A-Za-z0-9_-]{1,100}$/.test(orderId)) return reply('badRequest')
  if (!Number.isInteger(amount) || amount < 1 || amount > 9_999_999) return reply('badRequest')
  const content = [memberId, accountId, amount].join('|')
  const known = bank.state.orders[orderId]
  if (known) {
    known.requests += 1
    return known.content === content ? answerOf(known) : reply('duplicateOrder')
  }
  const link = bank.state.links[linkKey(memberId, accountId)]
  const account = link?.state === 'linked' ? bank.state.accounts[link.accountKey] : undefined
  const ending = behaviourOf(account?.number ?? '')
  if (ending.kind === 'answer lost without effect') return 'lost'
  let outcome: ResultName = 'done'
  const at = bank.sim.door.now()
  if (!account) outcome = 'unlinked'
  else if (ending.kind === 'declines') outcome = ending.as
  else if (restsOf(bank, at).some((rest) => rest.bankCode === account.bankCode && isNow(rest, at)))
    outcome = 'maintenance'
  else if (leftOn(account, at) + amount > dayLimitOf(account.number)) outcome = 'limit'
  else if (account.balance < amount) outcome = 'insufficientFunds'
  const taken = ending.kind === 'takes less' ? amount - 1 : amount
  if (account && outcome === 'done') book(account, at, 'BP)ｺｲﾝﾁﾔ-ｼﾞ', -taken)
  const accountKey = link?.accountKey ?? ''
  const order: Order = {
    orderId,
    content,
    amount: taken,
    accountKey,
    resultName: outcome,
    requests: 1,
    state: outcome === 'done' ? 'captured' : 'declined',
    captures: outcome === 'done' ? 1 : 0,
    providerRef: referenceOf(bank, accountKey, ending),
    at: at.toISOString(),
  }
  bank.state.orders[orderId] = order
  return ending.kind === 'answer lost after success' ? 'lost' : answerOf(order)
}

/** A fresh reference, unless the account is one whose orders all have the first one's. */
function referenceOf(bank: Bank, accountKey: string, { kind }: Ending): string {
  const fresh = randomBytes(10).toString('hex')
  if (kind !== 'reference of before') return fresh
  return (
    Object.values(bank.state.orders).find((order) => order.accountKey === accountKey)?.providerRef ?? fresh
  )
}

function answerOf(order: Order): Answer {
  const name = order.state === 'declined' ? (order.resultName as ResultName) : 'done'
  const { orderId, amount, state, providerRef } = order
  return reply(name, {
    orderId,
    amount: String(amount),
    orderStatus: state,
    centerTransactionId: providerRef,
  })
}

function getSettlementFile(bank: Bank, params: Params): Answer {
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)$/.exec(text(params, 'settlementDate')) ?? []
  const on = `${year}-${month}-${day}`
  const now = bank.sim.door.now()
  const bytes = settlementFile(bank.state, { ccid: bank.merchant.ccid, day: on, now })
  if (!bytes) return reply('notFound')
  return reply('done', {
    fileName: `settlement-${on.replaceAll('-', '')}.csv`,
    fileBody: bytes.toString('base64'),
    fileDigest: createHash('sha256').update(bytes).digest('hex'),
  })
}

const dayInJapan = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo' })

/** What has left an account on the day of an instant, in yen. */
function leftOn(account: Account, at: Date): number {
  const today = dayInJapan.format(at)
  return account.entries
    .filter((entry) => entry.amount < 0 && dayInJapan.format(new Date(entry.at)) === today)
    .reduce((sum, entry) => sum - entry.amount, 0)
}

const isNow = (rest: Rest, at: Date) => new Date(rest.from) <= at && at < new Date(rest.until)

/** What was ordered, and the nights of the coming week, as far as they are not over. */
function restsOf(bank: Bank, at: Date): Rest[] {
  const nights = Object.entries(nightlyRests).flatMap(([bankCode, { fromHour, hours }]) =>
    Array.from({ length: 8 }, (_, ahead) => {
      const day = dayInJapan.format(new Date(at.getTime() + (ahead - 1) * 86_400_000))
      const from = new Date(`${day}T${String(fromHour).padStart(2, '0')}:00:00+09:00`)
      const until = new Date(from.getTime() + hours * 3_600_000)
      return { bankCode, from: from.toISOString(), until: until.toISOString() }
    }),
  )
  return [...bank.state.rests, ...nights].filter((rest) => new Date(rest.until) > at)
}

function listRests(bank: Bank): Answer {
  return reply('done', { rests: restsOf(bank, bank.sim.door.now()) })
}

function search(bank: Bank, params: Params): Answer {
  const order = bank.state.orders[text(params, 'orderId')]
  return order ? answerOf(order) : reply('notFound')
}

function refund(bank: Bank, params: Params): Answer {
  const order = giveBack(bank, text(params, 'orderId'))
  return order ? answerOf(order) : reply('notFound')
}

/** Gives a captured order back once, whoever asks for it; undefined for one that is not there. */
export function giveBack(bank: Bank, orderId: string): Order | undefined {
  const order = bank.state.orders[orderId]
  if (order?.state === 'captured') {
    const account = bank.state.accounts[order.accountKey]
    if (account) book(account, bank.sim.door.now(), 'BP)ｺｲﾝﾁﾔ-ｼﾞ ﾓﾄﾞｼ', order.amount)
    order.state = 'refunded'
    order.refundedAt = bank.sim.door.now().toISOString()
  }
  return order
}
