import type { Translated } from '../../i18n/words.ts'
import type { campaigns as japanese } from '../ja/campaigns.ts'

export const campaigns: Translated<typeof japanese> = {
  not_in_town: 'For people whose card has an address in town',
  not_your_age: 'Not for your age',
  only_points: 'What you pay with points earns none',
  below_minimum: 'The amount is below the minimum',
  less_than_a_point: 'The amount earns less than one point',
  other_gives_more: 'Another campaign gives you more',
  without_bonus: 'This top-up earns no bonus',
  budget_used_up: 'The campaign’s budget is used up',
  cap_each: 'The most at one time',
  cap_per_person: 'The most for one person',
  cap_per_period: 'The most for this period',
  given_back: 'The money was given back, so no points come',
  atOnce: 'They come at once. Use them by {expiresOn}.',
  nextDay: 'They come the next day from {grantHour}:00. Use them by {expiresOn}.',
  leftPoints: ' ({count} left)',
  minimum: 'For {minimum} or more',
  perAct: { one: 'at most {count} point at one time', other: 'at most {count} points at one time' },
  perPerson: {
    one: 'at most {count} point per person{left}',
    other: 'at most {count} points per person{left}',
  },
  perDay: { one: 'at most {count} point a day{left}', other: 'at most {count} points a day{left}' },
  perMonth: { one: 'at most {count} point a month{left}', other: 'at most {count} points a month{left}' },
  budgetLeft: { one: '{count} point left in the budget', other: '{count} points left in the budget' },
  between: ', ',
  why: '{why}.',
  conditions: '{list}.',
  offer: '{name} ({rate})',
}
