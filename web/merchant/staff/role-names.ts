import type { StaffAct } from '#contract/endpoint.ts'
import type { StaffRole } from '#contract/staff.ts'

/** The contract's schemas are not in the apps; these are the same, as far as they reach. */
export const roles: readonly StaffRole[] = ['owner', 'manager', 'till']

export const roleNames: Record<StaffRole, string> = { owner: '店主', manager: '店長', till: 'レジ' }

/** What each role is for, in one sentence, where one is chosen. */
export const roleNotes: Record<StaffRole, string> = {
  owner: 'すべての操作ができます。',
  manager: '返金と、前の日までの記録の確認ができます。',
  till: 'お会計と、今日の記録の確認ができます。',
}

/** The acts of the contract's table, in the words of the app. */
export const actNames: Record<StaffAct, string> = {
  receive: 'お会計をする',
  today: '今日の記録を見る',
  refund: '当日の取消・返金',
  days: '前の日までの記録・返金',
  make_device: '端末をレジにする',
  store: 'お店の情報を変える',
  account: '振込先の口座を変える',
  devices: '端末の一覧・停止',
  staff: 'スタッフを管理する',
  rules: '返金の上限を決める',
  keys: 'POSレジをつなぐ',
  webhooks: '通知先を決める',
}
