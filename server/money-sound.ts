// The sound of money that has arrived: the apps make one of their own, and a town may bring another.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { extname } from 'node:path'

export type MoneySound = {
  bytes: Buffer
  /** Its media type. */
  type: string
  /** Changes with the bytes, so that no device keeps an old sound. */
  version: string
}

/** What every phone's browser plays. */
const types: Record<string, string> = { '.mp3': 'audio/mpeg', '.m4a': 'audio/mp4', '.wav': 'audio/wav' }

/** A sound at the till is over in a second or two; a larger file would be somebody's song on everybody's line. */
const largestBytes = 256 * 1024

/**
 * Reads the sound that a town has named; null where it has named none. Throws a sentence for a file that is not there,
 * is too large, or is no MP3, M4A or WAV by its name.
 */
export function readMoneySound(path: string | undefined): MoneySound | null {
  if (!path) return null
  const type = types[extname(path).toLowerCase()]
  if (type === undefined) throw new Error('MONEY_SOUND takes an .mp3, .m4a or .wav file')
  if (!existsSync(path)) throw new Error(`MONEY_SOUND names a file that is not there: ${path}`)
  const bytes = readFileSync(path)
  if (bytes.length > largestBytes) throw new Error('MONEY_SOUND takes a file of at most 256 kB')
  return { bytes, type, version: createHash('sha256').update(bytes).digest('hex').slice(0, 12) }
}
