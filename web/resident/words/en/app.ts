import type { Translated } from '../../../lib/i18n/words.ts'
import type { app as japanese } from '../ja/app.ts'

export const app: Translated<typeof japanese> = {
  notFoundTitle: 'Page not found',
  notFound: 'The address has changed or is wrong.',
  toHome: 'Go to Home',
  back: 'Back',
  home: 'Home',
  history: 'History',
  pay: 'Pay',
  stores: 'Shops',
  menu: 'Menu',
  language: 'Language / ことば',
  languageNotLoaded: 'The language did not load. Check your signal and try again.',
  smsArrived: 'The SMS has arrived. Check your messages.',
  smsNotArrived: 'The SMS did not arrive',
  smsUnreachable: 'Your phone seems to be off or out of range. Send the code again where you have signal.',
  smsWrongNumber: 'This number does not seem to be in use. Check the phone number.',
  smsBlocked:
    'Your phone seems to block SMS. Check the settings of your mobile carrier, or verify in another way.',
  smsOther: 'Wait a moment and send it again. If you have another way to verify, you can use that.',
  topUpUnfinished: 'Your top-up is not finished',
  backToTopUp: 'Back to top-up',
  paymentUnfinished: 'Your payment is not finished',
  backToPayment: 'Back to payment',
}
