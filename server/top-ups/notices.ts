// The mails about オートチャージ: each names what happened, and where it is switched off.
import type { WhyHeld, WhyStopped } from './rules.ts'

export type AutomaticNotice =
  | { of: 'switched_on' }
  | { of: 'topped_up'; amount: number }
  | { of: 'held'; because: WhyHeld }
  | { of: 'stopped'; because: WhyStopped }

const held: Record<WhyHeld, string> = {
  monthly_ceiling:
    'ご自身で決めた1か月の上限に達したため、チャージしませんでした。来月から、また自動でチャージします。',
  limit: 'チャージできる上限に達したため、チャージしませんでした。上限が戻ると、また自動でチャージします。',
  balance_cap: '残高の上限を超えるため、チャージしませんでした。',
}

const stopped: Record<WhyStopped, string> = {
  declined: '銀行でお取引できなかったため、オートチャージを止めました。口座の残高などを確かめてください。',
  account_gone: '口座の登録が解除されたため、オートチャージを止めました。',
  not_allowed: 'ご本人の確認が必要になったため、オートチャージを止めました。',
}

/** Writes a notice; refuses nothing. */
export function writeNotice(
  notice: AutomaticNotice,
  { origin, coinName }: { origin: string; coinName: string },
): { subject: string; text: string } {
  const [subject, what] = wordsOf(notice, coinName)
  const lines = [what, '', '設定の確認と停止は、下のページからできます。', `${origin}/top-ups/automatic`]
  const unexpected = 'お心当たりのない場合は、すぐにオートチャージを止めて、運営の窓口までご連絡ください。'
  return { subject, text: [...lines, '', unexpected].join('\n') }
}

function wordsOf(notice: AutomaticNotice, coinName: string): [subject: string, what: string] {
  switch (notice.of) {
    case 'switched_on':
      return ['オートチャージを設定しました', `${coinName}のオートチャージの設定を受け付けました。`]
    case 'topped_up':
      return [
        'オートチャージしました',
        `残高が設定した金額を下回ったため、${coinName}を${notice.amount.toLocaleString('ja-JP')}円チャージしました。`,
      ]
    case 'held':
      return ['オートチャージは行われませんでした', held[notice.because]]
    default:
      return ['オートチャージを止めました', stopped[notice.because]]
  }
}
