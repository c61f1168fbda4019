// What the network says of a day: every deposit and every one that was undone, and sums for each machine and the day.
import { dayOf } from './host-line.ts'
import { type AtmState, type Deposit, isInTheSafe } from './state.ts'

/** Yen that the network keeps of each deposit. */
const feeOfDeposit = 110

type Row = {
  type: 'DEPOSIT' | 'REVERSAL'
  machine: string
  on: string
  trace: string
  linkId: string
  amount: number
  fee: number
  at: Date
}

const second = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Tokyo',
  dateStyle: 'short',
  timeStyle: 'medium',
})
const stamp = (at: Date) => second.format(at).replaceAll(/\D/g, '')

/**
 * What counts of a deposit: the notes that were taken, as soon as they are in the safe, and those that went back after
 * the host had approved them, when it has heard of it. What came back before any approval was never a deposit.
 */
function rowsOf(deposit: Deposit): Row[] {
  const { machine, on, trace, linkId, amount, balanceAfter, returnedAt } = deposit
  const wasApproved = balanceAfter !== null
  if (!wasApproved && !isInTheSafe(deposit)) return []
  const at = new Date(deposit.at)
  const taken: Row = { type: 'DEPOSIT', machine, on, trace, linkId, amount, fee: feeOfDeposit, at }
  if (!returnedAt) return [taken]
  return [taken, { ...taken, type: 'REVERSAL', fee: 0, at: new Date(returnedAt) }]
}

/** The file of a day that is over, with whatever is wrong with it; undefined while there is none. */
export function settlementFile(
  state: AtmState,
  { companyCode, day, now }: { companyCode: string; day: string; now: Date },
): string | undefined {
  const fault = state.fileFaults[day]
  if (day >= dayOf(now) || fault === 'missing') return undefined
  const rows = Object.values(state.deposits)
    .flatMap(rowsOf)
    .filter(({ at }) => dayOf(at) === day)
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
  return write(spoil(rows, fault), { companyCode, day: fault === 'wrong_date' ? dayBefore(day) : day, fault })
}

function write(
  rows: Row[],
  { companyCode, day, fault }: { companyCode: string; day: string; fault?: string | undefined },
) {
  const machines = [...new Set(rows.map(({ machine }) => machine))].toSorted()
  const line = ({ type, machine, on, trace, linkId, amount, fee, at }: Row) =>
    ['D', type, machine, on.replaceAll('-', ''), trace, linkId, amount, fee, stamp(at)].join(',')
  const sums = machines.map((id) =>
    ['S', id, ...sumsOf(rows.filter(({ machine }) => machine === id))].join(','),
  )
  const [count, taken, ...others] = sumsOf(rows)
  return [
    ['H', '1', companyCode, day.replaceAll('-', '')].join(','),
    ...rows.map(line),
    ...sums,
    ['T', count, Number(taken) + (fault === 'wrong_total' ? 1 : 0), ...others].join(','),
    '',
  ].join('\r\n')
}

/** How many rows, what was taken, what went back, what the network keeps. */
function sumsOf(rows: readonly Row[]): number[] {
  const sum = (type: Row['type']) =>
    rows.filter((row) => row.type === type).reduce((total, { amount }) => total + amount, 0)
  return [rows.length, sum('DEPOSIT'), sum('REVERSAL'), rows.reduce((total, { fee }) => total + fee, 0)]
}

const dayBefore = (day: string) => dayOf(new Date(Date.parse(`${day}T00:00:00+09:00`) - 1))

function spoil(rows: Row[], fault: string | undefined): Row[] {
  const [first] = rows
  if (!first) return rows
  const others = rows.slice(1)
  switch (fault) {
    case 'line_missing':
      return others
    case 'line_twice':
      return [first, ...rows]
    case 'extra_line':
      return [...rows, { ...first, linkId: 'stranger-1', trace: '999999' }]
    case 'short_by_1':
      return [{ ...first, amount: first.amount - 1 }, ...others]
    default:
      return rows
  }
}
