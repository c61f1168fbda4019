import type { Translated } from '../../i18n/words.ts'
import type { shared as japanese } from '../ja/shared.ts'

export const shared: Translated<typeof japanese> = {
  yen: '¥{count}',
  points: { one: '{count} point', other: '{count} points' },
  yenUnit: 'yen',
  pointsUnit: 'pt',
  loading: 'Loading',
  loadAgain: 'Load again',
  cannotOpen: 'This page did not open',
  openAgain: 'Open again',
  mainPlaces: 'Main menu',
  notSet: 'Not set',
  more: 'Show more',
  signOut: 'Sign out',
  signIn: 'Sign in',
  mailAddress: 'Email address',
  password: 'Password',
  mailMissing: 'Enter your email address.',
  mailMalformed: 'Check the email address. Example: hanako@example.jp',
  passwordMissing: 'Enter your password.',
  passwordShort: {
    one: 'Use at least {shortest} characters. {count} more to go.',
    other: 'Use at least {shortest} characters. {count} more to go.',
  },
  cameraPicture: 'Camera view',
  cameraDenied: 'The camera is not allowed. Allow it in your browser’s settings, or use “{otherwise}” below.',
  cameraMissing: 'This device has no camera that can be used. Use “{otherwise}” below.',
  cameraBusy: 'The camera could not be used. Close other apps, or use “{otherwise}” below.',
  unreachable: 'No connection. Check your signal and try again.',
  broken: 'Something went wrong. Wait a moment and try again.',
}
