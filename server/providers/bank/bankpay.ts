// VeriTrans4G BankPay: JSON commands with an authHash over the very text of the parameters.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { ChargeOutcome, DeclineReason } from '../outcome.ts'
import type { ReportProvider } from '../report.ts'
import type { BankProvider, LinkDetails, LinkState, RestOfBank } from './port.ts'
import { parseSettlementFile } from './report.ts'

export type BankpayConfig = {
  baseUrl: string
  merchantCcid: string
  merchantKey: string
  /** Key of the account fingerprint. Never change it: the same account would look like another one. */
  fingerprintKey: string
  /** True asks the provider's test environment to move no money. */
  dummyRequest: boolean
  /** 2 = charge of a coin that is used at many shops (third-party prepaid). */
  accountingType?: '2' | '3' | '4'
  timeoutMs?: number
  /** Decline reasons by the first four characters of vResultCode; the full table comes with the contract. */
  declineCodes?: Record<string, DeclineReason>
}

type Params = Record<string, string>
type Result = z.infer<typeof resultShape>
type Call = (command: string, params: Params, timeoutMs?: number) => Promise<Result | 'no answer'>

const field = z.string().optional()
const resultShape = z.object({
  mstatus: z.enum(['success', 'failure']),
  vResultCode: z.string().length(16),
  merrMsg: z.string(),
  orderStatus: field,
  centerTransactionId: field,
  amount: field,
  processId: field,
  customerAccessToken: field,
  mac: field,
  branchCodeFlag: field,
  depositTypeFlag: field,
  accountNumFlag: field,
  accountNameFlag: field,
  backUrl: field,
  bankpayAccountsRegisterUrl: field,
  processorAuthenticationKeyIndex: field,
  accountStatus: field,
  reason: field,
  bankCode: field,
  branchCode: field,
  depositType: field,
  accountNumber: field,
  accountName: field,
  fileName: field,
  fileBody: field,
  fileDigest: field,
  rests: z
    .array(
      z.object({
        bankCode: z.string(),
        from: z.iso.datetime({ offset: true }),
        until: z.iso.datetime({ offset: true }),
      }),
    )
    .optional(),
})
const answerShape = z.object({ result: resultShape })

const declineCodesOfDemo: Record<string, DeclineReason> = {
  BF01: 'insufficient_funds',
  BL01: 'limit',
  BZ01: 'frozen',
  BU01: 'unlinked',
  BM01: 'maintenance',
  BX01: 'other',
}
const notFoundCode = 'BN01'
/** Our own mistakes, not the person's bank: wrong key, wrong shape, one order id for two different debits. */
const faultCodes: readonly string[] = ['BA01', 'BV01', 'BD01']

/**
 * Speaks BankPay to `baseUrl`. Debits, refunds and questions answer 'unknown' when the line or the
 * answer fails; the other calls throw then. Every call throws when our key or our request is rejected.
 */
export function bankpay(config: BankpayConfig): BankProvider {
  const call = caller(config)
  const sealed = (values: readonly string[]) => hmac(config.merchantKey, values.join('|')).toString('base64')
  const outcome = async (command: string, params: Params) => outcomeOf(await call(command, params), config)
  return {
    async addMember({ memberId, nameKana, phone }) {
      done(
        await call('MemberAdd', {
          memberId,
          userNameKana: nameKana,
          ...(phone ? { mobileNumber: phone } : {}),
        }),
      )
    },
    async prepareLink({ accountRef, ...rest }) {
      const result = done(await call('PrepareAccountAdd', { ...rest, accountId: accountRef }))
      const needs = {
        branch: result.branchCodeFlag === '1',
        kind: result.depositTypeFlag === '1',
        number: result.accountNumFlag === '1',
        holder: result.accountNameFlag === '1',
      }
      return { processRef: need(result.processId), needs }
    },
    async startLink({ processRef, memberId, accountRef, label, details = {} }) {
      const asked = {
        ...{ preparedProcessId: processRef, memberId, accountId: accountRef, accountLabel: label },
        ...told(details),
      }
      const result = done(await call('AccountAdd', asked))
      const fields = {
        processId: processRef,
        backUrl: need(result.backUrl),
        customerAccessToken: need(result.customerAccessToken),
        processorAuthenticationKeyIndex: need(result.processorAuthenticationKeyIndex),
        mac: need(result.mac),
      }
      return { url: webAddress(need(result.bankpayAccountsRegisterUrl)), fields }
    },
    isReturnAuthentic(params) {
      const values = ['processId', 'centerTransactionId', 'result', 'reason'].map(
        (name) => params[name] ?? '',
      )
      return same(sealed(values), params['mac'] ?? '')
    },
    isPushAuthentic(headers, rawBody) {
      return same(hmac(config.merchantKey, rawBody).toString('hex'), headers['x-bankpay-signature'] ?? '')
    },
    async readLink({ memberId, accountRef }) {
      const result = await call('AccountGet', { memberId, accountId: accountRef })
      if (result !== 'no answer' && result.vResultCode.startsWith(notFoundCode))
        return { state: 'failed', reason: 'not_found' }
      return linkOf(done(result), config.fingerprintKey)
    },
    async unlink({ memberId, accountRef }) {
      done(await call('AccountDelete', { memberId, accountId: accountRef }))
    },
    listRests: async () => restsOf(done(await call('MaintenanceGet', {}, restsTimeoutMs))),
    debit({ orderId, memberId, accountRef, amount }) {
      const accountingType = config.accountingType ?? '2'
      const asked = { orderId, amount: String(amount), memberId, accountId: accountRef, accountingType }
      return outcome('Authorize', { serviceOptionType: 'online', ...asked })
    },
    readDebit: (orderId) => outcome('Search', { orderId }),
    refund: (orderId) => outcome('Refund', { orderId }),
  }
}

/** The gateway's settlement files, one for each day in Japan. Fetching throws where the gateway does not answer. */
export function bankpayReports(config: BankpayConfig): ReportProvider {
  const call = caller(config)
  return {
    async fetchReport(day) {
      const result = await call('SettlementFileGet', { settlementDate: day.replaceAll('-', '') })
      if (result !== 'no answer' && result.vResultCode.startsWith(notFoundCode)) return 'not_ready'
      return fileOf(done(result))
    },
    parseReport: (bytes, day) => parseSettlementFile(bytes, { merchantCcid: config.merchantCcid, day }),
  }
}

function caller(config: BankpayConfig): Call {
  return async (command, params, timeoutMs = config.timeoutMs ?? 8000) => {
    const common = {
      txnVersion: '2.0.0',
      dummyRequest: config.dummyRequest ? '1' : '0',
      merchantCcid: config.merchantCcid,
    }
    // Serialised once and spliced in: the hash must cover the very bytes that are sent.
    const text = JSON.stringify({ ...params, ...common })
    const authHash = createHash('sha256')
      .update(config.merchantCcid + text + config.merchantKey)
      .digest('hex')
    let result: Result
    try {
      const response = await fetch(`${config.baseUrl}/${command}/bankpay`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: `{"params":${text},"authHash":"${authHash}"}`,
        signal: AbortSignal.timeout(timeoutMs),
      })
      if (!response.ok) return 'no answer'
      result = answerShape.parse(await response.json()).result
    } catch {
      return 'no answer'
    }
    if (faultCodes.includes(result.vResultCode.slice(0, 4))) throw refused(command, result)
    return result
  }
}

/** A list of banks shall not wait long for what only adds to it. */
const restsTimeoutMs = 1500

function fileOf(result: Result): { name: string; bytes: Uint8Array } {
  const bytes = Buffer.from(need(result.fileBody), 'base64')
  const digest = createHash('sha256').update(bytes).digest('hex')
  if (digest !== result.fileDigest) throw new Error('bank gateway sent half a settlement file')
  return { name: need(result.fileName), bytes }
}

function restsOf({ rests = [] }: Result): RestOfBank[] {
  return rests.map(({ bankCode, from, until }) => ({
    bankCode,
    from: new Date(from),
    until: new Date(until),
  }))
}

function told({ branchCode, kind, number, holderKana }: LinkDetails): Params {
  return {
    ...(branchCode ? { branchCode } : {}),
    ...(kind ? { depositType: kind === 'toza' ? '2' : '1' } : {}),
    ...(number ? { accountNumber: number } : {}),
    ...(holderKana ? { accountName: holderKana } : {}),
  }
}

/** A person's browser is sent there: an address that is no web page would be a script of somebody else's. */
function webAddress(text: string): string {
  const { protocol } = new URL(text)
  if (protocol !== 'https:' && protocol !== 'http:') throw new Error('bank gateway gave no web address')
  return text
}

function refused(command: string, result: Result): Error {
  return new Error(`bank gateway refused ${command}: ${result.vResultCode} ${result.merrMsg}`)
}

function done(result: Result | 'no answer'): Result {
  if (result === 'no answer') throw new Error('bank gateway did not answer')
  if (result.mstatus !== 'success') throw refused('the command', result)
  return result
}

function need(value: string | undefined): string {
  if (!value) throw new Error('bank gateway left out a field that it owes')
  return value
}

function outcomeOf(result: Result | 'no answer', config: BankpayConfig): ChargeOutcome {
  if (result === 'no answer') return { state: 'unknown' }
  const code = result.vResultCode.slice(0, 4)
  if (code === notFoundCode) return { state: 'not_found' }
  if (result.mstatus === 'failure') {
    const reason = { ...declineCodesOfDemo, ...config.declineCodes }[code]
    // A code outside the table may mean anything, also "still working on it": only a known one says that no
    // money moved.
    return reason ? { state: 'declined', reason } : { state: 'unknown' }
  }
  if (result.orderStatus === 'refunded') return { state: 'refunded' }
  if (result.orderStatus === 'captured' && result.centerTransactionId) {
    const { centerTransactionId: providerRef, amount } = result
    return { state: 'succeeded', providerRef, ...(amount === undefined ? {} : { amount: Number(amount) }) }
  }
  return { state: 'unknown' }
}

function linkOf(result: Result, fingerprintKey: string): LinkState {
  if (result.accountStatus === 'pending') return { state: 'pending' }
  if (result.accountStatus !== 'linked') return { state: 'failed', reason: result.reason || 'other' }
  const [bankCode, branchCode, number] = [
    need(result.bankCode),
    need(result.branchCode),
    need(result.accountNumber),
  ]
  return {
    state: 'linked',
    bankCode,
    branchCode,
    lastDigits: number.slice(-3),
    holderKana: need(result.accountName),
    accountFingerprint: accountFingerprint(fingerprintKey, {
      ...{ bankCode, branchCode, depositType: need(result.depositType), accountNumber: number },
    }),
  }
}

/** What is kept of an account number: keyed, because seven digits could be guessed from a plain hash. */
export function accountFingerprint(
  key: string,
  account: { bankCode: string; branchCode: string; depositType: string; accountNumber: string },
): string {
  const { bankCode, branchCode, depositType, accountNumber } = account
  return hmac(key, [bankCode, branchCode, depositType, accountNumber].join('|')).toString('hex')
}

function hmac(key: string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
