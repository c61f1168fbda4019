import type { Translated } from '../../../lib/i18n/words.ts'
import type { declined as japanese } from '../ja/declined.ts'

export const declined: Translated<typeof japanese> = {
  answer_bank: 'the bank',
  answer_card: 'the card company',
  answer_atm: 'the ATM',
  answer_counter: 'the counter',
  answer_code: 'the issuer',
  notTaken: 'No money was taken.',
  failed: 'The top-up did not go through',
  gaveUp: 'You cancelled the top-up',
  proofCancelled: 'Verification was cancelled',
  cardNotProven: 'Verification failed',
  cardNotAuthenticated: 'This card cannot be verified',
  tooLate: 'Not topped up: the time ran out',
  cardTooLate: 'It was not finished on the card company’s page. {notTaken}',
  insufficient_funds: 'Your bank account did not hold enough. {notTaken} Check its balance and try again.',
  limit: 'A limit set by {whose} was exceeded. {notTaken} Try again tomorrow or later.',
  frozen: 'It is blocked by {whose}. {notTaken} Please contact {whose}.',
  unlinked: 'The account is no longer linked. Link it again.',
  maintenance: 'Service of {whose} is closed right now. {notTaken} Try again later.',
  balance_over_cap: 'Not topped up: the balance would exceed its cap. {notTaken}',
  abandoned: 'Not topped up: it was not finished. {notTaken}',
  not_proven: 'We could not verify that it is you. {notTaken} Try again.',
  refunded: 'Not topped up: it was cancelled. Your money comes back.',
  over_limit: 'Not topped up: the limit was reached in the meantime. {notTaken}',
  card_declined:
    'The card company declined this card. {notTaken} Use another card, or contact the card company.',
  card_expired: 'The card has expired. {notTaken} Use a new card.',
  card_code_wrong: 'The security code was wrong. {notTaken} Look at the card and try again.',
  card_not_accepted: 'Cards of this brand are not accepted. {notTaken} Use another card.',
  too_many_cards:
    'You have used too many different cards. {notTaken} Use a card you used before, or top up in another way.',
  too_many_tries:
    'Cards failed several times, so we stopped for safety. {notTaken} Wait a while, or top up in another way.',
  cancelled: '{notTaken} You can top up again, or choose another way.',
  proof_cancelled:
    '“Cancel” was chosen on the card company’s verification page. {notTaken} You can try again.',
  not_authenticated:
    'This card does not support the card company’s verification (3-D Secure). {notTaken} Use a card that does, or another way.',
  other: 'It was declined by {whose}. Please contact {whose}.',
  card_insufficient_funds:
    'The card’s available credit was not enough. {notTaken} Enter less, or use another card.',
  card_maintenance: 'The card company could not process it. {notTaken} Wait a moment and try again.',
  card_not_proven:
    'The card company’s verification (3-D Secure) failed. {notTaken} Try again, or contact the card company.',
}
