/** What a provider says became of a charge: the same for bank, card, cash machine, counter and code. */
export type ChargeOutcome =
  | {
      state: 'succeeded'
      /** The provider's own reference; it belongs to one charge. */
      providerRef: string
      /** What was taken and in which currency (ISO 4217), where the provider says it. */
      amount?: number
      currency?: string
    }
  | { state: 'declined'; reason: DeclineReason }
  /** Nobody knows yet: no answer, or none that can be read. Ask again; never credit and never give up on this. */
  | { state: 'unknown' }
  | { state: 'not_found' }
  /** Taken and given back in full. */
  | { state: 'refunded' }

/** Why no money was taken. */
export type DeclineReason =
  | 'insufficient_funds'
  | 'limit'
  | 'frozen'
  | 'unlinked'
  | 'maintenance'
  /** The person left the provider's page, or did not come in time. */
  | 'abandoned'
  /** The person could not prove to the provider who they are (3-D Secure, a PIN). */
  | 'not_proven'
  | 'other'
