import type { Translated } from '../../i18n/words.ts'
import type { campaigns as japanese } from '../ja/campaigns.ts'

export const campaigns: Translated<typeof japanese> = {
  not_in_town: 'カードの 住所が この まちの 人だけ もらえます',
  not_your_age: 'あなたの 年では もらえません',
  below_minimum: 'チャージの 金額が 少ないです',
  less_than_a_point: '1ポイントより 少ないです',
  other_gives_more: 'ほかの キャンペーンの ほうが 多く もらえます',
  without_bonus: 'この チャージは ボーナスが ありません',
  budget_used_up: 'キャンペーンの お金が なくなりました',
  cap_per_top_up: '1回の チャージで もらえる いちばん 多い ポイントです',
  cap_per_person: '1人が もらえる いちばん 多い ポイントです',
  cap_per_period: 'この 期間に もらえる いちばん 多い ポイントです',
  atOnce: 'すぐに もらえます。{expiresOn}まで 使えます。',
  nextDay: 'つぎの日の {grantHour}時から もらえます。{expiresOn}まで 使えます。',
  leftPoints: '（あと {count}ポイント）',
  minimum: '{minimumTopUp}より 多い チャージ',
  perTopUp: '1回に {count}ポイントまで',
  perPerson: '1人 {count}ポイントまで{left}',
  perDay: '1日に {count}ポイントまで{left}',
  perMonth: '1か月に {count}ポイントまで{left}',
  budgetLeft: '残り {count}ポイント',
  between: '、',
  why: '{why}。',
  conditions: '{list}。',
  offer: '{name}（{rate}）',
}
