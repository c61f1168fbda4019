/** Why a top-up did not come about. */
export const declined = {
  answer_bank: '銀行',
  answer_card: 'カード会社',
  answer_atm: 'ATM',
  answer_counter: '窓口',
  answer_code: '発行者',
  notTaken: 'お金は引き落とされていません。',
  failed: 'チャージできませんでした',
  gaveUp: 'チャージをやめました',
  proofCancelled: '本人認証がキャンセルされました',
  cardNotProven: '本人認証ができませんでした',
  cardNotAuthenticated: '本人認証ができないカードです',
  tooLate: '時間が過ぎたため、チャージしませんでした',
  cardTooLate: 'カード会社の画面で、手続きが終わりませんでした。{notTaken}',
  insufficient_funds:
    '口座の残高が足りませんでした。{notTaken}口座の残高を確かめて、もう一度お試しください。',
  limit: 'お店ではなく{whose}側で決められた上限を超えました。{notTaken}明日以降にお試しください。',
  frozen: 'お店ではなく{whose}側で、お取引が止められています。{notTaken}{whose}にお問い合わせください。',
  unlinked: '口座の登録が解除されています。もう一度口座を登録してください。',
  maintenance: 'お店ではなく{whose}側がサービス時間外です。{notTaken}時間をおいて、もう一度お試しください。',
  balance_over_cap: '残高の上限を超えるため、チャージしませんでした。{notTaken}',
  abandoned: '手続きが途中で終わったため、チャージしませんでした。{notTaken}',
  not_proven: 'ご本人の確認ができませんでした。{notTaken}もう一度お試しください。',
  refunded: '取り消されたため、チャージしませんでした。お金は戻ります。',
  over_limit: '手続きのあいだにチャージの上限に達したため、チャージしませんでした。{notTaken}',
  card_declined:
    'お店ではなくカード会社側で、このカードが使えませんでした。{notTaken}別のカードをお使いいただくか、カード会社にお問い合わせください。',
  card_expired: 'カードの有効期限が切れています。{notTaken}新しいカードをお使いください。',
  card_code_wrong: 'セキュリティコードが違いました。{notTaken}カードを確かめて、もう一度お試しください。',
  card_not_accepted: 'このブランドのカードは使えません。{notTaken}別のカードをお使いください。',
  too_many_cards:
    '1人で使えるカードの枚数を超えています。{notTaken}これまでにお使いのカードか、ほかの方法でチャージしてください。',
  too_many_tries:
    'カードが続けて使えなかったため、安全のために止めました。{notTaken}時間をおくか、ほかの方法でチャージしてください。',
  cancelled: '{notTaken}もう一度チャージすることも、ほかの方法を選ぶこともできます。',
  proof_cancelled:
    'カード会社の本人認証の画面で「キャンセル」が選ばれました。{notTaken}もう一度お試しいただけます。',
  not_authenticated:
    'このカードでは、カード会社の本人認証（3-Dセキュア）ができませんでした。{notTaken}本人認証に対応したカードか、ほかの方法をお使いください。',
  other: 'お店ではなく{whose}側で、お取引ができませんでした。{whose}にお問い合わせください。',
  card_insufficient_funds:
    'お店ではなくカード会社側で、利用可能額が足りませんでした。{notTaken}金額を減らすか、別のカードをお使いください。',
  card_maintenance:
    'お店ではなくカード会社側で、処理ができませんでした。{notTaken}少し待ってから、もう一度お試しください。',
  card_not_proven:
    'お店ではなくカード会社側の本人認証（3-Dセキュア）で、確認ができませんでした。{notTaken}もう一度お試しいただくか、カード会社にお問い合わせください。',
} as const
