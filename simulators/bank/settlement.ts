// What the gateway says of a day, and what it pays for it: the settlement file and the lump sum.
import type { BankState, Order } from './state.ts'

const second = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Tokyo',
  dateStyle: 'short',
  timeStyle: 'medium',
})
const stamp = (at: Date) => second.format(at).replaceAll(/\D/g, '')
const dayOf = (at: Date) => second.format(at).slice(0, 10)

/** 1 % of what was charged, whole yen, stays with the gateway. */
const feeOf = (amount: number) => Math.floor(amount / 100)

type Row = { orderId: string; type: 'CAPTURE' | 'REFUND'; amount: number; at: Date; ref: string; fee: number }

function rowsOf(order: Order): Row[] {
  if (order.captures === 0) return []
  const { orderId, amount, providerRef: ref } = order
  const captured: Row = {
    ...{ orderId, type: 'CAPTURE', amount, at: new Date(order.at), ref },
    fee: feeOf(amount),
  }
  if (!order.refundedAt) return [captured]
  return [captured, { ...captured, type: 'REFUND', at: new Date(order.refundedAt), ref: `${ref}-R`, fee: 0 }]
}

function rowsOn(state: BankState, day: string): Row[] {
  return Object.values(state.orders)
    .flatMap(rowsOf)
    .filter(({ at }) => dayOf(at) === day)
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
}

/** What the gateway pays for a day: charged less given back less its fee. It says so truly, whatever the file says. */
export function netOf(state: BankState, day: string): number {
  return rowsOn(state, day).reduce(
    (sum, { type, amount, fee }) => sum + (type === 'CAPTURE' ? amount : -amount) - fee,
    0,
  )
}

/** The days on which something was charged, oldest first. */
export function daysOf(state: BankState): string[] {
  const days = Object.values(state.orders).flatMap((order) => rowsOf(order).map(({ at }) => dayOf(at)))
  return [...new Set(days)].toSorted()
}

/** The file of a day that is over, with whatever is wrong with it; undefined while there is none. */
export function settlementFile(
  state: BankState,
  { ccid, day, now }: { ccid: string; day: string; now: Date },
): Buffer | undefined {
  const fault = state.fileFaults[day]
  if (day >= dayOf(now) || fault === 'missing') return undefined
  const rows = spoil(rowsOn(state, day), fault, day)
  const line = ({ orderId, type, amount, at, ref, fee }: Row) =>
    ['D', orderId, type, amount, stamp(at), ref, fee].join(',')
  const sum = (type: Row['type']) =>
    rows.filter((row) => row.type === type).reduce((total, { amount }) => total + amount, 0)
  const fees = rows.reduce((total, { fee }) => total + fee, 0)
  const date = (fault === 'wrong_date' ? dayBefore(day) : day).replaceAll('-', '')
  const text = [
    ['H', '1', ccid, date, `${date}235959`].join(','),
    ...rows.map(line),
    ['T', rows.length, sum('CAPTURE') + (fault === 'wrong_total' ? 1 : 0), sum('REFUND'), fees].join(','),
    '',
  ].join('\r\n')
  if (fault === 'byte_order_mark') return Buffer.from(`\ufeff${text}`)
  // ｺｲﾝ as a spreadsheet that knows Japanese would have saved it.
  if (fault === 'shift_jis') return Buffer.from(text.replace('CAPTURE', '\u00ba\u00b2\u00dd'), 'latin1')
  return Buffer.from(text, 'latin1')
}

const dayBefore = (day: string) => dayOf(new Date(Date.parse(`${day}T00:00:00+09:00`) - 1))

function spoil(rows: Row[], fault: string | undefined, day: string): Row[] {
  const [first] = rows
  if (!first) return rows
  const others = rows.slice(1)
  switch (fault) {
    case 'line_missing':
      return others
    case 'line_twice':
      return [first, ...rows]
    case 'extra_line':
      return [...rows, { ...first, orderId: 'stranger-1', ref: 'stranger-ref-1' }]
    case 'short_by_1':
      return [{ ...first, amount: first.amount - 1 }, ...others]
    case 'wrong_day_of_line':
      return [{ ...first, at: new Date(Date.parse(`${day}T12:00:00+09:00`) - 3 * 86_400_000) }, ...others]
    default:
      return rows
  }
}
