/** What the town needs of somebody else's account: who it is, and a mail address. Names are not asked for. */
export interface SignInProvider {
  /** Who answers; with the subject it is the only key to a person, for addresses change hands. */
  readonly issuer: string
  /** Begins: keep `secrets` on the server for ten minutes. Rejects when the provider cannot be reached. */
  begin(i: { redirectUri: string }): Promise<{ redirectUrl: string; secrets: SignInSecrets }>
  /** Ends it with the fields that came back, by address or by form; every end is an answer. */
  complete(i: {
    returned: Record<string, string>
    secrets: SignInSecrets
    redirectUri: string
  }): Promise<SignInResult>
  /**
   * Takes back what the person agreed to there, by the token that came with a sign-in; a token that is not known any
   * more counts as taken back. Rejects when that could not be said.
   */
  revoke(refreshToken: string): Promise<void>
}

export type SignInSecrets = { state: string; nonce: string; verifier: string }

export type SignInResult =
  | {
      ok: true
      subject: string
      /** Possibly an address that stands in for the person's own; null when none was given. */
      mail: string | null
      /** Whether the provider has seen that the address is theirs. */
      mailVerified: boolean
      /** By which the agreement can be taken back; null where the provider gives none. */
      refreshToken: string | null
    }
  | { ok: false; reason: SignInFailure }

export type SignInFailure = 'cancelled' | 'unavailable' | 'protocol'
