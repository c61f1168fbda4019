import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { actId, amount, amountOrNone, day, done, id, instant, text } from './values.ts'

/** What a campaign gives points for. */
export const campaignKind = z.enum(['top_up', 'payment'])
export type CampaignKind = z.output<typeof campaignKind>

/** Why a campaign gives less than its rate, or nothing, for a top-up or a payment. */
export const whyLess = z.enum([
  'not_in_town',
  'not_your_age',
  /** No coin was paid: points that were given earn none. */
  'only_points',
  'below_minimum',
  'less_than_a_point',
  'other_gives_more',
  'without_bonus',
  'budget_used_up',
  'cap_each',
  'cap_per_person',
  'cap_per_period',
  /** The payment came back before the points were granted. */
  'given_back',
])
export type WhyLess = z.output<typeof whyLess>

/** The ages that a card check tells apart. */
export const ageBand = z.enum(['0-12', '13-15', '16-17', '18-64', '65+'])

/** A campaign as it stands for one person at one moment; null where it has no such limit. */
export const offer = z.strictObject({
  /** Tells offers apart; it is not the campaign's id at the office. */
  campaignId: id,
  name: z.string(),
  basisPoints: z.int().min(1).max(10_000),
  minimumAmount: amount,
  capEach: amount.nullable(),
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
 * What each campaign brings for a top-up of an amount, or for a payment of so much coin, in the order of the offers:
 * the same rule for the app that shows it before and for the database that promises it (campaigns.promise_for); a test
 * holds both to the same cases.
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
  const fits = each.notFor === null && yen >= each.minimumAmount
  const want = fits ? least(share, each.capEach, each.leftForPerson, each.leftInPeriod) : 0
  const first: WhyLess | null =
    each.notFor ??
    (yen === 0
      ? 'only_points'
      : yen < each.minimumAmount
        ? 'below_minimum'
        : share === 0
          ? 'less_than_a_point'
          : null)
  return { each, share, want, reachable: least(want, each.leftInBudget), first }
}

function whyLessThan(share: number, want: number, points: number, each: Offer): WhyLess | null {
  if (points < want) return 'budget_used_up'
  if (points === share) return null
  if (want === each.capEach) return 'cap_each'
  return want === each.leftForPerson ? 'cap_per_person' : 'cap_per_period'
}

/** What one campaign brings or has brought for a top-up or a payment. */
const bonusPart = z.strictObject({
  name: z.string(),
  points: amountOrNone,
  state: z.enum(['none', 'planned', 'granted']),
  because: whyLess.nullable(),
  when: z.enum(['at_once', 'next_day']),
  grantHour: z.int(),
  expiresOn: day,
  /** What of it went again with a top-up that was taken back or a payment that was refunded; `owed` was spent. */
  takenBack: amountOrNone,
  owed: amountOrNone,
})
export type BonusPart = z.output<typeof bonusPart>

export const bonus = z.strictObject({
  points: amountOrNone,
  state: z.enum(['none', 'planned', 'granted']),
  /** The last day on which the first of the points can be used. */
  expiresOn: day.nullable(),
  /** Each campaign that was in force, with the reason where it gives less than its rate. */
  parts: z.array(bonusPart),
})
export type Bonus = z.output<typeof bonus>

/** What campaigns would bring for an amount, as it is told before anything is decided. */
export function partsFor(yen: number, offers: readonly Offer[]): BonusPart[] {
  const promised = promisesFor(yen, offers)
  return offers.map(({ name, when, grantHour, expiresOn }, index) => {
    const { points = 0, because = null } = promised[index] ?? {}
    const state = points > 0 ? 'planned' : 'none'
    return { name, points, state, because, when, grantHour, expiresOn, takenBack: 0, owed: 0 }
  })
}

/** The parts of a bonus with what they come to: granted when all of it has come. */
export function bonusOf(parts: BonusPart[]): Bonus {
  const coming = parts.filter(({ state }) => state !== 'none')
  const [expiresOn = null] = coming.map((part) => part.expiresOn).toSorted()
  const granted = coming.length > 0 && coming.every(({ state }) => state === 'granted')
  return {
    points: coming.reduce((sum, { points, takenBack }) => sum + points - takenBack, 0),
    state: coming.length === 0 ? 'none' : granted ? 'granted' : 'planned',
    expiresOn,
    parts,
  }
}

export const readPaymentOffers = endpoint({
  method: 'GET',
  path: '/me/payment-offers',
  audience: 'resident',
  summary: 'The campaigns that give points for paying now, each as it stands for the caller',
  reply: z.strictObject({ offers: z.array(offer) }),
})

export const readPaymentBonus = endpoint({
  method: 'GET',
  path: '/me/payments/:id/bonus',
  audience: 'resident',
  summary:
    'What a payment of the caller has earned or will, and what went again; by the id of a refund as well',
  params: z.strictObject({ id: actId }),
  reply: bonus,
  refusals: ['not_found'],
})

const yesOrNone = amount.nullable()

/** What the office writes down; the numbers are whole points, yen or days. */
export const campaignTerms = z.strictObject({
  kind: campaignKind,
  name: text(40).pipe(z.string().min(1)),
  basisPoints: z.int().min(1).max(10_000),
  minimumAmount: amount.max(10_000_000),
  capEach: yesOrNone,
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
  summary: 'Stop a campaign for what is topped up or paid from now on; what was promised still comes',
  params: z.strictObject({ id: actId }),
  body: z.strictObject({ reason: text(400).pipe(z.string().min(1)) }),
  reply: done,
  refusals: ['not_found'],
})
