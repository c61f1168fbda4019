// さいコインをおくる: coin from one resident to another, who is there and shows a code.
import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { actId, amount, amountOrNone, instant, text } from './values.ts'

/** What can be said with a gift: a fixed set, so that nobody is insulted and nothing has to be watched. */
export const giftCards = ['thanks', 'congratulations', 'please'] as const
export const giftCard = z.enum(giftCards)

/** What was scanned (the address in the QR code) or typed (ten digits). */
const code = text(300).pipe(z.string().min(1))

/** How many digits are typed where no camera helps. Not twelve: those would be taken for an individual number. */
export const giftDigits = 10

/** The page of the resident app that a gift code opens; the secret stands behind `#`. */
export const giftCodePath = '/gifts/give'

export const readGiftTerms = endpoint({
  method: 'GET',
  path: '/me/gift-terms',
  audience: 'resident',
  summary: 'Whether the town lets residents give coin to each other, and how much I may still give',
  reply: z.strictObject({
    open: z.boolean(),
    perGift: amountOrNone,
    perMonth: amountOrNone,
    leftThisMonth: amountOrNone,
  }),
})

export const showGiftCode = endpoint({
  method: 'POST',
  path: '/me/gift-codes',
  audience: 'resident',
  summary: 'A code by which others give me coin within ten minutes, as a QR code and as digits',
  reply: z.strictObject({
    /** An address of the app, for the QR code. */
    code: z.string(),
    digits: z.string(),
    expiresAt: instant,
  }),
  refusals: ['gifts_off', 'identity_check_required'],
})

export const findGiftReceiver = endpoint({
  method: 'POST',
  path: '/me/gift-receivers',
  audience: 'resident',
  summary: 'Whose code it is, with the given name masked; the fifth wrong code pauses the caller',
  body: z.strictObject({ code }),
  reply: z.strictObject({ name: z.string().nullable() }),
  refusals: ['gifts_off', 'identity_check_required', 'gift_code_wrong', 'gift_to_oneself'],
})

export const giveGift = endpoint({
  method: 'POST',
  path: '/me/gifts',
  audience: 'resident',
  summary: 'Give coin to who shows the code, after a fresh step-up; the same id gives once',
  body: z.strictObject({ id: actId, code, amount, card: giftCard }),
  reply: z.strictObject({
    id: actId,
    receiver: z.string().nullable(),
    amount,
    card: giftCard,
    givenAt: instant,
  }),
  refusals: [
    'step_up_required',
    'gift_exists_with_different_content',
    'clock_off',
    'gifts_off',
    'identity_check_required',
    'gift_code_wrong',
    'gift_to_oneself',
    'frozen',
    'gift_receiver_cannot',
    'gift_new_device',
    'gift_over_limit',
    'gift_over_month',
    'gift_too_many',
    'insufficient_balance',
  ],
})
