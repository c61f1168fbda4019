import type { CampaignTerms, Offer, WhyLess } from '#contract/campaigns.ts'
import { wordsOf } from '../i18n/words.ts'
import { sayYen } from '../numbers.ts'
import { sayDay } from '../time.ts'
import { campaigns } from './ja/campaigns.ts'

const t = wordsOf('campaigns', campaigns)

/** Why a campaign gives less than its rate, or nothing: what a person reads before and after a top-up or a payment. */
export function sayWhyLess(why: WhyLess): string {
  return t('why', { why: t(why) })
}

/** Basis points as a percentage, for example 300 as 「3%」. Refuses nothing. */
export function sayRate(basisPoints: number): string {
  return `${basisPoints / 100}%`
}

/** A campaign by its name and its rate. Refuses nothing. */
export function sayOffer({ name, basisPoints }: Pick<Offer, 'name' | 'basisPoints'>): string {
  return t('offer', { name, rate: sayRate(basisPoints) })
}

type Coming = Pick<Offer, 'when' | 'grantHour' | 'expiresOn'>

/** When points come and until when they can be used. Refuses nothing. */
export function sayComing({ when, grantHour, expiresOn }: Coming): string {
  const until = sayDay(expiresOn)
  return when === 'at_once'
    ? t('atOnce', { expiresOn: until })
    : t('nextDay', { grantHour, expiresOn: until })
}

/** Only the office chooses ages, and it reads Japanese. */
export const ageBandWords: Record<NonNullable<CampaignTerms['ageBands']>[number], string> = {
  '0-12': '12歳以下',
  '13-15': '13〜15歳',
  '16-17': '16〜17歳',
  '18-64': '18〜64歳',
  '65+': '65歳以上',
}

type Conditions = Pick<Offer, 'minimumAmount' | 'capEach' | 'capPerPerson' | 'capPerPeriod' | 'period'> & {
  leftForPerson?: number | null
  leftInPeriod?: number | null
  leftInBudget?: number | null
}

/** The conditions of a campaign, each a short phrase; none where it simply gives its rate. Refuses nothing. */
export function sayConditions(offer: Conditions): string[] {
  const left = (points: number | null | undefined) =>
    points === null || points === undefined ? '' : t('leftPoints', { count: points })
  const { minimumAmount, capEach, capPerPerson, capPerPeriod, period, leftInBudget } = offer
  return [
    ...(minimumAmount > 1 ? [t('minimum', { minimum: sayYen(minimumAmount) })] : []),
    ...(capEach === null ? [] : [t('perAct', { count: capEach })]),
    ...(capPerPerson === null
      ? []
      : [t('perPerson', { count: capPerPerson, left: left(offer.leftForPerson) })]),
    ...(capPerPeriod === null || period === null
      ? []
      : [
          t(period === 'day' ? 'perDay' : 'perMonth', {
            count: capPerPeriod,
            left: left(offer.leftInPeriod),
          }),
        ]),
    ...(leftInBudget === null || leftInBudget === undefined
      ? []
      : [t('budgetLeft', { count: leftInBudget })]),
  ]
}

/** The same as one sentence; empty where there are none. */
export function sayConditionsTogether(offer: Conditions): string {
  const conditions = sayConditions(offer)
  return conditions.length > 0 ? t('conditions', { list: conditions.join(t('between')) }) : ''
}
