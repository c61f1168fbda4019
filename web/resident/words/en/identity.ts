import type { Translated } from '../../../lib/i18n/words.ts'
import type { identity as japanese } from '../ja/identity.ts'

export const identity: Translated<typeof japanese> = {
  cancelled: 'Verification was cancelled. You can start again.',
  revoked: 'The card’s certificate has been revoked. Please go to the ward office where you live.',
  expired: 'The card’s certificate has expired. Renew it at the ward office where you live.',
  locked: 'The card is locked after several wrong passwords. Have it reset at a ward office.',
  unavailable: 'Verification is not available right now. Try again later.',
  failed: 'Something went wrong on the way. Please start again.',
  taken: 'This card is used by another account. One card is for one account.',
  notAgreed: 'You did not agree to share what is needed. Please start again.',
  otherName:
    'The name in your details differs from the name on the card. Correct your details and try again. If the reading is right and you still cannot go on, the help desk will help you.',
  tooLate: 'The time has run out. Please start again.',
  title: 'My Number Card verification',
  done: 'Your My Number Card is verified',
  doneNote: 'You can top up.',
  lapsed: 'You can confirm your address again',
  lapsedNote:
    'Your address in town was confirmed on {dayof}, some time ago. Read the card again to get offers for residents again. Topping up and paying go on as they are.',
  readAgain: 'After a move or a change of name',
  readAgainNote: 'Read the card again to confirm your new address and name.',
  toProofs: 'Verification settings',
  waiting: 'Waiting for the result',
  waitingNote:
    'When you finish in “{cardAppName}”, this screen changes by itself. If it does not, come back here yourself.',
  notVerified: 'Verification failed',
  toProfile: 'Your details',
  needed: 'What you need',
  card: 'My Number Card',
  pin: 'Its 4-digit password (user authentication certificate)',
  steps: 'How it goes',
  step1: 'You go to “{cardAppName}”. On a computer, scan the QR code on the screen with your phone.',
  step2: 'Check the terms and enter the 4-digit password.',
  step3: 'Hold the middle of the card against the upper back of your phone.',
  step4: 'When it is done, you come back to this screen.',
  privacy: 'This app never receives your 12-digit My Number or the password.',
  againTo: 'Go to “{cardAppName}” again',
  goTo: 'Continue to “{cardAppName}”',
  help: 'See it in pictures first (Help)',
  helpTitle: 'Before you try',
  helpLanguage: 'Language / ことば',
}
