import type { Translated } from '../../../lib/i18n/words.ts'
import type { bonus as japanese } from '../ja/bonus.ts'

export const bonus: Translated<typeof japanese> = {
  preview: 'この チャージで もらえる {pointsName}',
  earns: 'これを 払うと {count}ポイント もらえます',
  earnsNextDay: 'これを 払うと つぎの日に {count}ポイント もらえます',
  pointsCount: '{count}ポイント',
  residencyLapsed:
    'まちに 住んでいることを たしかめてから 時間が たちました。もう一度 たしかめると もらえます。',
  confirmByCard: 'カードで もう一度 たしかめる',
  parts_top_up: 'ボーナスの くわしいこと',
  parts_payment: '払って もらう ボーナス',
  part: '{count}ポイント{value}',
  planned: '（これから もらう）',
  none: 'ありません',
  until: '{day}まで 使えます。',
  takenBack_top_up: 'チャージを とりけしたので、{count}ポイントを とりけしました。{value}',
  takenBack_payment: 'お金が もどったので、{count}ポイントを とりけしました。{value}',
  owed: 'もう 使った {count}ポイントは、つぎの ボーナスから ひきます。',
}
