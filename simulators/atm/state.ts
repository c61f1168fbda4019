// What the ATMs and their centre remember: the machines, the codes on their screens, and the books of the notes.
import type { Kind } from './wire.ts'

/** The notes that there are, in yen. */
export const noteKinds = [10_000, 5_000, 2_000, 1_000] as const

/** How many of each note. */
export type Notes = Record<string, number>

export const noNotes = (): Notes => Object.fromEntries(noteKinds.map((kind) => [kind, 0]))

export const worthOf = (notes: Notes): number =>
  noteKinds.reduce((sum, kind) => sum + kind * (notes[kind] ?? 0), 0)

/** What stands on the screen of a machine. */
export type Screen =
  | 'top'
  | 'code'
  | 'company'
  | 'asking'
  | 'slot'
  | 'counted'
  | 'sending'
  | 'done'
  | 'unsure'
  | 'ended'
  | 'dark'

/** One person at one machine: all of it is lost when the power goes, but the notes in the machine. */
export type Visit = {
  screen: Screen
  /** The secret in the QR code, and the number below it for those who cannot scan. */
  code: string
  number: string
  codeUntil: string
  linkId: string
  wrongNumbers: number
  /** The inquiry that was sent; a visit that ends early takes it back. */
  asked: { trace: string; on: string } | null
  holder: string
  minimum: number
  maximum: number
  notes: Notes
  /** The last thing that the machine has to say. */
  remark: string
  /** The key of this visit's deposit in the books. */
  deposit: string
}

export type Machine = {
  id: string
  place: string
  trace: number
  visit: Visit
  /** When the host stays silent: keep the notes and tell it later, or give them back and take it back later. */
  onSilence: 'keep' | 'give_back'
}

/** A code that a phone has read: this phone's person stands before this machine. */
export type Link = {
  linkId: string
  machine: string
  companyCode: string
  reference: string
}

/**
 * One deposit in the machine's books. `sent`: the notes wait in the machine for an answer. `approved`, `kept` and
 * `acknowledged`: they are in the safe. `declined`, `giving_back` and `given_back`: the person has them again.
 * `unmatched`: they are in the safe and the host does not know whose they are; a person must look.
 */
export type Deposit = {
  key: string
  machine: string
  trace: string
  on: string
  at: string
  linkId: string
  amount: number
  notes: Notes
  state:
    | 'sent'
    | 'approved'
    | 'kept'
    | 'acknowledged'
    | 'declined'
    | 'giving_back'
    | 'given_back'
    | 'unmatched'
  authCode: string
  /** What the host said with its approval; null while it has approved nothing. */
  balanceAfter: number | null
  /** When the host had heard that the notes went back; empty before. */
  returnedAt: string
}

/** A message that must arrive, however often it has to be sent. */
export type Stored = { kind: 'advice' | 'reversal'; body: Record<string, unknown>; deposit: string }

/** What is wrong with the settlement file of a day. */
export type FileFault =
  | 'missing'
  | 'line_missing'
  | 'line_twice'
  | 'extra_line'
  | 'short_by_1'
  | 'wrong_date'
  | 'wrong_total'

/** Trouble that was ordered for the next messages of a kind on a machine's line. */
export type LineTrouble = {
  machine: string
  kind: Kind | 'any'
  effect: 'cut_before' | 'cut_after' | 'duplicate' | 'wrong_key'
  times: number
}

export type AtmState = {
  machines: Record<string, Machine>
  links: Record<string, Link>
  deposits: Record<string, Deposit>
  stored: Stored[]
  trouble: LineTrouble[]
  /** Machines whose next deposit jams after it was credited. */
  jams: string[]
  /** What is wrong with the settlement file of a day (`2026-11-21`). */
  fileFaults: Record<string, FileFault>
}

const places: readonly [id: string, place: string][] = [
  ['00110001', '大宮駅西口'],
  ['00110002', '浦和区役所前'],
  ['00110003', '武蔵浦和'],
]

export const freshVisit = (screen: Screen = 'top'): Visit => ({
  screen,
  code: '',
  number: '',
  codeUntil: '',
  linkId: '',
  wrongNumbers: 0,
  asked: null,
  holder: '',
  minimum: 0,
  maximum: 0,
  notes: noNotes(),
  remark: '',
  deposit: '',
})

export const emptyAtms = (): AtmState => ({
  machines: Object.fromEntries(
    places.map(([id, place]) => [id, { id, place, trace: 0, visit: freshVisit(), onSilence: 'keep' }]),
  ),
  links: {},
  deposits: {},
  stored: [],
  trouble: [],
  jams: [],
  fileFaults: {},
})

const inTheSafe: readonly Deposit['state'][] = ['approved', 'kept', 'acknowledged', 'unmatched']

/** Whether the notes of a deposit have been kept. */
export const isInTheSafe = ({ state }: Deposit): boolean => inTheSafe.includes(state)

/** What the safe of a machine must hold by its books. */
export function safeOf(state: AtmState, machine: string): { notes: Notes; amount: number } {
  const notes = noNotes()
  for (const deposit of Object.values(state.deposits)) {
    if (deposit.machine !== machine || !isInTheSafe(deposit)) continue
    for (const kind of noteKinds) notes[kind] = (notes[kind] ?? 0) + (deposit.notes[kind] ?? 0)
  }
  return { notes, amount: worthOf(notes) }
}
