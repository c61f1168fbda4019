// Limits by source: one password tried over many addresses meets no limit of any address.
import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'
import type { Context } from '../context.ts'
import { refuse } from '../lib/refusal.ts'
import { type Deed, defaultSourceLimits } from './rules.ts'
import { countDeed, readSourceLimits, uncountDeed } from './source-queries.ts'

/** What counts as one source: an IPv4 address, or the /64 of an IPv6 address, which one customer has whole. */
export function sourceOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')
  if (!isIPv6(plain)) return plain
  const [front = '', back = ''] = plain.split('::')
  const before = front.split(':').filter((group) => group !== '')
  const after = back.split(':').filter((group) => group !== '')
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0')
  const groups = plain.includes('::') ? [...before, ...zeros, ...after] : before
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}

const keyOf = (deed: Deed, address: string) =>
  createHash('sha256')
    .update(`${deed}/${sourceOf(address)}`)
    .digest()

/**
 * Counts a deed of a source, or to an address, before it is done. Refuses too_many_requests above the town's limit.
 */
export async function requireRoom(context: Context, address: string, deed: Deed): Promise<void> {
  const waitMs = await takeRoom(context, address, deed)
  if (waitMs > 0) refuse('too_many_requests', { waitSeconds: Math.max(1, Math.ceil(waitMs / 1000)) })
}

/** Counts as requireRoom does, and says whether there was room: for what is left undone without a word. */
export const hasRoom = async (context: Context, to: string, deed: Deed): Promise<boolean> =>
  (await takeRoom(context, to, deed)) === 0

/** Gives how long there will be no room, in milliseconds; 0 when there was. */
async function takeRoom(context: Context, address: string, deed: Deed): Promise<number> {
  const now = context.now()
  const limits = { ...defaultSourceLimits, ...(await readSourceLimits(context.database, now)) }
  const { count: most, minutes } = limits[deed]
  const windowBegan = new Date(now.getTime() - minutes * 60_000)
  const { count, since } = await countDeed(context.database, keyOf(deed, address), now, windowBegan)
  return count <= most ? 0 : Math.max(1, since.getTime() - windowBegan.getTime())
}

/** Gives a count back: the password was right after all. */
export async function giveRoomBack(context: Context, address: string, deed: Deed): Promise<void> {
  await uncountDeed(context.database, keyOf(deed, address))
}
