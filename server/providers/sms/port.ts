/** What the town needs of a company that delivers text messages. */
export interface SmsProvider {
  /**
   * Hands a message over. 'accepted' does not promise that it is read; 'unknown' means it may or may not
   * arrive.
   */
  send(m: { to: string /* E.164 */; body: string; reference: string }): Promise<SmsOutcome>
  /**
   * Reads what the company says of an earlier message. Undefined when the company has not signed exactly this:
   * address and fields as they arrived. Never throws.
   */
  readReport(report: SignedReport): SmsReport | undefined
}

export type SmsOutcome =
  | { state: 'accepted'; providerRef: string }
  | { state: 'refused'; reason: SmsRefusal }
  | { state: 'unknown' }

export type SmsRefusal = 'invalid_number' | 'not_mobile' | 'blocked' | 'other'

/** A delivery report as it came in: the address that was called, with its query. */
export type SignedReport = { url: string; signature: string; fields: Record<string, string> }

export type SmsReport = { reference: string; to: string } & (
  | { state: 'on_the_way' | 'delivered' }
  | { state: 'undelivered'; problem: SmsProblem }
)

/** Why a message that was taken has not arrived, in so far as it tells the person what to do. */
export type SmsProblem = 'unreachable' | 'wrong_number' | 'blocked' | 'other'
