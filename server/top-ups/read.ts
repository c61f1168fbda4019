import type { ReplyOf } from '#contract/endpoint.ts'
import { missingProofs } from '#contract/proofs.ts'
import type { readTopUp, readTopUpTerms } from '#contract/top-ups.ts'
import type { Context } from '../context.ts'
import { dayOf, startOfDay, startOfMonth } from '../lib/day.ts'
import type { Queries } from '../lib/database.ts'
import { refuse } from '../lib/refusal.ts'
import { readBonus } from './bonus.ts'
import { listOffers } from './bonus-queries.ts'
import { findDetail } from './queries.ts'
import { roomUnder, type TopUpFacts } from './rules.ts'
import { readStanding, readUsed } from './standing-queries.ts'

/**
 * The facts of a decision, as they are for these queries: inside a transaction, under the wallet's lock. Limits and
 * proofs are of who holds the wallet; the bank account, the phone and the first day are of who pays.
 */
export async function readTopUpFacts(
  queries: Queries,
  now: Date,
  {
    residentId,
    payerId = residentId,
    bankAccountId,
    except,
  }: { residentId: string; payerId?: string; bankAccountId: string | null; except: string | null },
): Promise<TopUpFacts & { phone: string | null }> {
  const span = { now, startOfToday: startOfDay(dayOf(now)), startOfMonth: startOfMonth(now), except, payerId }
  const standing = await readStanding(queries, { residentId, payerId, bankAccountId, now })
  return { ...standing, used: await readUsed(queries, residentId, span) }
}

/** What may be topped up now, in words that come before any typing. */
export async function readTerms(
  context: Context,
  residentId: string,
  payerId: string = residentId,
): Promise<ReplyOf<typeof readTopUpTerms>> {
  const now = context.now()
  const facts = await readTopUpFacts(context.database, now, {
    ...{ residentId, payerId, bankAccountId: null, except: null },
  })
  const missing = facts.frozen ? 'frozen' : (missingProofs('top_up', facts.proofs, facts.needed)[0] ?? null)
  return {
    allowed: missing === null,
    missing,
    minimum: facts.limits.minimum,
    perTopUp: facts.limits.perTopUp,
    ...roomUnder(facts.limits, facts.used),
    bonus: await listOffers(context.database, residentId, now),
  }
}

type TopUp = ReplyOf<typeof readTopUp>

/** One top-up of this resident, or paid by this resident for a relative, as the app shows it. Refuses not_found. */
export async function readDetail(context: Context, residentId: string, id: string): Promise<TopUp> {
  const detail = await findDetail(context.database, residentId, id)
  if (!detail) refuse('not_found')
  const { helper, relative } = detail
  const own = detail.residentId === residentId
  // The relative is told who paid and not from which account; the helper sees the balance by the help alone.
  const account = own && helper !== null ? { sourceName: helper, lastDigits: null } : detail
  return {
    id: detail.id,
    state: detail.state,
    amount: detail.amount,
    means: detail.means,
    sourceName: account.sourceName ?? '',
    lastDigits: account.lastDigits,
    takenBack: { amount: detail.takenBack, owed: detail.owed },
    declinedBecause: detail.declinedBecause as TopUp['declinedBecause'],
    bonus: await readBonus(context.database, detail, context.now()),
    requestedAt: detail.requestedAt.toISOString(),
    settledAt: detail.settledAt?.toISOString() ?? null,
    coinAfter: own ? detail.coinAfter : null,
    help: helper === null || relative === null ? null : { helper, relative, mine: !own },
  }
}
