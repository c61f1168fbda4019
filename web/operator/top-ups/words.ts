import type { UnresolvedTopUp } from './UnresolvedTopUpsPage.tsx'

/** Why a person has to look, and what to look for. */
export const attentionWords: Record<NonNullable<UnresolvedTopUp['attention']>, string> = {
  no_answer: '15分以上返事がありません。決済会社の管理画面で、お金が引き落とされたか確かめてください。',
  amount_differs: '決済会社の金額が違います。記帳していません。決済会社に確かめてください。',
  currency_differs: '決済会社の通貨が円ではありません。記帳していません。決済会社に確かめてください。',
  reference_used:
    '同じ照会番号が別のチャージで使われています。記帳していません。どちらの入金か確かめてください。',
  not_expected: '終わったはずのチャージに入金がありました。記帳していません。返金するか、確定してください。',
  dispute_won:
    'カード会社からお金が戻りましたが、利用者は退会していて、コインを戻すウォレットがありません。返し方を利用者と決めてください。',
  wallet_closed:
    'お金は受け取られていますが、利用者は退会していて、コインを入れるウォレットがありません。返し方を利用者と決めてから「チャージしない」を選んでください。お金は突合の差異に残ります。',
  taken_back_too_much: 'チャージした金額より多く取り消されました。残高は動かしていません。確かめてください。',
}

export const causeWords = {
  refund: '返金',
  chargeback: 'チャージバック（カード会社による取り消し）',
  undone: '機械での取り消し',
  office: '事務局による取り消し',
} as const

export const verdictWords = {
  succeeded: 'お金は引き落とされている（チャージする）',
  not_taken: 'お金は引き落とされていない（チャージしない）',
  noted: '確かめた（残高は動かさない）',
} as const

/** How the office calls a resident: by name where there is one. */
export function sayPerson({ name, mail }: { name: string; mail: string }): string {
  return name === '' ? mail : `${name}（${mail}）`
}

/** How long ago something was, in the largest unit that says enough. */
export function sayAge(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000))
  if (minutes < 60) return `${minutes}分`
  return minutes < 2880 ? `${Math.floor(minutes / 60)}時間` : `${Math.floor(minutes / 1440)}日`
}
