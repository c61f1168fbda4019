import type { Dice } from './scheduler.ts'

/** A UUIDv7 of an instant whose random part comes from the dice. */
export function idAt(now: number, dice: Dice): string {
  const hex = (length: number) => Array.from({ length }, () => dice.below(16).toString(16)).join('')
  const time = now.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-${dice.one(['8', '9', 'a', 'b'])}${hex(3)}-${hex(12)}`
}

/** A number that stands for a text (FNV-1a), to seed dice of its own. */
export function numberOf(text: string): number {
  let mixed = 0x811c9dc5
  for (const letter of text) mixed = Math.imul(mixed ^ (letter.codePointAt(0) ?? 0), 0x01000193)
  return mixed >>> 0
}
