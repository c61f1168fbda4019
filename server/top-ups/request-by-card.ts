import { brandNames } from '#contract/cards.ts'
import type { BodyOf } from '#contract/endpoint.ts'
import type { requestCardTopUp as endpoint } from '#contract/card-top-ups.ts'
import type { Context } from '../context.ts'
import { enqueue } from '../jobs/queue.ts'
import { lockWallets } from '../ledger/post.ts'
import type { Transaction } from '../lib/database.ts'
import { isOfNow } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import { advanceCardTopUp } from './advance-card.ts'
import * as queries from './card-queries.ts'
import { decideCardRequest, minutesAtCompany } from './card-rules.ts'
import { findTopUp, insertTopUp } from './queries.ts'
import { visitCompany } from './visit-card-company.ts'
import { readTopUpFacts } from './read.ts'
import { decideTopUp } from './rules.ts'

type Request = BodyOf<typeof endpoint>

/**
 * 実行: records the wish to top up by card, opens the card company's page or asks for money from the saved card, and
 * gives where the browser goes now; null where nothing is left to do there. The same request again opens nothing new.
 * Refuses what the contract lists, in its order.
 */
export async function requestCardTopUp(
  context: Context,
  residentId: string,
  request: Request,
): Promise<string | null> {
  const before = await findTopUp(context.database, request.id)
  if (!before && !isOfNow(request.id, context.now())) refuse('clock_off')
  if (!before) await context.database.transact((tx) => record(context, tx, residentId, request))
  const known = await queries.findByCard(context.database, request.id)
  const same =
    known?.residentId === residentId && known.amount === request.amount && known.cardId === request.cardId
  if (!same) refuse('top_up_exists_with_different_content')
  return goOn(context, known)
}

/** Where a waiting top-up goes on, or null when it is over. Refuses not_found and card_company_unavailable. */
export async function continueCardTopUp(
  context: Context,
  residentId: string,
  id: string,
): Promise<string | null> {
  const known = await queries.findByCard(context.database, id)
  if (known?.residentId !== residentId) refuse('not_found')
  return goOn(context, known)
}

async function record(
  context: Context,
  tx: Transaction,
  residentId: string,
  { id, cardId, amount }: Request,
): Promise<void> {
  const now = context.now()
  await lockWallets(tx, [residentId])
  const facts = await readTopUpFacts(tx, now, { residentId, bankAccountId: null, except: id })
  const verdict = decideTopUp(amount, facts)
  if (verdict.refused) refuse(verdict.refused, verdict.facts)
  const cardFacts = {
    rules: await queries.readCardRules(tx, now),
    ...(await queries.countCardTries(tx, residentId, now)),
  }
  const saved =
    cardId === null ? null : ((await queries.findSavedCard(tx, residentId, cardId, now)) ?? 'unknown')
  const cardVerdict = decideCardRequest(cardFacts, saved, now)
  if (cardVerdict.refused) refuse(cardVerdict.refused, cardVerdict.facts)
  const source =
    saved && saved !== 'unknown' ? { name: brandNames[saved.brand], digits: saved.lastDigits } : null
  const wish = { id, residentId, amount, means: 'card', bankAccountId: null, requestedAt: now } as const
  // A twin of this request was faster: it has recorded the same.
  if (!(await insertTopUp(tx, { ...wish, ...(source ? { source } : {}), state: 'awaiting_card' }))) return
  await queries.insertByCard(tx, id, cardId)
  const startAfter = new Date(now.getTime() + (minutesAtCompany + 1) * 60_000)
  await enqueue(context.queue, tx, 'top-ups.look-at-card', { topUpId: id }, { startAfter })
}

async function goOn(context: Context, known: queries.ByCard): Promise<string | null> {
  if (known.state !== 'awaiting_card') return null
  const look = await visitCompany(context, known).catch(() => refuse('card_company_unavailable'))
  if (typeof look === 'string') return look
  await advanceCardTopUp(context, known.topUpId, look)
  return look.state === 'open' ? look.url : null
}
