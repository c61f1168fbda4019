import type { Translated } from '../../../lib/i18n/words.ts'
import type { practice as japanese } from '../ja/practice.ts'

export const practice: Translated<typeof japanese> = {
  menu: 'Practise paying',
  menuNote: 'Try it without real money',
  mark: 'Practice: no money moves',
  title: 'Practise paying',
  about:
    'Scan, amount, payment: the same screens as the real thing. As often as you like; mistakes do no harm.',
  playMoney: 'You use play money',
  playMoneyNote:
    'Let us say you have {coinName} {coin} yen and {pointsName} {points} points. Your own balance does not change.',
  start: 'Begin',
  scanTitle: '1. Scan the shop’s code',
  scanHint: 'In a shop you point the camera at the code beside the till. Here, press the button below.',
  code: 'A code to practise with',
  hold: 'Scan the code',
  amountTitle: '2. Enter the amount',
  amountHint: 'Enter the amount that the staff tells you. Here, for example 500.',
  shop: 'Practice shop',
  shopAddress: 'There is no such shop',
  done: 'Practice payment complete',
  doneNote: 'In a shop you show this screen to the staff. This was practice, and no money has moved.',
  again: 'Practise again',
  end: 'End practice',
}
