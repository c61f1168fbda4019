import type { DeskDocument } from '#contract/recovery.ts'

/** What the documents that a desk may see are called. */
export const documentNames: Record<DeskDocument, string> = {
  my_number_card: 'マイナンバーカード',
  driving_licence: '運転免許証',
  passport: 'パスポート',
  residence_card: '在留カード',
  health_insurance: '資格確認書・健康保険証',
  pension_book: '年金手帳',
}
