import type { CampaignTerms, Offer } from '#contract/campaigns.ts'
import { addDays, dayOf, fromClock, toClock } from '../../lib/time.ts'

export type AgeBand = NonNullable<CampaignTerms['ageBands']>[number]

/** A campaign as it stands in the form: numbers that may be missing, and times as the clock in Japan shows them. */
export type Draft = {
  kind: CampaignTerms['kind']
  name: string
  /** Per cent with at most two places: a hundredth of a per cent is a basis point. */
  rate: string
  funding: string
  startsAt: string
  endsAt: string
  minimumAmount: number | null
  onlyInTown: boolean
  ageBands: AgeBand[]
  capEach: number | null
  capPerPerson: number | null
  capPerPeriod: number | null
  period: 'day' | 'month'
  budget: number | null
  when: CampaignTerms['when']
  grantHour: string
  stacks: 'yes' | 'no'
  expiry: 'months' | 'days' | 'day'
  expiryMonths: number | null
  expiryDays: number | null
  expiresOn: string
}

/** What the form opens with: 3 % for charging, at once from the next day on, for six months, on top of others. */
export function emptyDraft(nowMs: number): Draft {
  const tomorrow = addDays(dayOf(new Date(nowMs).toISOString()), 1)
  return {
    ...{ kind: 'top_up', name: '', rate: '3', funding: '', startsAt: `${tomorrow}T00:00`, endsAt: '' },
    ...{
      minimumAmount: null,
      onlyInTown: false,
      ageBands: [],
      capEach: null,
      capPerPerson: null,
      capPerPeriod: null,
    },
    ...{ period: 'day', budget: null, when: 'at_once', grantHour: '6', stacks: 'yes' },
    ...{ expiry: 'months', expiryMonths: 6, expiryDays: null, expiresOn: '' },
  }
}

/** The form of a campaign that is there already. */
export function draftOf(terms: CampaignTerms): Draft {
  return {
    ...{ kind: terms.kind, name: terms.name, rate: String(terms.basisPoints / 100), funding: terms.funding },
    ...{ startsAt: toClock(terms.startsAt), endsAt: terms.endsAt === null ? '' : toClock(terms.endsAt) },
    ...{
      minimumAmount: terms.minimumAmount === 1 ? null : terms.minimumAmount,
      onlyInTown: terms.onlyInTown,
    },
    ...{ ageBands: terms.ageBands ?? [], capEach: terms.capEach, capPerPerson: terms.capPerPerson },
    ...{ capPerPeriod: terms.capPerPeriod, period: terms.period ?? 'day', budget: terms.budget },
    ...{ when: terms.when, grantHour: String(terms.grantHour), stacks: terms.stacks ? 'yes' : 'no' },
    expiry: terms.expiresOn !== null ? 'day' : terms.expiryDays !== null ? 'days' : 'months',
    ...{ expiryMonths: terms.expiryMonths, expiryDays: terms.expiryDays, expiresOn: terms.expiresOn ?? '' },
  }
}

export type Mistakes = Partial<Record<keyof Draft, string>>

/** The terms that a form stands for, or words for what is missing, by field. Refuses nothing. */
export function termsOf(draft: Draft): { terms: CampaignTerms } | { mistakes: Mistakes } {
  const mistakes = mistakesIn(draft)
  if (Object.keys(mistakes).length > 0) return { mistakes }
  const { kind, name, funding, onlyInTown, ageBands, capEach, capPerPerson, capPerPeriod, budget, when } =
    draft
  const terms: CampaignTerms = {
    ...{ kind, name: name.trim(), funding: funding.trim(), basisPoints: readRate(draft.rate) ?? 0 },
    ...{ startsAt: fromClock(draft.startsAt), endsAt: draft.endsAt === '' ? null : fromClock(draft.endsAt) },
    ...{
      minimumAmount: draft.minimumAmount ?? 1,
      onlyInTown,
      ageBands: ageBands.length === 0 ? null : ageBands,
    },
    ...{
      capEach,
      capPerPerson,
      capPerPeriod,
      period: capPerPeriod === null ? null : draft.period,
      budget,
    },
    ...{ when, grantHour: Number(draft.grantHour), stacks: draft.stacks === 'yes' },
    expiryMonths: draft.expiry === 'months' ? draft.expiryMonths : null,
    expiryDays: draft.expiry === 'days' ? draft.expiryDays : null,
    expiresOn: draft.expiry === 'day' ? draft.expiresOn : null,
  }
  return { terms }
}

function mistakesIn(draft: Draft): Mistakes {
  const { expiry } = draft
  const wrong: [keyof Draft, boolean, string][] = [
    ['name', draft.name.trim() === '', 'キャンペーンの名前を入力してください。'],
    ['rate', readRate(draft.rate) === null, '0.01〜100の数字で、小数は2桁までにしてください。'],
    ['funding', draft.funding.trim() === '', '費用を負担する団体を入力してください。'],
    ['startsAt', draft.startsAt === '', '開始日時を入力してください。'],
    ['endsAt', draft.endsAt !== '' && draft.endsAt <= draft.startsAt, '開始より後の日時にしてください。'],
    ['expiryMonths', expiry === 'months' && draft.expiryMonths === null, '月数を入力してください。'],
    ['expiryDays', expiry === 'days' && draft.expiryDays === null, '日数を入力してください。'],
    ['expiresOn', expiry === 'day' && draft.expiresOn === '', '日付を入力してください。'],
  ]
  return Object.fromEntries(wrong.filter(([, is]) => is).map(([field, , words]) => [field, words]))
}

/** Basis points of a typed percentage, for example 250 of 「2.5」; null for what is none between 0.01 and 100. */
export function readRate(text: string): number | null {
  const found = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(text.normalize('NFKC').trim().replace(/%$/, ''))
  if (!found) return null
  const basisPoints = Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0'))
  return basisPoints >= 1 && basisPoints <= 10_000 ? basisPoints : null
}

/** The campaign as somebody in its audience will see it on its first day, with everything still left. */
export function offerOf(terms: CampaignTerms): Offer {
  const { name, basisPoints, minimumAmount, capEach, capPerPerson, capPerPeriod, period, stacks } = terms
  return {
    ...{ campaignId: '', name, basisPoints, minimumAmount, capEach, capPerPerson, capPerPeriod, period },
    ...{ leftForPerson: capPerPerson, leftInPeriod: capPerPeriod, leftInBudget: terms.budget, stacks },
    ...{ notFor: null, when: terms.when, grantHour: terms.grantHour, until: terms.endsAt },
    expiresOn: lastDayOf(terms, dayOf(terms.startsAt)),
  }
}

/** The last day of points for a top-up or payment on a day; months end with their own last day. */
function lastDayOf({ expiresOn, expiryDays, expiryMonths }: CampaignTerms, on: string): string {
  if (expiresOn !== null) return expiresOn
  if (expiryDays !== null) return addDays(on, expiryDays)
  const [year = 0, month = 0] = on.split('-').map(Number)
  return new Date(Date.UTC(year, month + (expiryMonths ?? 0), 0)).toISOString().slice(0, 10)
}
