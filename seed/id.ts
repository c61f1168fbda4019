import { createHash } from 'node:crypto'

/** 2026-04-01 00:00 JST, the day on which the seeded town opened: the time inside every seeded id. */
const openedAtMs = Date.UTC(2026, 2, 31, 15)

/**
 * The id of a seeded thing, derived from its name: the same name gives the same id on every machine, so that
 * links, screenshots and tests stay valid. Never fails. The layout is UUIDv7 (RFC 9562 §5.7), like all our ids;
 * what is random there is taken from SHA-256 of the name here. What happens later than the opening carries its own
 * instant, because the ledger files events by the time inside their id.
 */
export function seedId(name: string, at = new Date(openedAtMs)): string {
  const time = at.getTime().toString(16).padStart(12, '0')
  const hash = createHash('sha256').update(name).digest('hex')
  const variant = ((Number.parseInt(hash.charAt(3), 16) & 0x3) | 0x8).toString(16)
  return [
    time.slice(0, 8),
    time.slice(8, 12),
    `7${hash.slice(0, 3)}`,
    `${variant}${hash.slice(4, 7)}`,
    hash.slice(7, 19),
  ].join('-')
}
