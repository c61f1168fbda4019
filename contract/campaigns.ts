import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { actId, amount, amountOrNone, day, done, id, instant, text } from './values.ts'

/** Why a campaign gives less than its rate, or nothing, for a top-up. */
export const whyLess = z.enum([
  'not_in_town',
  'not_your_age',
  'below_minimum',
  'less_than_a_point',
  'other_gives_more',
  'without_bonus',
  'budget_used_up',
  'cap_per_top_up',
  'cap_per_person',
  'cap_per_period',
])
export type WhyLess = z.output<typeof whyLess>

/** The ages that a card check tells apart. */
export const ageBand = z.enum(['0-12', '13-15', '16-17', '18-64', '65+'])

/** A campaign as it stands for one person at one moment; null where it has no such limit. */
export const offer = z.strictObject({
  campaignId: id,
  name: z.string(),
  basisPoints: z.int().min(1).max(10_000),
  minimumTopUp: amount,
  capPerTopUp: amount.nullable(),
  capPerPerson: amount.nullable(),
  leftForPerson: amountOrNone.nullable(),
  capPerPeriod: amount.nullable(),
  period: z.enum(['day', 'month']).nullable(),
  leftInPeriod: amountOrNone.nullable(),
  leftInBudget: amountOrNone.nullable(),
  stacks: z.boolean(),
  notFor: z.enum(['not_in_town', 'not_your_age']).nullable(),
  when: z.enum(['at_once', 'next_day']),
  /** From which hour (JST) of the next day; told also where it comes at once. */
  grantHour: z.int().min(0).max(23),
  expiresOn: day,
  until: instant.nullable(),
})
export type Offer = z.output<typeof offer>

export type Promised = { campaignId: string; points: number; because: WhyLess | null }

const least = (...limits: (number | null)[]) =>
  Math.min(...limits.map((limit) => limit ?? Number.POSITIVE_INFINITY))

/** A share in basis points (1/100 of a per cent), rounded down to whole points; exact for every amount. */
export function shareInPoints(yen: number, basisPoints: number): number {
  return Number((BigInt(yen) * BigInt(basisPoints)) / 10_000n)
}

/**
 * What each campaign brings for a top-up of an amount, in the order of the offers: the same rule for the app that shows
 * it before and for the database that promises it (campaigns.promise_for); a test holds both to the same cases.
 */
export function promisesFor(yen: number, offers: readonly Offer[]): Promised[] {
  const wanted = offers.map((each) => wantOf(yen, each))
  const alone = wanted.filter(({ each }) => !each.stacks).toSorted((a, b) => b.reachable - a.reachable)
  const best = alone[0]
  return wanted.map(({ each, share, want, reachable, first }) => {
    const { campaignId } = each
    if (first) return { campaignId, points: 0, because: first }
    const beaten = !each.stacks && best !== undefined && best.reachable > 0 && best.each !== each
    if (beaten) return { campaignId, points: 0, because: 'other_gives_more' }
    return { campaignId, points: reachable, because: whyLessThan(share, want, reachable, each) }
  })
}

/** `want` is what caps allow, `reachable` what the budget still holds of it. */
function wantOf(yen: number, each: Offer) {
  const share = shareInPoints(yen, each.basisPoints)
  const fits = each.notFor === null && yen >= each.minimumTopUp
  const want = fits ? least(share, each.capPerTopUp, each.leftForPerson, each.leftInPeriod) : 0
  const first: WhyLess | null =
    each.notFor ?? (yen < each.minimumTopUp ? 'below_minimum' : share === 0 ? 'less_than_a_point' : null)
  return { each, share, want, reachable: least(want, each.leftInBudget), first }
}

function whyLessThan(share: number, want: number, points: number, each: Offer): WhyLess | null {
  if (points < want) return 'budget_used_up'
  if (points === share) return null
  if (want === each.capPerTopUp) return 'cap_per_top_up'
  return want === each.leftForPerson ? 'cap_per_person' : 'cap_per_period'
}

const yesOrNone = amount.nullable()

/** What the office writes down; the numbers are whole points, yen or days. */
export const campaignTerms = z.strictObject({
  name: text(40).pipe(z.string().min(1)),
  basisPoints: z.int().min(1).max(10_000),
  minimumTopUp: amount.max(10_000_000),
  capPerTopUp: yesOrNone,
  capPerPerson: yesOrNone,
  capPerPeriod: yesOrNone,
  period: z.enum(['day', 'month']).nullable(),
  budget: yesOrNone,
  stacks: z.boolean(),
  onlyInTown: z.boolean(),
  ageBands: z.array(ageBand).min(1).max(5).nullable(),
  when: z.enum(['at_once', 'next_day']),
  grantHour: z.int().min(0).max(23),
  /** Exactly one of the three: end of the month so many months ahead, so many days, or a day. */
  expiryMonths: z.int().min(0).max(120).nullable(),
  expiryDays: z.int().min(0).max(3650).nullable(),
  expiresOn: day.nullable(),
  startsAt: instant,
  endsAt: instant.nullable(),
  /** Who pays for the points. */
  funding: text(40).pipe(z.string().min(1)),
})
export type CampaignTerms = z.output<typeof campaignTerms>

export const campaignState = z.enum(['draft', 'planned', 'running', 'ended', 'stopped'])

export const campaign = z.strictObject({
  id,
  state: campaignState,
  revision: z.int(),
  terms: campaignTerms,
  madeBy: z.string().nullable(),
  madeByMe: z.boolean(),
  startedBy: z.string().nullable(),
  stoppedBy: z.string().nullable(),
  stoppedAt: instant.nullable(),
  stopReason: z.string().nullable(),
  /** Granted, promised and not granted yet, taken back, and left of the budget; null where there is none. */
  points: z.strictObject({
    granted: amountOrNone,
    reserved: amountOrNone,
    takenBack: amountOrNone,
    left: amountOrNone.nullable(),
  }),
})

export const listCampaigns = endpoint({
  method: 'GET',
  path: '/operator/campaigns',
  audience: 'operator',
  summary: 'Every campaign, the newest first, with what it has given and what is left',
  reply: z.strictObject({ campaigns: z.array(campaign) }),
})

export const readCampaign = endpoint({
  method: 'GET',
  path: '/operator/campaigns/:id',
  audience: 'operator',
  summary: 'One campaign',
  params: z.strictObject({ id: actId }),
  reply: campaign,
  refusals: ['not_found'],
})

export const writeCampaign = endpoint({
  method: 'PUT',
  path: '/operator/campaigns/:id',
  audience: 'operator',
  summary:
    'Make a campaign, or change one that has not started; it gives nothing before a second person starts it',
  params: z.strictObject({ id: actId }),
  /** The revision that was read; 0 for a new one. */
  body: z.strictObject({ revision: z.int().min(0), terms: campaignTerms }),
  reply: campaign,
  refusals: ['campaign_changed', 'campaign_started', 'campaign_terms_wrong'],
})

export const startCampaign = endpoint({
  method: 'POST',
  path: '/operator/campaigns/:id/start',
  audience: 'operator',
  summary: 'Let a campaign start as it was read; never by the person who wrote it',
  params: z.strictObject({ id: actId }),
  body: z.strictObject({ revision: z.int() }),
  reply: campaign,
  refusals: [
    'not_found',
    'campaign_changed',
    'campaign_started',
    'second_person_needed',
    'campaign_terms_wrong',
  ],
})

export const stopCampaign = endpoint({
  method: 'POST',
  path: '/operator/campaigns/:id/stop',
  audience: 'operator',
  summary: 'Stop a campaign for what is topped up from now on; what was promised still comes',
  params: z.strictObject({ id: actId }),
  body: z.strictObject({ reason: text(400).pipe(z.string().min(1)) }),
  reply: done,
  refusals: ['not_found'],
})
