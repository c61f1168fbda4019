// The chip of a card: commands in (ISO 7816-4), answers out. Its keys are used here and never leave.
import { constants, type KeyObject, privateEncrypt, type X509Certificate } from 'node:crypto'
import type { Person } from './people.ts'
import { type PinSlot, pinTries, type Slot } from './cards.ts'

export type ChipParts = {
  person: Person
  slotOf: (slot: Slot) => PinSlot
  /** Writes the passwords and tries down; called before the answer goes out. */
  save: () => void
  credential: (purpose: 'auth' | 'sign') => Promise<{ key: KeyObject; certificate: X509Certificate }>
  issuer: (purpose: 'auth' | 'sign') => Promise<X509Certificate>
}
export type Chip = { transmit(hex: string): Promise<string> }

type Ef =
  | { kind: 'pin'; slot: Slot }
  | { kind: 'key'; purpose: 'auth' | 'sign' }
  | { kind: 'data'; read: () => Promise<Buffer>; guard?: Slot }
type Application = Record<string, Ef>
type Command = { cla: number; ins: number; p1: number; p2: number; data: Buffer; expected: number }
type Session = { files: Application | undefined; ef: Ef | undefined; verified: Set<Slot> }

const sw = {
  ok: '9000',
  locked: '6983',
  wrongLength: '6700',
  notAllowed: '6982',
  noEf: '6986',
  badData: '6A80',
  notFound: '6A82',
  badParameters: '6A86',
  noReference: '6A88',
  badOffset: '6B00',
  badInstruction: '6D00',
  badClass: '6E00',
} as const
const triesLeft = (left: number) => `63C${left.toString(16).toUpperCase()}`

/** The two applications that are used here, by their identifiers. */
export const applications = { jpki: 'D392F000260100000001', text: 'D3921000310001010408' } as const
const digestInfoPrefix = '3031300d060960864801650304020105000420'

/** A chip without power: nothing selected, nobody verified. */
export function makeChip(parts: ChipParts): Chip {
  const cardFiles = filesOf(parts)
  const session: Session = { files: undefined, ef: undefined, verified: new Set() }
  return {
    async transmit(hex) {
      const command = parseCommand(hex)
      if (!command) return sw.wrongLength
      if (command.ins === 0x2a) return command.cla === 0x80 ? sign(command, session, parts) : sw.badClass
      if (command.cla !== 0x00) return sw.badClass
      if (command.ins === 0xa4) return select(command, session, cardFiles)
      if (command.ins === 0x20) return verifyPin(command, session, parts)
      if (command.ins === 0x24) return changePin(command, session, parts)
      if (command.ins === 0xb0) return readBinary(command, session)
      return sw.badInstruction
    },
  }
}

function filesOf({ person, credential, issuer }: ChipParts): Record<string, Application> {
  const certificate = (purpose: 'auth' | 'sign') => async () => (await credential(purpose)).certificate.raw
  const root = (purpose: 'auth' | 'sign') => async () => (await issuer(purpose)).raw
  return {
    [applications.jpki]: {
      '0006': { kind: 'data', read: async () => Buffer.from('JPKIAPICCTOKEN2'.padEnd(32, ' ')) },
      '0018': { kind: 'pin', slot: 'auth' },
      '0017': { kind: 'key', purpose: 'auth' },
      '000A': { kind: 'data', read: certificate('auth') },
      '000B': { kind: 'data', read: root('auth') },
      '001B': { kind: 'pin', slot: 'sign' },
      '001A': { kind: 'key', purpose: 'sign' },
      '0001': { kind: 'data', read: certificate('sign'), guard: 'sign' },
      '0002': { kind: 'data', read: root('sign') },
    },
    // The file with the 12-digit number is missing on purpose: nothing here may ever hold one.
    [applications.text]: {
      '0011': { kind: 'pin', slot: 'text' },
      '0002': { kind: 'data', read: async () => attributesOf(person), guard: 'text' },
    },
  }
}

/** Header, then nothing, or Le, or Lc and data, or Lc, data and Le. Undefined for anything else. */
function parseCommand(hex: string): Command | undefined {
  if (!/^(?:[0-9a-f]{2}){4,}$/i.test(hex)) return undefined
  const bytes = Buffer.from(hex, 'hex')
  const [cla = 0, ins = 0, p1 = 0, p2 = 0, length = 0] = bytes
  const head = { cla, ins, p1, p2 }
  if (bytes.length <= 5) return { ...head, data: Buffer.alloc(0), expected: length || 256 }
  const data = bytes.subarray(5, 5 + length)
  const rest = bytes.length - 5 - length
  if (length === 0 || rest < 0 || rest > 1) return undefined
  return { ...head, data, expected: (rest === 1 && bytes.at(-1)) || 256 }
}

function select({ p1, p2, data }: Command, session: Session, files: Record<string, Application>): string {
  if (p2 !== 0x0c || (p1 !== 0x04 && p1 !== 0x02)) return sw.badParameters
  const name = data.toString('hex').toUpperCase()
  if (p1 === 0x04) {
    const application = files[name]
    if (!application) return sw.notFound
    // Entering an application forgets who was verified before.
    Object.assign(session, { files: application, ef: undefined, verified: new Set() })
    return sw.ok
  }
  const ef = session.files?.[name]
  if (!ef) return sw.notFound
  session.ef = ef
  return sw.ok
}

function verifyPin({ p1, p2, data }: Command, session: Session, { slotOf, save }: ChipParts): string {
  if (p1 !== 0x00 || p2 !== 0x80) return sw.badParameters
  if (!session.ef) return sw.noEf
  if (session.ef.kind !== 'pin') return sw.noReference
  const { slot } = session.ef
  const state = slotOf(slot)
  if (data.length === 0) return triesLeft(state.left)
  if (state.left === 0) return sw.locked
  const right = data.toString('latin1') === state.pin
  // Written before the answer: pulling the card away in time must not give a try back.
  state.left = right ? pinTries[slot] : state.left - 1
  save()
  if (!right) {
    session.verified.delete(slot)
    return triesLeft(state.left)
  }
  session.verified.add(slot)
  return sw.ok
}

const pinForm: Record<Slot, RegExp> = { auth: /^\d{4}$/, sign: /^[0-9A-Z]{6,16}$/, text: /^\d{4}$/ }

function changePin({ p1, p2, data }: Command, session: Session, { slotOf, save }: ChipParts): string {
  if (p1 !== 0x01 || p2 !== 0x80) return sw.badParameters
  if (!session.ef) return sw.noEf
  if (session.ef.kind !== 'pin') return sw.noReference
  const { slot } = session.ef
  if (!session.verified.has(slot)) return sw.notAllowed
  const pin = data.toString('latin1')
  if (!pinForm[slot].test(pin)) return sw.badData
  slotOf(slot).pin = pin
  save()
  return sw.ok
}

async function readBinary({ p1, p2, expected }: Command, session: Session): Promise<string> {
  const { ef, verified } = session
  if (!ef) return sw.noEf
  if (ef.kind !== 'data' || (ef.guard && !verified.has(ef.guard))) return sw.notAllowed
  const content = await ef.read()
  const offset = p1 * 256 + p2
  if (offset >= content.length) return sw.badOffset
  return (
    content
      .subarray(offset, offset + expected)
      .toString('hex')
      .toUpperCase() + sw.ok
  )
}

/** PKCS #1 v1.5 over the DigestInfo that it is given; the chip does not know what was hashed. */
async function sign({ p1, p2, data }: Command, session: Session, { credential }: ChipParts): Promise<string> {
  if (p1 !== 0x00 || p2 !== 0x80) return sw.badParameters
  if (!session.ef) return sw.noEf
  if (session.ef.kind !== 'key') return sw.noReference
  const { purpose } = session.ef
  if (!session.verified.has(purpose)) return sw.notAllowed
  if (data.length !== 51 || !data.toString('hex').startsWith(digestInfoPrefix)) return sw.badData
  const { key } = await credential(purpose)
  const signature = privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, data)
  return signature.toString('hex').toUpperCase() + sw.ok
}

/** The four printed facts: FF20 { DF21 header, DF22 name, DF23 address, DF24 birth, DF25 sex }. */
function attributesOf(person: Person): Buffer {
  const sexes = { male: '1', female: '2' } as const
  const fields = Buffer.concat([
    tlv(0xdf21, Buffer.alloc(4)),
    tlv(0xdf22, Buffer.from(person.name)),
    tlv(0xdf23, Buffer.from(person.address)),
    tlv(0xdf24, Buffer.from(person.birthdate.replaceAll('-', ''))),
    tlv(0xdf25, Buffer.from(sexes[person.gender])),
  ])
  return tlv(0xff20, fields)
}

function tlv(tag: number, value: Buffer): Buffer {
  const length =
    value.length < 128 ? [value.length] : value.length < 256 ? [0x81, value.length] : longLength(value.length)
  return Buffer.concat([Buffer.of(tag >> 8, tag & 0xff, ...length), value])
}

const longLength = (length: number) => [0x82, length >> 8, length & 0xff]
