import type { ReplyOf } from '#contract/endpoint.ts'
import type { readTopUp, TopUpMeans } from '#contract/top-ups.ts'

type TopUp = ReplyOf<typeof readTopUp>
type Because = NonNullable<TopUp['declinedBecause']>
/** `ownChoice`: the person gave up, and nothing has gone wrong. */
type Words = { title: string; text: string; ownChoice: boolean }

/** Whose answer a top-up waits for, and who may have said no. */
export const answerOf: Record<TopUpMeans, string> = {
  bank: '銀行',
  card: 'カード会社',
  atm: 'ATM',
  counter: '窓口',
  code: '発行者',
}

const notTaken = 'お金は引き落とされていません。'
const general = 'チャージできませんでした'

/** Why the provider or the town said no, who it was, that no money is gone, and the next step. */
const words: Record<Because, (whose: string) => string> = {
  insufficient_funds: () =>
    `口座の残高が足りませんでした。${notTaken}口座の残高を確かめて、もう一度お試しください。`,
  limit: (whose) =>
    `お店ではなく${whose}側で決められた上限を超えました。${notTaken}明日以降にお試しください。`,
  frozen: (whose) =>
    `お店ではなく${whose}側で、お取引が止められています。${notTaken}${whose}にお問い合わせください。`,
  unlinked: () => '口座の登録が解除されています。もう一度口座を登録してください。',
  maintenance: (whose) =>
    `お店ではなく${whose}側がサービス時間外です。${notTaken}時間をおいて、もう一度お試しください。`,
  balance_over_cap: () => `残高の上限を超えるため、チャージしませんでした。${notTaken}`,
  abandoned: () => `手続きが途中で終わったため、チャージしませんでした。${notTaken}`,
  not_proven: () => `ご本人の確認ができませんでした。${notTaken}もう一度お試しください。`,
  refunded: () => '取り消されたため、チャージしませんでした。お金は戻ります。',
  over_limit: () => `手続きのあいだにチャージの上限に達したため、チャージしませんでした。${notTaken}`,
  card_declined: () =>
    `お店ではなくカード会社側で、このカードが使えませんでした。${notTaken}別のカードをお使いいただくか、カード会社にお問い合わせください。`,
  card_expired: () => `カードの有効期限が切れています。${notTaken}新しいカードをお使いください。`,
  card_code_wrong: () =>
    `セキュリティコードが違いました。${notTaken}カードを確かめて、もう一度お試しください。`,
  card_not_accepted: () => `このブランドのカードは使えません。${notTaken}別のカードをお使いください。`,
  too_many_cards: () =>
    `1人で使えるカードの枚数を超えています。${notTaken}これまでにお使いのカードか、ほかの方法でチャージしてください。`,
  too_many_tries: () =>
    `カードが続けて使えなかったため、安全のために止めました。${notTaken}時間をおくか、ほかの方法でチャージしてください。`,
  cancelled: () => `${notTaken}もう一度チャージすることも、ほかの方法を選ぶこともできます。`,
  proof_cancelled: () =>
    `カード会社の本人認証の画面で「キャンセル」が選ばれました。${notTaken}もう一度お試しいただけます。`,
  not_authenticated: () =>
    `このカードでは、カード会社の本人認証（3-Dセキュア）ができませんでした。${notTaken}本人認証に対応したカードか、ほかの方法をお使いください。`,
  other: (whose) => `お店ではなく${whose}側で、お取引ができませんでした。${whose}にお問い合わせください。`,
}

const cardWords: Partial<Record<Because, string>> = {
  insufficient_funds: `お店ではなくカード会社側で、利用可能額が足りませんでした。${notTaken}金額を減らすか、別のカードをお使いください。`,
  maintenance: `お店ではなくカード会社側で、処理ができませんでした。${notTaken}少し待ってから、もう一度お試しください。`,
  not_proven: `お店ではなくカード会社側の本人認証（3-Dセキュア）で、確認ができませんでした。${notTaken}もう一度お試しいただくか、カード会社にお問い合わせください。`,
}

const titles: Partial<Record<Because, string>> = {
  cancelled: 'チャージをやめました',
  proof_cancelled: '本人認証がキャンセルされました',
}
const cardTitles: Partial<Record<Because, string>> = {
  not_proven: '本人認証ができませんでした',
  not_authenticated: '本人認証ができないカードです',
}

/** What a top-up that ended without success says: what happened, whose no it was, and what to do next. */
export function sayWhyNot({ state, means, declinedBecause }: TopUp): Words {
  if (state === 'lapsed') {
    const text = means === 'card' ? `カード会社の画面で、手続きが終わりませんでした。${notTaken}` : notTaken
    return { title: '時間が過ぎたため、チャージしませんでした', text, ownChoice: false }
  }
  const because = declinedBecause ?? 'other'
  const ofCard = means === 'card'
  return {
    title: titles[because] ?? (ofCard ? cardTitles[because] : undefined) ?? general,
    ownChoice: because === 'cancelled' || because === 'proof_cancelled',
    text: (ofCard ? cardWords[because] : undefined) ?? words[because](answerOf[means]),
  }
}
