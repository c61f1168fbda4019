import { topUpCan } from '#contract/top-ups.ts'
import { actId } from '#contract/values.ts'
import type { Context } from '../context.ts'
import { takeNotice } from '../jobs/inbox.ts'
import { enqueue } from '../jobs/queue.ts'
import { refuse } from '../lib/refusal.ts'
import type { CardNotice } from '../providers/card/port.ts'
import { advanceCardTopUp } from './advance-card.ts'
import * as queries from './card-queries.ts'
import { askAgain, finishTopUp } from './finish.ts'
import { askForDebit } from './means.ts'
import { findTopUp } from './queries.ts'
import { takeReturns } from './take-returns.ts'

/**
 * Takes a message of the card company: writes it down once, however often it comes, with the job of looking at what
 * it is about, and nothing else, so that the company is answered at once. Refuses not_allowed for a message that it
 * has not signed within the last five minutes.
 */
export async function takeCardNotice(
  context: Context,
  { signature, body }: { signature: string | undefined; body: string },
): Promise<void> {
  const notice = context.providers.card.openNotice(signature, body)
  if (!notice) refuse('not_allowed')
  await context.database.transact(async (tx) => {
    const isNew = await takeNotice(tx, { source: 'card', id: notice.id, body, at: context.now() })
    if (isNew) await enqueue(context.queue, tx, 'top-ups.card-notice', notice)
  })
}

const aboutMoney = /^(payment_intent\.succeeded|charge\.(captured|refunded|dispute\..+)|refund\.created)$/
const aboutCards = /^payment_method\./

/**
 * Looks at what a message is about, by the company's API; the message itself is not believed. Messages that come
 * twice, late or in any order end alike. One about money that no top-up explains is kept for the office.
 */
export async function followCardNotice(context: Context, notice: CardNotice): Promise<void> {
  if (aboutCards.test(notice.type)) return refreshCardsOf(context, notice)
  const place = await findPlace(context, notice)
  if (!place) {
    if (!aboutMoney.test(notice.type)) return
    const { id: noticeId, type, attemptRef, topUpId } = notice
    const at = context.now()
    return queries.insertUnplaced(context.database, { noticeId, type, attemptRef, topUpId, at })
  }
  const { topUpId } = place
  // The company's answer to our own request may be lost, or slower than its message.
  if (place.ref === null && notice.attemptRef) {
    await queries.keepReference(context.database, topUpId, notice.attemptRef)
  }
  if (topUpCan.visit(place.state)) return advanceCardTopUp(context, topUpId)
  if (topUpCan.settle(place.state)) return askAgain(context, topUpId)
  if (place.state === 'succeeded') return takeReturns(context, topUpId)
  await finishEnded(context, topUpId)
}

/** The top-up that a message is about; none where its references contradict each other. */
async function findPlace(context: Context, notice: CardNotice): Promise<queries.ByCard | undefined> {
  const { database } = context
  const byReference = notice.attemptRef
    ? await queries.findByReference(database, notice.attemptRef)
    : undefined
  if (byReference) return byReference
  if (!actId.safeParse(notice.topUpId).success) return undefined
  const place = await queries.findByCard(database, notice.topUpId ?? '')
  const another = place?.attemptRef && notice.attemptRef && place.attemptRef !== notice.attemptRef
  return another ? undefined : place
}

async function refreshCardsOf(context: Context, { customerRef }: CardNotice): Promise<void> {
  const payer = customerRef ? await queries.findResidentOf(context.database, customerRef) : undefined
  if (!payer) return
  const { residentId } = payer
  await context.database.transact((tx) => enqueue(context.queue, tx, 'cards.refresh', { residentId }))
}

/** A top-up that ended without success: money that was taken for it all the same goes to a person. */
async function finishEnded(context: Context, topUpId: string): Promise<void> {
  const topUp = await findTopUp(context.database, topUpId)
  if (!topUp) return
  const outcome = await askForDebit(context, topUp)
  if (outcome.state === 'succeeded') await finishTopUp(context, topUpId, outcome, { thenAskAgain: false })
}
