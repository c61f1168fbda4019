import type { Translated } from '../../../lib/i18n/words.ts'
import type { declined as japanese } from '../ja/declined.ts'

export const declined: Translated<typeof japanese> = {
  answer_bank: '銀行',
  answer_card: 'カード会社',
  answer_atm: 'ATM',
  answer_counter: '窓口',
  answer_code: 'コードを 作った ところ',
  notTaken: 'お金は とられていません。',
  failed: 'チャージできませんでした',
  gaveUp: 'チャージを やめました',
  proofCancelled: '本人の 確認が キャンセルされました',
  cardNotProven: '本人の 確認が できませんでした',
  cardNotAuthenticated: '本人の 確認が できない カードです',
  tooLate: '時間が すぎたので、チャージしませんでした',
  cardTooLate: 'カード会社の 画面で、終わりませんでした。{notTaken}',
  insufficient_funds:
    '銀行口座の お金が 足りませんでした。{notTaken}口座の お金を たしかめて、もう一度 してください。',
  limit: '{whose}が 決めた 金額より 多いです。{notTaken}明日か、そのあとに してください。',
  frozen: '{whose}が 止めています。{notTaken}{whose}に 聞いてください。',
  unlinked: '銀行口座の 登録が なくなっています。もう一度 口座を 登録してください。',
  maintenance: '{whose}は 今 休みです。{notTaken}あとで もう一度 してください。',
  balance_over_cap: '持つことが できる 金額より 多くなるので、チャージしませんでした。{notTaken}',
  abandoned: 'とちゅうで 終わったので、チャージしませんでした。{notTaken}',
  not_proven: '本人の 確認が できませんでした。{notTaken}もう一度 してください。',
  refunded: 'とりけされたので、チャージしませんでした。お金は もどります。',
  over_limit: 'とちゅうで チャージできる 金額を こえたので、チャージしませんでした。{notTaken}',
  card_declined:
    'カード会社が この カードを 使えないと 言いました。{notTaken}ほかの カードを 使ってください。または カード会社に 聞いてください。',
  card_expired: 'カードの 使える日が すぎています。{notTaken}新しい カードを 使ってください。',
  card_code_wrong: 'セキュリティコードが 違いました。{notTaken}カードを 見て、もう一度 してください。',
  card_not_accepted: 'この カードの 会社は 使えません。{notTaken}ほかの カードを 使ってください。',
  too_many_cards:
    '使う カードが 多すぎます。{notTaken}前に 使った カードか、ほかの 方法で チャージしてください。',
  too_many_tries:
    'カードが 何回も 使えませんでした。安全の ために 止めました。{notTaken}あとで するか、ほかの 方法で チャージしてください。',
  cancelled: '{notTaken}もう一度 チャージすることも、ほかの 方法を えらぶことも できます。',
  proof_cancelled:
    'カード会社の 画面で「キャンセル」が えらばれました。{notTaken}もう一度 することが できます。',
  not_authenticated:
    'この カードは、カード会社の 本人の 確認（3-Dセキュア）が できません。{notTaken}ほかの カードか、ほかの 方法を 使ってください。',
  other: '{whose}で うまくいきませんでした。{whose}に 聞いてください。',
  card_insufficient_funds:
    'カードで 使える 金額が 足りませんでした。{notTaken}金額を へらすか、ほかの カードを 使ってください。',
  card_maintenance: 'カード会社で うまくいきませんでした。{notTaken}少し 待ってから、もう一度 してください。',
  card_not_proven:
    'カード会社の 本人の 確認（3-Dセキュア）が できませんでした。{notTaken}もう一度 するか、カード会社に 聞いてください。',
}
