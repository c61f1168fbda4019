// The machines' side of topping up. Each message is answered once, whatever arrives twice, late or out of order.
import { isDeepStrictEqual } from 'node:util'
import type { Context } from '../context.ts'
import { lockWallets } from '../ledger/post.ts'
import type { Transaction } from '../lib/database.ts'
import {
  type AtmAnswer,
  atmCodes,
  type AtmDeposit,
  type AtmInquiry,
  type AtmMessageKind,
  type AtmReversal,
} from '../providers/atm/messages.ts'
import {
  type AtmLink,
  endAtmLink,
  findAtmLinkByRef,
  findAtmMessage,
  grantAtmLink,
  insertAtmMessage,
  isReversed,
  type MessageName,
  readFamilyKana,
} from './atm-queries.ts'
import { decideDeposit, decideInquiry, linkMinutes, maskedName, noteUnit } from './atm-rules.ts'
import { finishTopUpIn } from './finish.ts'
import { findTopUp, insertTopUp, readCoin } from './queries.ts'
import { readTopUpFacts } from './read.ts'
import { takeBackTopUp } from './take-back.ts'

/** A message whose sender is proven and whose shape is right. */
export type AtmMessage =
  | { kind: 'inquiry'; content: AtmInquiry }
  | { kind: 'deposit' | 'advice'; content: AtmDeposit }
  | { kind: 'reversal'; content: AtmReversal }

/**
 * Answers a machine. The same message again gets the first answer; another message under its name is refused. The
 * answer is written in the transaction of what it says: neither exists without the other. Refusals are answers.
 */
export async function answerAtm(context: Context, message: AtmMessage): Promise<AtmAnswer> {
  const { kind, content } = message
  const found = await findAtmLinkByRef(context.database, content.linkId)
  const given = await context.database.transact(async (tx) => {
    // The wallet first, as everywhere; with it, the link and its messages stand still.
    if (found) await lockWallets(tx, [found.residentId])
    const before = await findAtmMessage(tx, kind, content)
    if (before)
      return isDeepStrictEqual(before.content, content) ? before.answer : { code: atmCodes.traceUsed }
    const link = found && (await findAtmLinkByRef(tx, content.linkId))
    // Its owner has joined a printed card meanwhile, and another wallet is to be locked.
    if (link?.residentId !== found?.residentId) return undefined
    const answer = link ? await decide(context, tx, link, message) : { code: atmCodes.unknownLink }
    await insertAtmMessage(tx, {
      ...nameOf(content),
      ...{ kind, content, answer, linkId: link?.id ?? null, receivedAt: context.now() },
      original: message.kind === 'reversal' ? message.content.original : null,
    })
    return answer
  })
  return given ?? answerAtm(context, message)
}

function decide(context: Context, tx: Transaction, link: AtmLink, message: AtmMessage): Promise<AtmAnswer> {
  if (message.kind === 'inquiry') return answerInquiry(context, tx, link, message.content)
  if (message.kind === 'reversal') return reverse(context, tx, link, message.content)
  return takeNotes(context, tx, link, message)
}

/** What may be put in, asked before the slot opens. It is set aside, so that it still holds when it is counted. */
async function answerInquiry(
  context: Context,
  tx: Transaction,
  link: AtmLink,
  inquiry: AtmInquiry,
): Promise<AtmAnswer> {
  if (inquiry.companyCode !== context.providers.atm.companyCode) return { code: atmCodes.refused }
  const now = context.now()
  // The machine gave up on this question before it arrived: nothing is set aside for it.
  if (await isReversed(tx, inquiry)) return { code: atmCodes.linkOver }
  const verdict = decideInquiry(link, await factsFor(tx, link, now), now)
  if (verdict.refused) return { code: verdict.refused }
  const { minimum, maximum } = verdict
  const expiresAt = new Date(now.getTime() + linkMinutes.toCount * 60_000)
  await grantAtmLink(tx, link.id, { granted: maximum, at: now, expiresAt })
  const holder = maskedName(await readFamilyKana(tx, link.residentId))
  return { code: atmCodes.approved, holder, minimum, maximum, unit: noteUnit }
}

/**
 * Notes that a machine has counted. A deposit asks whether they may be kept. An advice says that they are: it is
 * credited whatever the limits say by then, because the money is taken and belongs to somebody.
 */
async function takeNotes(
  context: Context,
  tx: Transaction,
  link: AtmLink,
  { kind, content }: { kind: 'deposit' | 'advice'; content: AtmDeposit },
): Promise<AtmAnswer> {
  if (await isReversed(tx, content)) return { code: atmCodes.refused }
  const sibling = await findAtmMessage(tx, kind === 'deposit' ? 'advice' : 'deposit', content)
  if (sibling && !isDeepStrictEqual(sibling.content, content)) return { code: atmCodes.traceUsed }
  if (sibling?.answer.code === atmCodes.approved) return sibling.answer
  // One link takes notes once: another deposit wants another code.
  if (await findTopUp(tx, link.topUpId)) return { code: atmCodes.linkOver }
  const now = context.now()
  if (kind === 'deposit') {
    const refused = decideDeposit(content, link, await factsFor(tx, link, now), now)
    if (refused) return { code: refused }
  }
  // An advice may come the day after; the money was taken, and is settled, when the machine says.
  return credit(context, tx, link, {
    deposit: content,
    at: kind === 'deposit' ? now : takenAt(content, link, now),
  })
}

/** When a machine took the notes, as far as its clock can be believed: after the code was read, and not to come. */
function takenAt({ at }: AtmDeposit, { startedAt }: AtmLink, now: Date): Date {
  return new Date(Math.min(now.getTime(), Math.max(startedAt.getTime(), Date.parse(at))))
}

async function credit(
  context: Context,
  tx: Transaction,
  { id, topUpId, residentId, place }: AtmLink,
  { deposit, at }: { deposit: AtmDeposit; at: Date },
): Promise<AtmAnswer> {
  const { amount } = deposit
  const topUp = { id: topUpId, residentId, bankAccountId: null, amount, requestedAt: at }
  const source = { name: place ?? '', digits: null }
  await insertTopUp(tx, { ...topUp, means: 'atm', source, state: 'requested', askAt: null })
  const outcome = { state: 'succeeded', amount, providerRef: textOf(deposit) } as const
  await finishTopUpIn(context, tx, topUpId, outcome, { thenAskAgain: false })
  await endAtmLink(tx, id, context.now())
  const authCode = topUpId.slice(-6).toUpperCase()
  return { code: atmCodes.approved, authCode, balanceAfter: await readCoin(tx, residentId) }
}

/**
 * Undoes whatever the original did: a credit is taken back, what was set aside is free again, and an original that
 * has not arrived yet will be refused when it does.
 */
async function reverse(
  context: Context,
  tx: Transaction,
  link: AtmLink,
  reversal: AtmReversal,
): Promise<AtmAnswer> {
  const original = { terminal: reversal.terminal, ...reversal.original }
  const now = context.now()
  const kinds: AtmMessageKind[] = ['deposit', 'advice', 'inquiry']
  const approved: AtmMessageKind[] = []
  for (const kind of kinds) {
    if ((await findAtmMessage(tx, kind, original))?.answer.code === atmCodes.approved) approved.push(kind)
  }
  await endAtmLink(tx, link.id, now)
  if (approved.length === 0) return { code: atmCodes.nothingToReverse }
  const topUp = await findTopUp(tx, link.topUpId)
  if (topUp && !approved.includes('inquiry')) {
    const { id: topUpId, amount } = topUp
    await takeBackTopUp(tx, { topUpId, amount, cause: 'undone', providerRef: textOf(reversal), at: now })
  }
  return { code: atmCodes.approved }
}

const factsFor = (tx: Transaction, { id, residentId }: AtmLink, now: Date) =>
  readTopUpFacts(tx, now, { residentId, bankAccountId: null, except: id })

const nameOf = ({ terminal, on, trace }: MessageName): MessageName => ({ terminal, on, trace })
const textOf = ({ terminal, on, trace }: MessageName): string => `${terminal}/${on}/${trace}`
