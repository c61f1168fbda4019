import type { RefusalCode } from './refusals.ts'

/** The three boxes of 認証設定. */
export const allProofs = ['mail', 'sms', 'card'] as const
export type Proof = (typeof allProofs)[number]
export type Proofs = Record<Proof, boolean>

/** What can be done that a proof may stand before. */
export type Action = 'pay' | 'link_bank_account' | 'top_up' | 'gift' | 'help'

/** Which proofs each act needs, in the order in which they are asked for. */
export type ProofTable = Record<Action, readonly Proof[]>

/**
 * The table where a town has not said otherwise. As in its guide, charging needs the card, a phone and a proven
 * address, and spending what one has needs nothing. So money never lies in an account whose address is only a claim.
 */
export const proofsNeeded: ProofTable = {
  pay: [],
  link_bank_account: ['card', 'sms', 'mail'],
  top_up: ['card', 'sms', 'mail'],
  gift: ['card'],
  /** To act for a relative. */
  help: ['card'],
}

/** What the server says when a proof is missing. */
export const proofRefusals = {
  mail: 'mail_proof_needed',
  sms: 'phone_needed',
  card: 'identity_check_required',
} as const satisfies Record<Proof, RefusalCode>

/**
 * The table of a town whose setting `proofs` says this: an act that it does not name, or names with a proof that
 * there is none of, keeps the default, so that a slip of the pen opens no door. So does `gift` where it asks for
 * neither card nor phone: coin goes only between people of whom the town knows who they are.
 */
export function proofTable(setting: unknown): ProofTable {
  const said = (typeof setting === 'object' && setting !== null ? setting : {}) as Record<string, unknown>
  const known = (value: unknown): value is Proof => allProofs.some((proof) => proof === value)
  const of = (action: Action): readonly Proof[] => {
    const proofs = said[action]
    return Array.isArray(proofs) && proofs.every(known) ? proofs : proofsNeeded[action]
  }
  return {
    pay: of('pay'),
    link_bank_account: of('link_bank_account'),
    top_up: of('top_up'),
    gift: of('gift').some((proof) => proof !== 'mail') ? of('gift') : proofsNeeded.gift,
    help: of('help'),
  }
}

/** The proofs that somebody still lacks for an act, the next one first. */
export function missingProofs(action: Action, held: Proofs, needed: ProofTable): Proof[] {
  return needed[action].filter((proof) => !held[proof])
}
