/** What the town needs of a company that delivers text messages. */
export interface SmsProvider {
  /**
   * Hands a message over. 'accepted' does not promise that it is read; 'unknown' means it may or may not
   * arrive.
   */
  send(m: { to: string /* E.164 */; body: string; reference: string }): Promise<SmsOutcome>
}

export type SmsOutcome =
  | { state: 'accepted'; providerRef: string }
  | { state: 'refused'; reason: SmsRefusal }
  | { state: 'unknown' }

export type SmsRefusal = 'invalid_number' | 'not_mobile' | 'blocked' | 'other'
