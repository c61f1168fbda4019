// People without a phone: seen at a desk by two people, with a printed card that every till reads.
import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { deskDocuments } from './recovery.ts'
import { actId, amount, amountOrNone, cardPin, day, done, id, instant, text } from './values.ts'

const filled = (max: number) => text(max).pipe(z.string().min(1))

/** Who somebody is, as papers say it and as the person says it on the telephone. */
const who = {
  familyKana: filled(40),
  givenKana: filled(40),
  birthdate: day,
  address: filled(200),
}

const paperPerson = z.strictObject({
  id: actId,
  name: z.string(),
  birthdate: day,
  address: z.string(),
  /** Who received the person, and whether it was the caller, who may not approve it. */
  receivedBy: z.string(),
  mine: z.boolean(),
  receivedAt: instant,
  documents: z.array(z.enum(deskDocuments)),
})

export const receivePaperPerson = endpoint({
  method: 'POST',
  path: '/operator/paper-people',
  audience: 'operator',
  duty: 'counter',
  summary: 'Receive somebody without a phone, with papers that were seen; the same id receives once',
  body: z.strictObject({
    id: actId,
    ...who,
    documents: z.array(z.enum(deskDocuments)).max(deskDocuments.length),
    /** The terms and the privacy policy were handed over and agreed to, with a signature. */
    agreed: z.literal(true),
  }),
  reply: done,
  refusals: ['kana_invalid', 'paper_documents_needed', 'clock_off', 'paper_person_exists'],
})

export const listPaperPeople = endpoint({
  method: 'GET',
  path: '/operator/paper-people',
  audience: 'operator',
  duty: 'any',
  summary: 'Who was received and waits for a second person',
  reply: z.strictObject({ people: z.array(paperPerson) }),
})

export const decidePaperPerson = endpoint({
  method: 'POST',
  path: '/operator/paper-people/:id/decision',
  audience: 'operator',
  duty: 'any',
  summary: 'Approve, as a second person who has seen the papers, which opens the wallet; or decline',
  params: z.strictObject({ id: actId }),
  body: z.strictObject({ decision: z.enum(['approved', 'declined']) }),
  reply: done,
  refusals: ['not_found', 'paper_person_decided', 'second_person_needed'],
})

export const foundPerson = z.strictObject({
  id,
  name: z.string(),
  birthdate: day,
  address: z.string(),
  coin: amountOrNone,
  points: amountOrNone,
  frozen: z.boolean(),
  card: z
    .strictObject({
      number: z.string(),
      issuedAt: instant,
      /** Too many wrong PINs: the desk sets a new one. */
      stopped: z.boolean(),
      tellsBalance: z.boolean(),
    })
    .nullable(),
})

export const findPaperPeople = endpoint({
  method: 'POST',
  path: '/operator/paper-people/searches',
  audience: 'operator',
  duty: 'counter',
  summary: 'Who has a wallet and stands at the desk: by the card in hand, or by name and birth date; audited',
  body: z
    .strictObject({
      /** What was read from a card; or, without one, the three others. */
      code: text(1100).optional(),
      familyKana: who.familyKana.optional(),
      givenKana: who.givenKana.optional(),
      birthdate: day.optional(),
    })
    .refine(
      ({ code, familyKana, givenKana, birthdate }) =>
        code !== undefined || (familyKana && givenKana && birthdate),
      { message: 'a code, or name and birth date' },
    ),
  reply: z.strictObject({ people: z.array(foundPerson) }),
  refusals: ['payer_code_foreign', 'payer_code_damaged'],
})

export const issuePaperCard = endpoint({
  method: 'POST',
  path: '/operator/paper-people/:id/cards',
  audience: 'operator',
  duty: 'counter',
  summary:
    'Print a card with the PIN that the person has typed; the card before it ends, and the balance stays. The sheet ' +
    'is given this once',
  params: z.strictObject({ id: actId }),
  body: z.strictObject({ id: actId, pin: cardPin, tellsBalance: z.boolean() }),
  reply: z.strictObject({
    number: z.string(),
    /** A PDF in base64 (RFC 2045): A4 with the card, its label and how to use it. */
    sheet: z.string(),
  }),
  refusals: ['not_found', 'clock_off', 'card_pin_too_easy', 'paper_card_issued'],
})

export const setPaperCardPin = endpoint({
  method: 'PUT',
  path: '/operator/paper-people/:id/pin',
  audience: 'operator',
  duty: 'counter',
  summary: 'Set a new PIN, typed by the person at the desk, and let a card go on that wrong PINs had stopped',
  params: z.strictObject({ id: actId }),
  body: z.strictObject({ pin: cardPin }),
  reply: done,
  refusals: ['not_found', 'card_pin_too_easy'],
})

export const stopPaperCard = endpoint({
  method: 'POST',
  path: '/operator/paper-card-stops',
  audience: 'operator',
  duty: 'any',
  summary:
    'Stop a lost card with the next payment, at the desk or on the telephone: name, birth date and address must all ' +
    'be right. The balance stays',
  body: z.strictObject({ ...who, reason: filled(400) }),
  reply: done,
  refusals: ['paper_person_unknown'],
})

export const readPaperCard = endpoint({
  method: 'POST',
  path: '/paper-card-balances',
  audience: 'anyone',
  summary: 'What a printed card has, for whoever holds it and knows its PIN; three wrong ones stop it',
  body: z.strictObject({ code: text(1100), pin: cardPin }),
  reply: z.strictObject({
    number: z.string(),
    coin: amountOrNone,
    points: amountOrNone,
    expiring: z.array(z.strictObject({ points: amount, lastDay: day })),
    /** The newest first; what was paid is negative, and `helper` is who did it for the holder. */
    latest: z.array(
      z.strictObject({
        at: instant,
        counterpart: z.string(),
        amount: z.int(),
        helper: z.string().nullable(),
      }),
    ),
    asOf: instant,
  }),
  refusals: ['too_many_requests', 'paper_card_unknown', 'paper_card_stopped', 'paper_card_pin_wrong'],
})

export const joinPaperCard = endpoint({
  method: 'POST',
  path: '/me/paper-card',
  audience: 'resident',
  summary:
    'Use the wallet of my printed card in the app too: with the card at hand, its PIN, a step-up, and a card check ' +
    'that tells the same person. The wallet that the app has opened must not have been used',
  body: z.strictObject({
    code: text(1100),
    pin: cardPin,
    /** Whether the printed card goes on paying. */
    keepCard: z.boolean(),
  }),
  reply: done,
  refusals: [
    'step_up_required',
    'identity_check_required',
    'phone_needed',
    'mail_proof_needed',
    'paper_card_unknown',
    'paper_card_stopped',
    'paper_card_pin_wrong',
    'paper_card_of_another',
    'frozen',
    'app_wallet_in_use',
  ],
})
