// Twilio's messages API (2010-04-01), and everybody who imitates it. Plain fetch, because one call needs no
// SDK.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { SignedReport, SmsProblem, SmsProvider, SmsRefusal, SmsReport } from './port.ts'

export type TwilioConfig = {
  baseUrl: string
  accountSid: string
  authToken: string
  /** Sender number or name. */
  from: string
  /** Where delivery reports go; the message's reference is added as a query field. */
  statusCallbackUrl?: string
  timeoutMs?: number
}

const acceptedShape = z.object({ sid: z.string() })
const refusedShape = z.object({ code: z.number() })

/** Twilio error codes that concern the number; every other refusal is 'other'. */
const refusals: Record<number, SmsRefusal> = {
  21211: 'invalid_number',
  21614: 'not_mobile',
  30006: 'not_mobile',
  21610: 'blocked',
  21408: 'blocked',
}

/** Error codes of messages that were taken and did not arrive; every other is 'other'. */
const problems: Record<string, SmsProblem> = {
  '30003': 'unreachable',
  '30004': 'blocked',
  '30005': 'wrong_number',
  '30006': 'wrong_number',
  '30007': 'blocked',
}

const reportShape = z.object({ To: z.string(), MessageStatus: z.string(), ErrorCode: z.string().optional() })

/**
 * Sends through Twilio. A lost line, 5xx or unreadable answer is 'unknown'; throws when our credentials are
 * refused.
 */
export function twilio(config: TwilioConfig): SmsProvider {
  const url = `${config.baseUrl}/2010-04-01/Accounts/${config.accountSid}/Messages.json`
  const authorization = `Basic ${Buffer.from(`${config.accountSid}:${config.authToken}`).toString('base64')}`
  return {
    async send({ to, body, reference }) {
      const form = new URLSearchParams({ To: to, From: config.from, Body: body })
      if (config.statusCallbackUrl) {
        const callback = new URL(config.statusCallbackUrl)
        callback.searchParams.set('reference', reference)
        form.set('StatusCallback', callback.href)
      }
      const answer = await post(url, authorization, form, config.timeoutMs ?? 8000)
      if (answer === 'no answer' || answer.status >= 500) return { state: 'unknown' }
      if (answer.status === 401) throw new Error('SMS provider refused our credentials')
      const accepted = acceptedShape.safeParse(answer.body)
      if (answer.status === 201 && accepted.success)
        return { state: 'accepted', providerRef: accepted.data.sid }
      const refused = refusedShape.safeParse(answer.body)
      if (!refused.success) return { state: 'unknown' }
      return { state: 'refused', reason: refusals[refused.data.code] ?? 'other' }
    },
    readReport: (report) => (isSigned(report, config.authToken) ? reportOf(report) : undefined),
  }
}

/** X-Twilio-Signature: base64 HMAC-SHA1 over the address, then every name and value in the order of the names. */
function isSigned({ url, signature, fields }: SignedReport, authToken: string): boolean {
  const text = Object.keys(fields)
    .toSorted((a, b) => (a < b ? -1 : 1))
    .reduce((sum, name) => `${sum}${name}${fields[name]}`, url)
  const right = createHmac('sha1', authToken).update(text).digest()
  const given = Buffer.from(signature, 'base64')
  return given.length === right.length && timingSafeEqual(given, right)
}

function reportOf({ url, fields }: SignedReport): SmsReport | undefined {
  const reference = new URL(url).searchParams.get('reference')
  const parsed = reportShape.safeParse(fields)
  if (!reference || !parsed.success) return undefined
  const { To: to, MessageStatus: status, ErrorCode: code = '' } = parsed.data
  if (status === 'delivered' || status === 'read') return { reference, to, state: 'delivered' }
  if (status !== 'undelivered' && status !== 'failed') return { reference, to, state: 'on_the_way' }
  return { reference, to, state: 'undelivered', problem: problems[code] ?? 'other' }
}

async function post(
  url: string,
  authorization: string,
  body: URLSearchParams,
  timeoutMs: number,
): Promise<{ status: number; body: unknown } | 'no answer'> {
  try {
    const signal = AbortSignal.timeout(timeoutMs)
    const response = await fetch(url, { method: 'POST', headers: { authorization }, body, signal })
    return { status: response.status, body: await response.json() }
  } catch {
    return 'no answer'
  }
}
