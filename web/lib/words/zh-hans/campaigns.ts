import type { Translated } from '../../i18n/words.ts'
import type { campaigns as japanese } from '../ja/campaigns.ts'

export const campaigns: Translated<typeof japanese> = {
  not_in_town: '仅限卡上地址在本市的人',
  not_your_age: '不在对象年龄内',
  below_minimum: '未达到最低充值金额',
  less_than_a_point: '金额不足1积分',
  other_gives_more: '其他活动赠送更多',
  without_bonus: '此充值不参与奖励',
  budget_used_up: '活动预算已用完',
  cap_per_top_up: '已达单次充值奖励上限',
  cap_per_person: '已达每人上限',
  cap_per_period: '已达期间上限',
  atOnce: '即时到账。可使用至{expiresOn}。',
  nextDay: '次日{grantHour}点起陆续到账。可使用至{expiresOn}。',
  leftPoints: '（剩余{count}积分）',
  minimum: '充值{minimumTopUp}以上',
  perTopUp: '单次最多{count}积分',
  perPerson: '每人最多{count}积分{left}',
  perDay: '每日最多{count}积分{left}',
  perMonth: '每月最多{count}积分{left}',
  budgetLeft: '预算剩余 {count}积分',
  between: '，',
  why: '{why}。',
  conditions: '{list}。',
  offer: '{name}（{rate}）',
}
