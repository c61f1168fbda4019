// What the town needs of the network of cash machines. Amounts are yen.

/** A question that came in, as bytes and headers, before anybody believes it. */
export type Incoming = {
  method: string
  path: string
  headers: Record<string, string | string[] | undefined>
  body: string
}

/** What vouches for a question: the key that sealed it, and a number that is used once. */
export type Seal = { keyId: string; nonce: string }

export type AtmLinkOutcome =
  | { state: 'linked'; linkRef: string; terminal: string; place: string }
  /** No machine shows this code, or somebody else has read it. */
  | { state: 'unknown_code' }
  /** The code has been on the screen for too long. */
  | { state: 'code_over' }

export interface AtmProvider {
  /** The town's number in this network, four digits, which the person types on the machine: 企業番号. */
  companyCode: string
  /**
   * Ties a machine to the person whose phone read its code. `reference` is the idempotency key. Throws when the
   * network does not answer; asking again under the same reference is safe.
   */
  link(i: { code: string; reference: string; at: Date }): Promise<AtmLinkOutcome>
  /** Who vouches for a question; undefined for a wrong MAC, an unknown key and a clock that is far off. */
  sealOf(incoming: Incoming, at: Date): Seal | undefined
  /** The MAC that the answer to a sealed question carries, as headers. */
  sealAnswer(seal: Seal, status: number, body: string): Record<string, string>
}
