// What happens when a card is held to the phone, and how the end of a visit is told to the relying party.
import type { Behaviour } from '../lib/page.ts'
import type { Person } from './people.ts'

export const pinTries = 3

/** How a visit can end without success; told as the OAuth error and, word for word, its error_description. */
export const endings = {
  user_cancelled: 'access_denied',
  pin_locked: 'access_denied',
  certificate_revoked: 'access_denied',
  certificate_expired: 'access_denied',
} as const
export type EndingName = keyof typeof endings

export type Reading =
  | { kind: 'read' }
  | { kind: 'wrong pin'; left: number }
  | { kind: 'refused'; ending: EndingName }

/**
 * What the card and the certificate check answer; `wrongBefore` counts the wrong passwords since the last
 * right one.
 */
export function readCard(person: Person, pin: string, wrongBefore: number): Reading {
  if (person.locked || wrongBefore >= pinTries) return { kind: 'refused', ending: 'pin_locked' }
  if (pin !== person.pin) {
    const left = pinTries - wrongBefore - 1
    return left > 0 ? { kind: 'wrong pin', left } : { kind: 'refused', ending: 'pin_locked' }
  }
  if (person.certificate === 'revoked') return { kind: 'refused', ending: 'certificate_revoked' }
  if (person.certificate === 'expired') return { kind: 'refused', ending: 'certificate_expired' }
  return { kind: 'read' }
}

export const behaviours: readonly Behaviour[] = [
  { input: '暗証番号 1234', effect: 'どのカードでも正しい' },
  { input: 'ほかの4桁', effect: '「残り2回」「残り1回」、3回めでロック' },
  { input: '川口 次郎のカード', effect: '成功するが、住所が市外' },
  { input: '常盤 のぞみのカード', effect: '成功するが、未成年' },
  { input: '鍵山 六郎のカード', effect: 'はじめからロックされている' },
  { input: '満期 清のカード', effect: '電子証明書の有効期限切れ' },
  { input: '失効 ふみのカード', effect: '電子証明書の失効' },
  { input: '「やめる」', effect: '何も渡さずに元のアプリへ戻る' },
]
