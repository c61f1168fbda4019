import type { Translated } from '../../../lib/i18n/words.ts'
import type { paperCards as japanese } from '../ja/paper-cards.ts'

export const paperCards: Translated<typeof japanese> = {
  title: 'QR card balance',
  hint: 'Point the camera at the code on the card. You need not log in.',
  type: 'Enter the card’s number',
  digits: 'The number of the barcode on the back (44 digits)',
  next: 'Next',
  digitsShort: 'Enter the whole number of the barcode.',
  pin: 'PIN of the card (4 digits)',
  pinHelp: 'Three wrong PINs in a row stop the card.',
  otherCard: 'Read another card',
  number: 'Card number',
  expires: 'Points you can use until {day}',
  asOf: 'As of {minute}',
  latest: 'Latest',
  nothing: 'Nothing has happened yet.',
  lost: 'If you lose the card, call the desk at once. Your balance moves to a new card.',
  byHelper: 'by {name}',
}
