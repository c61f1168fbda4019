import type { Translated } from '../../../lib/i18n/words.ts'
import type { bonus as japanese } from '../ja/bonus.ts'

export const bonus: Translated<typeof japanese> = {
  preview: '{pointsName} you get for this top-up',
  earns: { one: 'Earn {count} point with this payment', other: 'Earn {count} points with this payment' },
  earnsNextDay: {
    one: 'Earn {count} point with this payment (next day)',
    other: 'Earn {count} points with this payment (next day)',
  },
  pointsCount: { one: '{count} point', other: '{count} points' },
  residencyLapsed:
    'Some time has passed since your address in town was confirmed. Confirm it again to get this.',
  confirmByCard: 'Confirm again with the card',
  parts_top_up: 'Bonus details',
  parts_payment: 'Points for this payment',
  part: { one: '{count} point{value}', other: '{count} points{value}' },
  planned: ' (coming)',
  none: 'None',
  until: 'Use them by {day}.',
  takenBack_top_up: {
    one: 'With the top-up, {count} point was taken back. {value}',
    other: 'With the top-up, {count} points were taken back. {value}',
  },
  takenBack_payment: {
    one: 'With the refund, {count} point was taken back. {value}',
    other: 'With the refund, {count} points were taken back. {value}',
  },
  owed: {
    one: '{count} point you have already used is taken from your next bonus.',
    other: '{count} points you have already used are taken from your next bonus.',
  },
}
