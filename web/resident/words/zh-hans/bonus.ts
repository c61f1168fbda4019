import type { Translated } from '../../../lib/i18n/words.ts'
import type { bonus as japanese } from '../ja/bonus.ts'

export const bonus: Translated<typeof japanese> = {
  preview: '此次充值可获得的{pointsName}',
  earns: '此次付款可得{count}积分',
  earnsNextDay: '此次付款可得{count}积分（次日）',
  pointsCount: '{count}积分',
  residencyLapsed: '距上次确认您居住在本市已有一段时间。重新确认后即可享受。',
  confirmByCard: '用卡重新确认',
  parts_top_up: '奖励明细',
  parts_payment: '此次付款的奖励',
  part: '{count}积分{value}',
  planned: '（待发放）',
  none: '无',
  until: '可使用至{day}。',
  takenBack_top_up: '因充值撤销，已收回{count}积分。{value}',
  takenBack_payment: '因退款，已收回{count}积分。{value}',
  owed: '已使用的{count}积分将从下次奖励中扣除。',
}
