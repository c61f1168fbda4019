import { brandNames } from '#contract/cards.ts'
import type { Context } from '../context.ts'
import { enqueue } from '../jobs/queue.ts'
import { lockWallets } from '../ledger/post.ts'
import type { Transaction } from '../lib/database.ts'
import { refuse } from '../lib/refusal.ts'
import type { CardLook } from '../providers/card/port.ts'
import * as queries from './card-queries.ts'
import { type CardStep, decideCardStep, minutesAtCompany } from './card-rules.ts'
import { finishTopUp } from './finish.ts'
import { askForDebit, askToDebit } from './means.ts'
import { lockTopUp, markAttention, markDeclined, type TopUpRow } from './queries.ts'
import { readTopUpFacts } from './read.ts'
import { decideTopUp, pauseBeforeAsking } from './rules.ts'
import { visitCompany } from './visit-card-company.ts'

/** A screen that polls makes us ask the company no faster than this. */
const pauseMs = 2000

/**
 * Looks at a top-up that waits for its card, and does what follows: return, message, question and deadline all come
 * here, first or again, and believe nothing but what the company's API says. Money that was authorised is taken only
 * after the town has agreed under the wallet's lock. Does nothing for a top-up that no longer waits; refuses nothing.
 */
export async function advanceCardTopUp(context: Context, topUpId: string, seen?: CardLook): Promise<void> {
  const known = await queries.findByCard(context.database, topUpId)
  if (known?.state !== 'awaiting_card') return
  const look = seen ?? (await lookAt(context, known))
  const next = await context.database.transact((tx) => takeStep(context, tx, topUpId, look))
  if (!next) return
  const ask = next.do === 'capture' ? askToDebit : askForDebit
  await finishTopUp(context, topUpId, await ask(context, next.topUp), { thenAskAgain: next.do === 'finish' })
}

/** As advanceCardTopUp, for a screen that asks again and again. */
export async function advanceForScreen(context: Context, topUpId: string): Promise<void> {
  const now = context.now()
  const mayAsk = await queries.markLooked(context.database, topUpId, now, new Date(now.getTime() - pauseMs))
  if (mayAsk) await advanceCardTopUp(context, topUpId)
}

/** At the deadline, and again as long as the company does not answer. */
export async function lookAtDeadline(context: Context, topUpId: string): Promise<void> {
  await advanceCardTopUp(context, topUpId)
  const known = await queries.findByCard(context.database, topUpId)
  if (known?.state !== 'awaiting_card') return
  const deadline = known.requestedAt.getTime() + (minutesAtCompany + 1) * 60_000
  const startAfter = new Date(Math.max(deadline, context.now().getTime() + 5 * 60_000))
  await context.database.transact((tx) =>
    enqueue(context.queue, tx, 'top-ups.look-at-card', { topUpId }, { startAfter }),
  )
}

/**
 * The person gives up: the attempt is let go, unless it was authorised meanwhile, and then it goes on.
 * Refuses not_found.
 */
export async function leaveCardTopUp(context: Context, residentId: string, id: string): Promise<void> {
  const known = await queries.findByCard(context.database, id)
  if (known?.residentId !== residentId) refuse('not_found')
  await queries.markLeft(context.database, id, context.now())
  await advanceCardTopUp(context, id)
}

async function lookAt(context: Context, known: queries.ByCard): Promise<CardLook> {
  const unknown: CardLook = { state: 'unknown', tries: [] }
  // A page that was never opened has nothing to say; a saved card is asked again under the same key.
  if (known.ref === null && known.cardId === null) return unknown
  try {
    const look = await visitCompany(context, known)
    return typeof look === 'string' ? unknown : look
  } catch {
    return unknown
  }
}

type Next = { do: 'capture' | 'finish'; topUp: TopUpRow }

async function takeStep(
  context: Context,
  tx: Transaction,
  topUpId: string,
  look: CardLook,
): Promise<Next | undefined> {
  const now = context.now()
  const known = await queries.findByCard(tx, topUpId)
  if (!known) return undefined
  const { residentId } = known
  // The wallet first, then the row: the same order as everywhere.
  await lockWallets(tx, [residentId])
  const topUp = await lockTopUp(tx, topUpId)
  if (topUp.state !== 'awaiting_card') return undefined
  await queries.insertCardTries(tx, { topUpId, residentId }, look.tries)
  const fingerprint = look.state === 'authorised' ? look.card.fingerprint : ''
  const limits = await readTopUpFacts(tx, now, { residentId, bankAccountId: null, except: topUpId })
  const facts = {
    rules: await queries.readCardRules(tx, now),
    ...(await queries.countCardTries(tx, residentId, now)),
    usedBefore: await queries.isCardUsedBefore(tx, { residentId, topUpId, fingerprint }),
    topUpRefused: decideTopUp(topUp.amount, limits).refused,
  }
  const minutesWaiting = (now.getTime() - topUp.requestedAt.getTime()) / 60_000
  const left = known.leftAt !== null
  return apply(
    context,
    tx,
    topUp,
    decideCardStep({ amount: topUp.amount, minutesWaiting, left }, look, facts),
  )
}

async function apply(
  context: Context,
  tx: Transaction,
  topUp: TopUpRow,
  step: CardStep,
): Promise<Next | undefined> {
  const now = context.now()
  switch (step.do) {
    case 'capture':
      return capture(context, tx, topUp, step.authorised)
    case 'finish':
      await queries.keepAttempt(tx, topUp.id, step.attemptRef)
      await queries.markTaken(tx, topUp.id, now)
      return { do: 'finish', topUp }
    case 'ask_a_person':
      await queries.keepAttempt(tx, topUp.id, step.attemptRef)
      await markAttention(tx, topUp.id, step.attention, step.seen)
      return undefined
    case 'decline':
      await markDeclined(tx, topUp.id, step.because, now)
      await enqueue(context.queue, tx, 'top-ups.let-go', { topUpId: topUp.id })
      return undefined
    case 'lapse':
      await queries.markLapsed(tx, topUp.id, now)
      await enqueue(context.queue, tx, 'top-ups.let-go', { topUpId: topUp.id })
      return undefined
    case 'wait':
      return undefined
  }
}

async function capture(
  context: Context,
  tx: Transaction,
  topUp: TopUpRow,
  { attemptRef, card, check }: Extract<CardLook, { state: 'authorised' }>,
): Promise<Next | undefined> {
  const at = context.now()
  const askAt = new Date(at.getTime() + 2 * context.config.card.timeoutMs + pauseBeforeAsking(0) * 1000)
  const asked = { topUpId: topUp.id, attemptRef, card, check, at, askAt }
  if (!(await queries.markCaptureAsked(tx, asked, brandNames[card.brand]))) return undefined
  await enqueue(context.queue, tx, 'top-ups.settle', { topUpId: topUp.id }, { startAfter: askAt })
  await enqueue(context.queue, tx, 'cards.refresh', { residentId: topUp.residentId })
  return { do: 'capture', topUp }
}

/** Lets go at the company what a top-up without success has there. Throws without an answer: it is tried again. */
export async function letGo(context: Context, topUpId: string): Promise<void> {
  const known = await queries.findByCard(context.database, topUpId)
  if (known?.ref) await context.providers.card.letGo(known.ref)
}
