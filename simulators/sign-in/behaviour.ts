// How an ID token can be made wrong on order, and the list of inputs for the front page.
import type { Behaviour } from '../lib/page.ts'

/** What may be wrong with the next ID token; accounts of schools and firms have no mail address at times. */
export const tokenFaults = [
  'alg_none',
  'foreign_key',
  'wrong_nonce',
  'wrong_audience',
  'expired',
  'no_mail',
] as const
export type TokenFault = (typeof tokenFaults)[number]

export const behaviours: readonly Behaviour[] = [
  { input: 'アカウントを選ぶ', effect: '元のアプリへ戻る' },
  { input: '西 蓮', effect: 'メールアドレスが未確認のまま渡される' },
  { input: '埼玉 花子', effect: '街でパスワード登録済みのアドレスが渡される' },
  { input: 'Apple「メールを非公開」', effect: '中継アドレスが渡され、その宛先のメールボックスに届く' },
  { input: 'Apple の初回', effect: '氏名も渡される（2回めからは渡されない）' },
  { input: '「キャンセル」', effect: '何も渡さずに元のアプリへ戻る' },
  {
    input: 'POST /__sim/id-tokens {"provider":"google","fault":"alg_none"}',
    effect: 'つぎのIDトークンが不正になる',
  },
]
