/** Points for charging and paying: what would come, and what has. */
export const bonus = {
  preview: 'このチャージでもらえる{pointsName}',
  earns: 'このお支払いで{count}ポイント',
  earnsNextDay: 'このお支払いで{count}ポイント（翌日）',
  pointsCount: '{count}ポイント',
  residencyLapsed: '市内にお住まいの確認から時間がたちました。確認し直すと対象になります。',
  confirmByCard: 'カードで確認し直す',
  parts_top_up: 'ボーナスの内訳',
  parts_payment: 'お支払いの特典',
  part: '{count}ポイント{value}',
  planned: '（付与予定）',
  none: 'なし',
  until: '{day}まで使えます。',
  takenBack_top_up: 'チャージの取り消しに合わせて{count}ポイントを取り消しました。{value}',
  takenBack_payment: '返金に合わせて{count}ポイントを取り消しました。{value}',
  owed: '使用済みの{count}ポイントは、次のボーナスから差し引きます。',
} as const
