// Which card does what. The numbers are those that Stripe publishes for its test mode, so that simulator and
// sandbox behave alike; any other number is refused, so that nobody types a real card into a rehearsal.
import type { Behaviour } from '../lib/page.ts'

export type Brand = 'visa' | 'mastercard' | 'jcb' | 'amex' | 'diners' | 'discover'

/** How the issuer takes part in 3-D Secure. */
export type Secure =
  | 'challenge'
  /** The issuer recognises the person without asking. */
  | 'frictionless'
  /** Not enrolled: the network stands in for the issuer and acknowledges the attempt. */
  | 'attempt'
  /** The card knows no 3-D Secure. */
  | 'unsupported'
  /** The directory answers with an error, and the charge goes on without authentication. */
  | 'unavailable'

export type Decline = { code: string; declineCode: string | null; message: string }

export type TestCard = {
  brand: Brand
  secure: Secure
  /** Set where the issuer refuses the charge itself. */
  decline?: Decline
  /** Set where the holder disputes the charge soon after it was captured. */
  disputed?: 'fraudulent' | 'product_not_received'
  /** The issuing bank, where it matters to a town's rule. */
  issuer?: string
}

const refusedFor = (declineCode: string, message = 'Your card was declined.'): Decline => ({
  code: 'card_declined',
  declineCode,
  message,
})
const own = (code: string, message: string): Decline => ({ code, declineCode: null, message })

const visa = (secure: Secure, more: Partial<TestCard> = {}): TestCard => ({ brand: 'visa', secure, ...more })

const expired = own('expired_card', 'Your card has expired.')
const wrongCode = own('incorrect_cvc', "Your card's security code is incorrect.")
const troubled = own('processing_error', 'An error occurred while processing your card. Try again later.')
const poor = refusedFor('insufficient_funds', 'Your card has insufficient funds.')

const cards: Record<string, TestCard> = {
  '4242424242424242': visa('attempt'),
  '5555555555554444': { brand: 'mastercard', secure: 'attempt' },
  '3566002020360505': { brand: 'jcb', secure: 'frictionless', issuer: 'イオン銀行' },
  '378282246310005': { brand: 'amex', secure: 'unsupported' },
  '6011111111111117': { brand: 'discover', secure: 'attempt' },
  '4000002760003184': visa('challenge'),
  '4000002500003155': visa('challenge'),
  '4000000000003220': visa('challenge'),
  '4000008400001629': visa('challenge', { decline: refusedFor('generic_decline') }),
  '4000008260003178': visa('challenge', { decline: poor }),
  '4000000000003097': visa('unavailable'),
  '4000000000000002': visa('attempt', { decline: refusedFor('generic_decline') }),
  '4000000000009995': visa('attempt', { decline: poor }),
  '4000000000009987': visa('attempt', { decline: refusedFor('lost_card') }),
  '4000000000009979': visa('attempt', { decline: refusedFor('stolen_card') }),
  '4000000000006975': visa('attempt', { decline: refusedFor('card_velocity_exceeded') }),
  '4000000000000069': visa('attempt', { decline: expired }),
  '4000000000000127': visa('attempt', { decline: wrongCode }),
  '4000000000000119': visa('attempt', { decline: troubled }),
  '4000000000000341': visa('attempt', { decline: refusedFor('generic_decline') }),
  '4000000000000259': visa('attempt', { disputed: 'fraudulent' }),
  '4000000000002685': visa('attempt', { disputed: 'product_not_received' }),
}

/** The test card with this number, undefined for every other number. */
export function testCard(number: string): TestCard | undefined {
  return Object.hasOwn(cards, number) ? cards[number] : undefined
}

const tokens: Record<string, string> = {
  pm_card_visa: '4242424242424242',
  pm_card_mastercard: '5555555555554444',
  pm_card_amex: '378282246310005',
  pm_card_threeDSecure2Required: '4000000000003220',
  pm_card_chargeCustomerFail: '4000000000000341',
}

/** The test number for which one of Stripe's ready-made payment methods stands, undefined for another id. */
export function numberOfToken(id: string): string | undefined {
  return Object.hasOwn(tokens, id) ? tokens[id] : undefined
}

/** The phone on which the holder of a card gets the issuer's passcode: the SMS simulator shows it. */
export const phoneOfHolder = (number: string): string => `+81900000${number.slice(-4)}`

export const passcodeTries = 3
export const passcodeMinutes = 10

export const behaviours: readonly Behaviour[] = [
  { input: '4242 4242 4242 4242', effect: 'Visa。3-Dセキュアは画面なしで済み、引き落とせる' },
  { input: '5555 5555 5555 4444', effect: 'Mastercard。同じ' },
  { input: '3566 0020 2036 0505', effect: 'JCB(イオン銀行)。発行会社が画面なしで本人と認める' },
  { input: '4000 0027 6000 3184', effect: '毎回、本人認証の画面が出る。…3155、…3220 も同じ' },
  { input: '4000 0084 0000 1629', effect: '本人認証は通るが、カード会社が断る' },
  { input: '4000 0082 6000 3178', effect: '本人認証は通るが、利用可能額が足りない' },
  { input: '4000 0000 0000 3097', effect: '本人認証のしくみが止まっていて、認証なしで進む' },
  { input: '3782 822463 10005', effect: 'American Express。3-Dセキュアを知らない' },
  { input: '4000 0000 0000 0002', effect: '理由を言わずに断る' },
  { input: '4000 0000 0000 9995', effect: '利用可能額が足りない' },
  { input: '…9987 / …9979', effect: '紛失カード / 盗難カードとして断る' },
  { input: '4000 0000 0000 0341', effect: '保存はできるが、引き落とせない' },
  { input: '…6975', effect: '使いすぎとして断る' },
  { input: '…0069 / …0127 / …0119', effect: '有効期限切れ / セキュリティコード違い / 処理エラー' },
  { input: '4000 0000 0000 0259', effect: '引き落とせるが、すぐに「身に覚えがない」と異議が出る' },
  { input: '4000 0000 0000 2685', effect: '引き落とせるが、すぐに「受け取っていない」と異議が出る' },
  { input: '有効期限・セキュリティコード', effect: '先の年月と3桁(American Express は4桁)ならなんでもよい' },
  {
    input: 'ワンタイムパスワード',
    effect: 'SMSシミュレータの +81900000(カード下4桁) に届く6桁。3回まちがえると失敗',
  },
  { input: 'ほかの番号', effect: '断る。本物のカード番号は入力しないこと' },
]
