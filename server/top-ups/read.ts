import type { ReplyOf } from '#contract/endpoint.ts'
import { missingProofs } from '#contract/proofs.ts'
import type { readTopUp, readTopUpTerms } from '#contract/top-ups.ts'
import type { Context } from '../context.ts'
import { shareOf } from '../lib/amount.ts'
import { dayOf, endOfMonth, startOfDay, startOfMonth } from '../lib/day.ts'
import type { Queries } from '../lib/database.ts'
import { refuse } from '../lib/refusal.ts'
import { findBonusRule, findDetail, readLimits, readStanding, readUsed, type TopUpDetail } from './queries.ts'
import { roomUnder, type TopUpFacts } from './rules.ts'

/** The facts of a decision, as they are for these queries: inside a transaction, under the wallet's lock. */
export async function readTopUpFacts(
  queries: Queries,
  now: Date,
  {
    residentId,
    bankAccountId,
    except,
  }: { residentId: string; bankAccountId: string | null; except: string | null },
): Promise<TopUpFacts & { phone: string | null }> {
  const span = { now, startOfToday: startOfDay(dayOf(now)), startOfMonth: startOfMonth(now), except }
  return {
    ...(await readStanding(queries, residentId, bankAccountId)),
    limits: await readLimits(queries, now),
    used: await readUsed(queries, residentId, span),
  }
}

/** What may be topped up now, in words that come before any typing. */
export async function readTerms(
  context: Context,
  residentId: string,
): Promise<ReplyOf<typeof readTopUpTerms>> {
  const now = context.now()
  const facts = await readTopUpFacts(context.database, now, { residentId, bankAccountId: null, except: null })
  const bonus = await findBonusRule(context.database, now)
  const missing = facts.frozen ? 'frozen' : (missingProofs('top_up', facts.proofs)[0] ?? null)
  return {
    allowed: missing === null,
    missing,
    minimum: facts.limits.minimum,
    perTopUp: facts.limits.perTopUp,
    ...roomUnder(facts.limits, facts.used),
    bonus: {
      basisPoints: bonus?.basisPoints ?? 0,
      when: bonus?.when ?? 'at_once',
      expiresOn: endOfMonth(now, bonus?.expiryMonths ?? 0),
      until: bonus?.until?.toISOString() ?? null,
    },
  }
}

type TopUp = ReplyOf<typeof readTopUp>

/** One top-up of this resident as the app shows it. Refuses not_found. */
export async function readDetail(context: Context, residentId: string, id: string): Promise<TopUp> {
  const detail = await findDetail(context.database, residentId, id)
  if (!detail) refuse('not_found')
  return {
    id: detail.id,
    state: detail.state,
    amount: detail.amount,
    means: detail.means,
    sourceName: detail.sourceName ?? '',
    lastDigits: detail.lastDigits,
    takenBack: { amount: detail.takenBack, owed: detail.owed },
    declinedBecause: detail.declinedBecause as TopUp['declinedBecause'],
    bonus: await bonusOf(context, detail),
    requestedAt: detail.requestedAt.toISOString(),
    settledAt: detail.settledAt?.toISOString() ?? null,
    coinAfter: detail.coinAfter,
  }
}

async function bonusOf(context: Context, detail: TopUpDetail): Promise<TopUp['bonus']> {
  if (detail.bonusGranted !== null) {
    return { points: detail.bonusGranted, state: 'granted', expiresOn: detail.bonusExpiresOn }
  }
  const at = detail.settledAt ?? context.now()
  const rule = detail.state === 'declined' ? undefined : await findBonusRule(context.database, at)
  const points = rule ? shareOf(detail.amount, rule.basisPoints) : 0
  if (!rule || points === 0) return { points: 0, state: 'none', expiresOn: null }
  return { points, state: 'planned', expiresOn: endOfMonth(at, rule.expiryMonths) }
}
