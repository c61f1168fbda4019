import type { CampaignTerms, Offer, WhyLess } from '#contract/campaigns.ts'
import { sayNumber, sayYen } from '../numbers.ts'
import { sayDay } from '../time.ts'

/** Why a campaign gives less than its rate, or nothing: what a person reads before and after a top-up. */
export const whyLessWords: Record<WhyLess, string> = {
  not_in_town: 'カードの住所が街の中にある人が対象です',
  not_your_age: '対象の年齢ではありません',
  below_minimum: 'チャージ金額が対象の最低額に足りません',
  less_than_a_point: '1ポイントに満たない金額です',
  other_gives_more: 'ほかのキャンペーンのほうが多くもらえます',
  without_bonus: 'ボーナスの対象にならないチャージです',
  budget_used_up: 'キャンペーンの予算に達しました',
  cap_per_top_up: '1回のチャージでもらえる上限に達しました',
  cap_per_person: 'おひとりの上限に達しました',
  cap_per_period: '期間ごとの上限に達しました',
}

/** Basis points as a percentage, for example 300 as 「3%」. Refuses nothing. */
export function sayRate(basisPoints: number): string {
  return `${basisPoints / 100}%`
}

type Coming = Pick<Offer, 'when' | 'grantHour' | 'expiresOn'>

/** When points come and until when they can be used. Refuses nothing. */
export function sayComing({ when, grantHour, expiresOn }: Coming): string {
  const arrives = when === 'at_once' ? 'すぐに届きます' : `翌日${grantHour}時から順に届きます`
  return `${arrives}。${sayDay(expiresOn)}まで使えます。`
}

export const ageBandWords: Record<NonNullable<CampaignTerms['ageBands']>[number], string> = {
  '0-12': '12歳以下',
  '13-15': '13〜15歳',
  '16-17': '16〜17歳',
  '18-64': '18〜64歳',
  '65+': '65歳以上',
}

export const periodWords = { day: '1日', month: '1か月' } as const

type Conditions = Pick<Offer, 'minimumTopUp' | 'capPerTopUp' | 'capPerPerson' | 'capPerPeriod' | 'period'> & {
  leftForPerson?: number | null
  leftInPeriod?: number | null
  leftInBudget?: number | null
}

/** The conditions of a campaign, each a short phrase; none where it simply gives its rate. Refuses nothing. */
export function sayConditions(offer: Conditions): string[] {
  const left = (points: number | null | undefined) =>
    points === null || points === undefined ? '' : `（あと${sayNumber(points)}ポイント）`
  const { minimumTopUp, capPerTopUp, capPerPerson, capPerPeriod, period, leftInBudget } = offer
  return [
    ...(minimumTopUp > 1 ? [`${sayYen(minimumTopUp)}以上のチャージが対象`] : []),
    ...(capPerTopUp === null ? [] : [`1回に${sayNumber(capPerTopUp)}ポイントまで`]),
    ...(capPerPerson === null
      ? []
      : [`おひとり${sayNumber(capPerPerson)}ポイントまで${left(offer.leftForPerson)}`]),
    ...(capPerPeriod === null || period === null
      ? []
      : [`${periodWords[period]}に${sayNumber(capPerPeriod)}ポイントまで${left(offer.leftInPeriod)}`]),
    ...(leftInBudget === null || leftInBudget === undefined
      ? []
      : [`予算の残り ${sayNumber(leftInBudget)}ポイント`]),
  ]
}
