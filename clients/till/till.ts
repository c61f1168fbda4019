// Written by `npm run till-client` from the contract; do not edit. No dependencies; any runtime with fetch.
export type CancelPaymentRequestReply = {
  id: string
  amount: number
  code: string
  expiresAt: string
  state: 'open' | 'paid' | 'cancelled' | 'expired'
  paymentId: string | null
}

export type ChargePayerCodeBody = { id: string; code: string; amount: number; pin?: string; again?: boolean }
export type ChargePayerCodeReply = {
  id: string
  coin: number
  points: number
  paidAt: string
  paperCard: { balance: { coin: number; points: number } | null } | null
}

export type ListStorePaymentsQuery = { day?: string; before?: string }
export type ListStorePaymentsReply = {
  day: string
  takings: {
    count: number
    coin: number
    points: number
    refunded: { count: number; coin: number; points: number }
  }
  payments: {
    id: string
    coin: number
    points: number
    paidAt: string
    refunded: { coin: number; points: number }
  }[]
  more: boolean
}

export type ReadPaymentRequestReply = {
  id: string
  amount: number
  code: string
  expiresAt: string
  state: 'open' | 'paid' | 'cancelled' | 'expired'
  paymentId: string | null
}

export type ReadStorePaymentReply = {
  id: string
  coin: number
  points: number
  paidAt: string
  takenBy: string | null
  refunds: {
    id: string
    paymentId: string
    coin: number
    points: number
    reason: string
    staffName: string
    refundedAt: string
  }[]
  left: { coin: number; points: number }
  most: number
  may: 'cancel' | 'refund' | 'nothing_left' | 'manager_only'
}

export type RefundPaymentBody = { id: string; amount: number; reason: string }
export type RefundPaymentReply = {
  id: string
  paymentId: string
  coin: number
  points: number
  reason: string
  staffName: string
  refundedAt: string
}

export type RequestPaymentBody = { id: string; amount: number }
export type RequestPaymentReply = {
  id: string
  amount: number
  code: string
  expiresAt: string
  state: 'open' | 'paid' | 'cancelled' | 'expired'
  paymentId: string | null
}

/** Every expected "no"; show its code to a person, or its title. */
export type RefusalCode =
  | 'invalid_input'
  | 'not_signed_in'
  | 'not_allowed'
  | 'too_large'
  | 'busy'
  | 'not_found'
  | 'too_many_requests'
  | 'payment_exists_with_different_content'
  | 'clock_off'
  | 'store_suspended'
  | 'payment_over_limit'
  | 'payment_over_day_limit'
  | 'help_over_cap'
  | 'request_exists_with_different_content'
  | 'request_paid'
  | 'payer_code_foreign'
  | 'payer_code_damaged'
  | 'payer_code_unknown'
  | 'payer_code_expired'
  | 'payer_code_used'
  | 'payer_cannot_pay'
  | 'payer_balance_short'
  | 'paper_card_stopped'
  | 'paper_card_charged_before'
  | 'paper_card_pin_needed'
  | 'paper_card_pin_wrong'
  | 'paper_card_over_limit'
  | 'paper_card_over_day_limit'
  | 'manager_needed'
  | 'refund_exists_with_different_content'
  | 'refund_needs_manager'
  | 'refund_over_payment'
  | 'refund_over_own_limit'
  | 'payer_left'

/** The server said no, and nothing has changed. */
export class Refused extends Error {
  readonly code: RefusalCode
  readonly facts: Record<string, string | number | boolean | null>
  constructor(code: RefusalCode, facts: Refused['facts']) {
    super(code)
    this.code = code
    this.facts = facts
  }
}

/** Nobody knows what happened: ask again with the same id. An id acts once. */
export class Unknown extends Error {}

export type Till = ReturnType<typeof openTill>

/** Speaks to a town with a key of a store. Every act takes an id: a UUIDv7, made once for it. */
export function openTill({
  origin,
  key,
  timeoutMs = 20_000,
}: {
  origin: string
  key: string
  timeoutMs?: number
}) {
  async function call<Reply>(method: string, path: string, body?: object): Promise<Reply> {
    const answer = await fetch(`${origin}/api${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      signal: AbortSignal.timeout(timeoutMs),
      ...(body ? { body: JSON.stringify(body) } : {}),
    }).catch((cause: unknown) => {
      throw new Unknown('no answer', { cause })
    })
    const document = (await answer.json().catch(() => ({ code: 'fault' }))) as Reply & {
      code?: RefusalCode | 'fault'
      facts?: Refused['facts']
    }
    if (answer.ok) return document
    if (document.code === undefined || document.code === 'fault') throw new Unknown(`HTTP ${answer.status}`)
    throw new Refused(document.code, document.facts ?? {})
  }

  return {
    /** Take a request back that nobody has paid; twice is once. */
    cancelPaymentRequest: (id: string) =>
      call<CancelPaymentRequestReply>('DELETE', `/staff/payment-requests/${encodeURIComponent(id)}`),
    /** Charge the resident whose code was read; the same id charges once. After a lost answer, ask again. A printed card asks for its PIN above an amount: let its holder type it, and send the same charge with it. One that has just paid the same amount is charged once more only with again. */
    chargePayerCode: (body: ChargePayerCodeBody) =>
      call<ChargePayerCodeReply>('POST', `/staff/charges`, body),
    /** A day's payments of the store, newest first, and what they add up to. */
    listStorePayments: (query: ListStorePaymentsQuery = {}) =>
      call<ListStorePaymentsReply>(
        'GET',
        `/staff/payments?${new URLSearchParams(query as Record<string, string>).toString()}`,
      ),
    /** How a request of the own store stands. */
    readPaymentRequest: (id: string) =>
      call<ReadPaymentRequestReply>('GET', `/staff/payment-requests/${encodeURIComponent(id)}`),
    /** One payment to the own store, with its refunds and whether the caller may give more back. */
    readStorePayment: (id: string) =>
      call<ReadStorePaymentReply>('GET', `/staff/payments/${encodeURIComponent(id)}`),
    /** Give back a payment of the own store or part of it, coin first; the same id gives back once. */
    refundPayment: (id: string, body: RefundPaymentBody) =>
      call<RefundPaymentReply>('POST', `/staff/payments/${encodeURIComponent(id)}/refunds`, body),
    /** Make a code for one payment of an amount; the same id makes it once. */
    requestPayment: (body: RequestPaymentBody) =>
      call<RequestPaymentReply>('POST', `/staff/payment-requests`, body),
  }
}
