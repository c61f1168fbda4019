import type { ChargeOutcome } from '../outcome.ts'

/**
 * What the town needs of the company that takes money from cards. Amounts are yen. Card numbers never come here:
 * they are typed on the company's own page. Money is first authorised, then captured when the town has agreed.
 * Calls throw when the company does not answer, unless they say otherwise.
 */
export interface CardProvider {
  /** Makes the person known, so that cards can be saved; gives the company's reference of the person. */
  addCustomer(residentId: string): Promise<string>
  /**
   * Opens a page on which the person types a card. The same top-up opens the same page, for a day.
   * The two addresses are where the company sends the browser; nothing that they carry is believed.
   */
  openPage(i: {
    topUpId: string
    customerRef: string
    amount: number
    /** What the person pays for, in the town's words. */
    label: string
    backUrl: string
    cancelUrl: string
    /** After this the page takes no payment; at least 30 minutes from now. */
    endsAt: Date
    /** Whether the page offers to save the card. */
    offersSaving: boolean
    /** Brands that the page must refuse, as far as it can. */
    refusedBrands: readonly CardBrand[]
  }): Promise<{ ref: string; url: string }>
  /**
   * Asks for money from a saved card, with the person at the screen. `secure` asks for 3-D Secure whatever the
   * company thinks of the risk. The same top-up asks once, for a day. An answer that is lost is 'unknown'.
   */
  startSaved(i: {
    topUpId: string
    customerRef: string
    cardRef: string
    amount: number
    label: string
    backUrl: string
    secure: boolean
  }): Promise<CardLook>
  /** The truth about a page or an attempt on a saved card: ask this after every return and message. */
  look(ref: string): Promise<CardLook>
  /** Makes sure that nobody can pay any more: closes the page, lets go what was authorised. Twice is once. */
  letGo(ref: string): Promise<void>
  /** Takes what was authorised, once. An answer that is lost is 'unknown'. */
  capture(attemptRef: string): Promise<ChargeOutcome>
  /** Says whether the money was taken. 'not_found': it is authorised and was not taken. */
  readCapture(attemptRef: string): Promise<ChargeOutcome>
  /**
   * Gives the whole amount back to the card; the same `refundId` gives it back once, for a day. Does nothing where
   * nothing is left to give, as after a dispute.
   */
  refund(i: { attemptRef: string; refundId: string }): Promise<void>
  /** What was taken back of captured money: refunds, and disputes that took the money away. */
  listReturns(attemptRef: string): Promise<CardReturn[]>
  /** The cards that the person chose to save. */
  listCards(customerRef: string): Promise<SavedCard[]>
  /** Forgets a saved card; twice is once. */
  removeCard(cardRef: string): Promise<void>
  /**
   * Opens a message of the company. Null when it was not signed with one of our secrets within the last five
   * minutes, whatever it says; never throws. What it says is a reason to look, and nothing else.
   */
  openNotice(signature: string | undefined, rawBody: string): CardNotice | null
  /** What the company booked for us from one instant until before another, oldest first. */
  listBooked(from: Date, until: Date): Promise<CardBooking[]>
}

export type CardBrand = 'visa' | 'mastercard' | 'jcb' | 'amex' | 'diners' | 'discover' | 'other'

/** A card as it may be known here: enough for a person's eyes and for counting, useless for paying. */
export type KnownCard = {
  brand: CardBrand
  lastDigits: string
  /** Stays the same for one card number, so that cards can be counted. */
  fingerprint: string
  /** The issuing bank, where the company says it. */
  issuer: string | null
}

export type SavedCard = KnownCard & { ref: string; expiryMonth: number; expiryYear: number; savedAt: Date }

/** How the card's holder was recognised. Only `authenticated` and `attempted` put fraud on the issuer. */
export type HolderCheck = 'authenticated' | 'attempted' | 'none'

/** One time that a card was used, refused or not. */
export type CardTry = { ref: string; card: KnownCard; refused: boolean; at: Date }

export type CardLook = { tries: CardTry[] } & (
  | { state: 'open'; ref: string; url: string | null }
  | {
      state: 'authorised'
      ref: string
      /** What is captured, refunded and disputed; it belongs to one top-up. */
      attemptRef: string
      amount: number
      /** ISO 4217, upper case. */
      currency: string
      card: KnownCard
      check: HolderCheck
    }
  | { state: 'captured'; ref: string; attemptRef: string }
  /** This attempt is over, and nothing was taken. */
  | { state: 'declined'; ref: string; because: CardDecline }
  | { state: 'ended'; ref: string }
  | { state: 'unknown' }
)

export type CardDecline =
  | 'insufficient_funds'
  | 'limit'
  | 'card_declined'
  | 'card_expired'
  | 'card_code_wrong'
  /** The holder could not prove who they are. */
  | 'not_proven'
  /** The holder gave the proof up. */
  | 'proof_cancelled'
  | 'maintenance'

export type CardReturn = {
  cause: 'refund' | 'chargeback'
  ref: string
  amount: number
  at: Date
  /** False while the company still works on it, and when the town has the money again. */
  taken: boolean
  /** The town won the dispute, or the card's bank refused the refund: the money is here again. */
  regained: boolean
}

export type CardNotice = {
  /** The same message has the same id, however often it comes. */
  id: string
  type: string
  /** What it is about, as far as it can be told; each may be wrong or unknown. */
  topUpId: string | null
  attemptRef: string | null
  customerRef: string | null
}

export type CardBooking = {
  ref: string
  kind: 'taken' | 'given_back' | 'disputed' | 'regained' | 'other'
  /** Yen, negative when it left us; the fee is not part of it. */
  amount: number
  fee: number
  /** The attempt that it belongs to, where it belongs to one. */
  attemptRef: string | null
  at: Date
}
