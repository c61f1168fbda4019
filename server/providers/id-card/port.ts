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

/** What is told of the person; each as far as the provider has it and the person agreed. */
export type IdCardClaims = {
  name?: string
  /** The name as it sounds. A card does not have it: only providers that ask for it besides tell it. */
  kana?: { family: string; given: string }
  address?: string
  /** YYYY-MM-DD. */
  birthdate?: string
  gender?: string
}

export type IdCardResult =
  | {
      ok: true
      issuer: string
      /** Pairwise: the same person has another subject at another service. */
      subject: string
      authenticatedAt: Date
      claims: IdCardClaims
    }
  | { ok: false; reason: IdCardFailure }

export type IdCardFailure =
  | 'cancelled'
  | 'card_revoked'
  | 'card_expired'
  | 'pin_locked'
  | 'unavailable'
  | 'protocol'
