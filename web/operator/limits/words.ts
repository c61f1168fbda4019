import type { LimitName } from '#contract/limits.ts'

/** What each limit is called, and what it means. */
export const limitWords: Record<LimitName, { title: string; note: string }> = {
  top_up_min: { title: 'チャージの最低額', note: '1回に、これより少なくはできません' },
  top_up_max: { title: '1回のチャージ', note: '1回の上限' },
  top_up_day: { title: '1日のチャージ', note: 'おひとり、0時から24時まで' },
  top_up_month: { title: '1か月のチャージ', note: 'おひとり、1日から月末まで' },
  top_up_first_day: { title: '新しい端末の24時間', note: '新しい端末でログインしてからのチャージの合計' },
  balance_cap: { title: '残高', note: 'おひとりが持てるコインの上限。法律の届け出なしでは30万円まで' },
  payment_max: { title: '1回の支払い', note: '1回の上限' },
  payment_day: { title: '1日の支払い', note: 'おひとり、0時から24時まで' },
  paper_card_pin_above: {
    title: 'QRカードの暗証番号',
    note: '1回の支払いがこの金額を超えると、暗証番号が必要です',
  },
  paper_card_payment: { title: 'QRカードの1回の支払い', note: '1回の上限' },
  paper_card_day: { title: 'QRカードの1日の支払い', note: 'おひとり、カードを替えても通算' },
  gift_max: {
    title: '1回のおくる金額',
    note: '利用者どうし。0円で機能を止めます。法律の届け出なしでは10万円まで',
  },
  gift_month: {
    title: '1か月のおくる金額',
    note: 'おひとり、1日から月末まで。法律の届け出なしでは30万円まで',
  },
  helper_day: {
    title: '家族が代わりに払える1日の金額',
    note: 'ご本人が決められる上限。0円にすると、チャージと見守りだけになります',
  },
  helper_month: {
    title: '家族が代わりに払える1か月の金額',
    note: 'ご本人が決められる上限。1日から月末まで',
  },
}
