import type { ApplicationForm } from '#contract/joining-form.ts'
import { minutesOf, sayOpening } from '#contract/opening-hours.ts'
import type { ApplicationState, ScreeningItem } from '#contract/joining.ts'

/** How an application stands, as the office says it. */
export const stateWords: Record<ApplicationState, string> = {
  draft: '入力中',
  sent: '受付',
  screening: '確認中',
  asked: '質問の返事待ち',
  approved: '承認',
  declined: '見送り',
}

/** Each point of the screening, and what to look at. */
export const itemWords: Record<ScreeningItem, { title: string; help: string }> = {
  party: { title: '事業者', help: '法人番号公表サイトや書類と、名前・住所が合うか' },
  antisocial: { title: '反社会的勢力の確認', help: '名前と代表者を照会した方法と結果' },
  goods: { title: '業種と商品', help: '加盟できない業種でないか。対象外商品の申告はあるか' },
  place: { title: 'お店の実在', help: '地図や電話で、住所と営業時間を確かめる' },
  account: { title: '振込先の口座', help: '通帳の写しと、口座名義・支店・番号が合うか' },
  duplicates: { title: '重複', help: '下の「似ている登録」を見て、同じお店でないか' },
}

export const alikeWords = {
  name: '店名',
  phone: '電話番号',
  account: '振込先',
  corporate_number: '法人番号',
} as const

/** How long something has waited, in whole days. */
export function sayWaiting(sinceMs: number): string {
  const days = Math.floor(sinceMs / 86_400_000)
  return days === 0 ? '今日' : `${days}日前`
}

/** Opening hours as they will stand on the shop's page. */
export function sayHours({ opensAt, closesAt, closedOn, hoursNote }: ApplicationForm): string {
  return sayOpening(
    { opensAt: minutesOf(opensAt) ?? 0, closesAt: minutesOf(closesAt) ?? 0, closedOn, onHolidays: 'usual' },
    hoursNote,
  )
}
