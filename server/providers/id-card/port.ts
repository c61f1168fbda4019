/**
 * What the town needs of a My Number Card check: who it is, told by an OpenID provider; never the 12-digit
 * number.
 */
export interface IdCardProvider {
  /**
   * Begins a check: keep `secrets` on the server for ten minutes. Rejects when the provider cannot be
   * reached.
   */
  begin(i: { redirectUri: string }): Promise<{ redirectUrl: string; secrets: IdCardSecrets }>
  /** Ends it with the address on which the browser came back; every end is an answer, also a failed line. */
  complete(i: { callbackUrl: URL; secrets: IdCardSecrets; redirectUri: string }): Promise<IdCardResult>
}

export type IdCardSecrets = { state: string; nonce: string; verifier: string }

export type IdCardResult =
  | {
      ok: true
      issuer: string
      /** Pairwise: the same person has another subject at another service. */
      subject: string
      authenticatedAt: Date
      claims: { name?: string; address?: string; birthdate?: string /* YYYY-MM-DD */; gender?: string }
    }
  | { ok: false; reason: IdCardFailure }

export type IdCardFailure =
  | 'cancelled'
  | 'card_revoked'
  | 'card_expired'
  | 'pin_locked'
  | 'unavailable'
  | 'protocol'
