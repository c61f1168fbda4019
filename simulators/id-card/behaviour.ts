// Which input makes what happen, and how the end of a visit is told to the relying party.
import type { Behaviour } from '../lib/page.ts'
import type { Fault } from './verify.ts'

/** How a visit can end without success; told as the OAuth error and, word for word, its error_description. */
export const endings = {
  user_cancelled: 'access_denied',
  pin_locked: 'access_denied',
  certificate_revoked: 'access_denied',
  certificate_expired: 'access_denied',
  certificate_not_accepted: 'access_denied',
  status_unavailable: 'temporarily_unavailable',
} as const
export type EndingName = keyof typeof endings

/** Says whether a word names an ending. */
export const isEnding = (word: string): word is EndingName => Object.hasOwn(endings, word)

/** Outside nobody learns which check has failed, except where the person can do something about it. */
export const endingOf: Record<Fault, EndingName> = {
  'no certificate': 'certificate_not_accepted',
  untrusted: 'certificate_not_accepted',
  'not yet valid': 'certificate_not_accepted',
  expired: 'certificate_expired',
  'wrong use': 'certificate_not_accepted',
  'wrong signature': 'certificate_not_accepted',
  revoked: 'certificate_revoked',
  'status unknown': 'status_unavailable',
}

export const behaviours: readonly Behaviour[] = [
  { input: '暗証番号 1234', effect: 'どのカードでも正しい' },
  { input: 'ほかの4桁', effect: '「残り2回」「残り1回」、3回めでロック' },
  { input: '川口 次郎のカード', effect: '成功するが、住所が市外' },
  { input: '常盤 のぞみのカード', effect: '成功するが、未成年' },
  { input: '改田 交子のカード', effect: '15日前に再交付。同じ人として成功し、古いカードは失効' },
  { input: '鍵山 六郎のカード', effect: 'はじめからロックされている' },
  { input: '満期 清のカード', effect: '電子証明書の有効期限切れ' },
  { input: '早見 さきのカード', effect: '電子証明書の有効期間がまだ始まっていない' },
  { input: '失効 ふみ、仮止 とめ、変田 かわりのカード', effect: '電子証明書の失効(理由はそれぞれ)' },
  { input: '新世 あらたのカード', effect: '認証局が新しすぎて、信頼されない' },
  { input: '「途中でカードをはなす」', effect: '読み取れない。暗証番号の回数は減らない' },
  { input: '「やめる」', effect: '何も渡さずに元のアプリへ戻る' },
  { input: 'パソコンの広い画面', effect: 'QRコードが出て、スマートフォンで続ける' },
]
