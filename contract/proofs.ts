import type { RefusalCode } from './refusals.ts'

/** The three boxes of 認証設定. */
export type Proof = 'mail' | 'sms' | 'card'
export type Proofs = Record<Proof, boolean>

/** What can be done that a proof may stand before. */
export type Action = 'pay' | 'link_bank_account' | 'top_up'

/**
 * Which proofs an act needs, in the order in which they are asked for: one table for the apps, which say what is
 * still missing, and for the server, which refuses. As in the town's guide, charging needs the card and a phone,
 * and spending what one has needs nothing.
 */
export const proofsNeeded: Record<Action, readonly Proof[]> = {
  pay: [],
  link_bank_account: ['card', 'sms'],
  top_up: ['card', 'sms'],
}

/** What the server says when a proof is missing. */
export const proofRefusals = {
  mail: 'mail_proof_needed',
  sms: 'phone_needed',
  card: 'identity_check_required',
} as const satisfies Record<Proof, RefusalCode>

/** The proofs that somebody still lacks for an act, the next one first. */
export function missingProofs(
  action: Action,
  held: Proofs,
  needed: Record<Action, readonly Proof[]> = proofsNeeded,
): Proof[] {
  return needed[action].filter((proof) => !held[proof])
}
