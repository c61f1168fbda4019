import type { ChargeOutcome } from '../outcome.ts'

/**
 * What the town needs of the company through which bank accounts are registered and debited. Amounts are
 * yen.
 */
export interface BankProvider {
  /** Makes the person known, or brings the name and phone up to date; doing it twice is the same as once. */
  addMember(m: { memberId: string; nameKana: string; phone?: string }): Promise<void>
  /**
   * Opens a registration and says what the bank wants to be told beforehand. Each URL has at most 256
   * characters.
   */
  prepareLink(i: {
    memberId: string
    accountRef: string
    bankCode: string
    successUrl: string
    errorUrl: string
    pushUrl: string
  }): Promise<{ processRef: string; needs: LinkNeeds }>
  /**
   * Gives the form that the person's browser must POST to the bank's own site. The label is what the person
   * charges; the bank names it.
   */
  startLink(i: {
    processRef: string
    memberId: string
    accountRef: string
    label: string
    /** What `needs` asked for. */
    details?: LinkDetails
  }): Promise<{ url: string; fields: Record<string, string> }>
  /** Says whether the query with which the browser came back was sealed by the provider. Never throws. */
  isReturnAuthentic(params: Record<string, string>): boolean
  /** Says whether a server push was signed by the provider; header names are lower case. Never throws. */
  isPushAuthentic(headers: Record<string, string | undefined>, rawBody: string): boolean
  /** The truth about a registration: ask this after every return and push, and believe nothing else. */
  readLink(i: { memberId: string; accountRef: string }): Promise<LinkState>
  unlink(i: { memberId: string; accountRef: string }): Promise<void>
  /** Takes money from the account. `orderId` is the idempotency key: the same order debits once. */
  debit(i: { orderId: string; memberId: string; accountRef: string; amount: number }): Promise<ChargeOutcome>
  /**
   * Asks what became of an order. 'not_found' is authoritative: the provider never saw the order. Only a
   * request still on its way could prove it wrong, so do not give an order up within the debit's own timeout.
   */
  readDebit(orderId: string): Promise<ChargeOutcome>
  /** The times announced for the coming week, and those that are now, in which an institution rests. */
  listRests(): Promise<RestOfBank[]>
  /** Gives the whole amount back; doing it twice gives it back once. */
  refund(orderId: string): Promise<ChargeOutcome>
}

export type LinkDetails = {
  branchCode?: string | undefined
  kind?: 'futsu' | 'toza' | undefined
  number?: string | undefined
  holderKana?: string | undefined
}
/** A time in which an institution answers nobody. */
export type RestOfBank = { bankCode: string; from: Date; until: Date }

export type LinkNeeds = { branch: boolean; kind: boolean; number: boolean; holder: boolean }

export type LinkState =
  | { state: 'pending' }
  | { state: 'failed'; reason: string }
  | {
      state: 'linked'
      bankCode: string
      branchCode: string
      /** The last three digits, for the person's eyes. */
      lastDigits: string
      holderKana: string
      /** Keyed hash that stays the same for one bank account: one account belongs to one wallet. */
      accountFingerprint: string
    }
