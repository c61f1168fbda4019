import { seedId } from './id.ts'
import type { SeededResident } from './people.ts'
import { stores } from './stores.ts'
import { town } from './town.ts'

/** Something that has happened to a wallet before the town is looked at for the first time. */
export type LifeEvent = { readonly id: string; readonly at: Date } & (
  | { readonly kind: 'top_up'; readonly coin: number }
  | { readonly kind: 'top_up_bonus'; readonly topUpId: string; readonly lot: Lot }
  | { readonly kind: 'grant'; readonly lot: Lot }
  | { readonly kind: 'payment'; readonly storeId: string; readonly coin: number; readonly points: number }
)

type Lot = {
  readonly points: number
  readonly expiresOn: string
  readonly funding: 'town' | 'municipality'
}

/** 花子's shopping: days ago, time, store number, coin, points. It adds up to what she had topped up before. */
const shopping = `
33 08:12 170101  180   300
32 12:31 130104  980     0
30 17:45 160101  640     0
28 15:02 170104  550     0
27 11:20 170103 1200     0
25 18:06 180101  870     0
23 09:40 140101 1350     0
21 12:05 150103 2230     0
20 16:18 180106  600     0
18 19:22 130101 1400     0
16 12:44 200104  980     0
14 15:30 150101  760     0
12 10:11 150105  900     0
10 12:50 190103 1050     0
9  17:33 160101  710   300
7  14:08 140104 1800     0
5  18:40 180101 1150     0
3  16:05 110104 2650     0
`

type Clock = { key: string; today: string }

/**
 * What a seeded resident has lived through so far, oldest first: it ends with exactly the coin and the lots of
 * points that seed/people.ts gives the person. `today` is the day in Japan on which the town is seeded.
 * Throws when a person has coin or points that no life allowed by the town leads to.
 */
export function lifeOf(person: SeededResident, today: string): LifeEvent[] {
  const clock = { key: person.key, today }
  const bonusLots = person.pointsLots.filter(({ source }) => source === 'top_up_bonus')
  const late = bonusLots.map((lot) => ({
    ...lot,
    coin: (lot.amount * 10_000) / town.chargeBonus.basisPoints,
  }))
  const missing = person.coin - late.reduce((total, { coin }) => total + coin, 0)
  const events = [
    ...(person.key === 'hanako' ? shoppingLife(clock) : earlierLife(clock, missing)),
    ...late.flatMap(({ coin, expiresInDays }, index) =>
      toppedUp(clock, 2 * (late.length - index), coin, dayFrom(today, expiresInDays)),
    ),
    ...person.pointsLots.flatMap((lot, index): LifeEvent[] => {
      if (lot.source === 'top_up_bonus') return []
      const funding = lot.source === 'municipality' ? 'municipality' : 'town'
      const expiresOn = dayFrom(today, lot.expiresInDays)
      return [
        {
          ...moment(clock, `grant:${index}`, 1, '10:00'),
          kind: 'grant',
          lot: { points: lot.amount, expiresOn, funding },
        },
      ]
    }),
    ...(missing < 0 ? [payment(clock, 1, '13:20', '170101', -missing, 0)] : []),
  ]
  return events.toSorted((a, b) => a.at.getTime() - b.at.getTime())
}

function shoppingLife(clock: Clock): LifeEvent[] {
  const rows = shopping.trim().split('\n')
  const payments = rows.map((row) => {
    const [daysAgo = '', time = '', store = '', coin = '', points = ''] = row.split(/ +/)
    return payment(clock, Number(daysAgo), time, store, Number(coin), Number(points))
  })
  return [...spentTopUp(clock, 34, 10_000), ...spentTopUp(clock, 19, 10_000), ...payments]
}

/** Top-ups whose bonus is spent, and with it whatever was topped up beyond the coin that is left of them. */
function earlierLife(clock: Clock, left: number): LifeEvent[] {
  if (left <= 0) return []
  const { chargeMin, chargeMax } = town.limits
  const full = Math.floor(left / chargeMax)
  const rest = left - full * chargeMax
  const coins = [...Array<number>(full).fill(chargeMax), ...(rest > 0 ? [Math.max(rest, chargeMin)] : [])]
  const events = coins.flatMap((coin, index) => spentTopUp(clock, 34 - 4 * index, coin))
  const spentCoin = coins.reduce((total, coin) => total + coin, 0) - left
  const spentPoints = coins.reduce((total, coin) => total + bonusOf(coin), 0)
  return [...events, payment(clock, 12, '17:05', '130101', spentCoin, spentPoints)]
}

const spentTopUp = (clock: Clock, daysAgo: number, coin: number) =>
  toppedUp(clock, daysAgo, coin, lastDayOfPoints(clock.today, daysAgo))

function toppedUp(clock: Clock, daysAgo: number, coin: number, expiresOn: string): LifeEvent[] {
  const topUp = moment(clock, `top-up:${daysAgo}`, daysAgo, '07:45')
  const bonus = moment(clock, `bonus:${daysAgo}`, daysAgo, '07:46')
  const lot = { points: bonusOf(coin), expiresOn, funding: 'town' } as const
  return [
    { ...topUp, kind: 'top_up', coin },
    { ...bonus, kind: 'top_up_bonus', topUpId: topUp.id, lot },
  ]
}

function payment(
  clock: Clock,
  daysAgo: number,
  time: string,
  storeNumber: string,
  coin: number,
  points: number,
): LifeEvent {
  const store = stores.find(({ number }) => number === storeNumber)
  if (!store) throw new Error(`no seeded store has the number ${storeNumber}`)
  return {
    ...moment(clock, `payment:${daysAgo}`, daysAgo, time),
    ...{ kind: 'payment', storeId: store.id, coin, points },
  }
}

function moment(
  { key, today }: Clock,
  name: string,
  daysAgo: number,
  time: string,
): { id: string; at: Date } {
  const local = Temporal.PlainDateTime.from(`${dayFrom(today, -daysAgo)}T${time}`)
  const at = new Date(local.toZonedDateTime(town.timeZone).epochMilliseconds)
  return { id: seedId(`${key}:${name}`, at), at }
}

const bonusOf = (coin: number) => Math.floor((coin * town.chargeBonus.basisPoints) / 10_000)

const dayFrom = (day: string, days: number) => Temporal.PlainDate.from(day).add({ days }).toString()

/** The end of the month so many months after the month of the top-up. */
function lastDayOfPoints(today: string, daysAgo: number): string {
  const first = Temporal.PlainDate.from(dayFrom(today, -daysAgo)).with({ day: 1 })
  const last = first.add({ months: town.pointsExpiry.monthsAhead })
  return last.with({ day: last.daysInMonth }).toString()
}
