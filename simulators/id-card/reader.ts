// The reading part of the authenticator app: knows the card by its commands only.
import { X509Certificate } from 'node:crypto'
import { applications, type Chip } from './chip.ts'
import { digestInfoOf } from './verify.ts'

export type Reading =
  | { kind: 'read'; certificate: string; signature: Buffer }
  | { kind: 'wrong pin'; left: number }
  | { kind: 'locked' }
  | { kind: 'unreadable' }

const files = { pin: '0018', certificate: '000A', key: '0017' } as const

/**
 * Has the card sign the nonce. The password must have four digits: another length would cost a try. An
 * answer that no card gives reads as unreadable.
 */
export async function readCard(chip: Chip, pin: string, nonce: string): Promise<Reading> {
  const answer = (hex: string) => chip.transmit(hex)
  const select = (ef: string) => answer(`00A4020C02${ef}`)
  if ((await answer(`00A4040C0A${applications.jpki}`)) !== '9000') return { kind: 'unreadable' }
  await select(files.pin)
  // Asking first costs nothing and spares the person the typing of a password that cannot help.
  if ((await answer('00200080')) === '63C0') return { kind: 'locked' }
  const verified = await answer(`0020008004${Buffer.from(pin, 'latin1').toString('hex')}`)
  if (verified === '6983' || verified === '63C0') return { kind: 'locked' }
  const left = /^63C(\d)$/.exec(verified)?.[1]
  if (left) return { kind: 'wrong pin', left: Number(left) }
  await select(files.certificate)
  const der = await readFile(answer)
  await select(files.key)
  const signed = await answer(`802A008033${digestInfoOf(nonce).toString('hex')}00`)
  if (verified !== '9000' || !der || !signed.endsWith('9000')) return { kind: 'unreadable' }
  const signature = Buffer.from(signed.slice(0, -4), 'hex')
  return { kind: 'read', certificate: new X509Certificate(der).toString(), signature }
}

/** Reads the selected file; its first four bytes are a DER header that tells how long it is. */
async function readFile(answer: Chip['transmit']): Promise<Buffer | undefined> {
  const head = await answer('00B0000004')
  if (!head.startsWith('3082') || !head.endsWith('9000')) return undefined
  const length = 4 + Number.parseInt(head.slice(4, 8), 16)
  const parts: Buffer[] = []
  for (let offset = 0; offset < length; offset += 256) {
    const place = offset.toString(16).padStart(4, '0')
    const part = await answer(`00B0${place}00`)
    if (!part.endsWith('9000')) return undefined
    parts.push(Buffer.from(part.slice(0, -4), 'hex'))
  }
  return Buffer.concat(parts).subarray(0, length)
}
