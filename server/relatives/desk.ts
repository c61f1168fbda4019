// At a desk: the relative is there with card and PIN, or papers speak for who is under age or has a guardian.
import { createHash } from 'node:crypto'
import type { BodyOf, ReplyOf } from '#contract/endpoint.ts'
import { readPayerText } from '#contract/payer-code.ts'
import type * as contract from '#contract/relatives.ts'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import type { Transaction } from '../lib/database.ts'
import { hashCardPin, hashPayerCode, isOfNow } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import { begin, end, mostAt, noteBegun, requireSame } from './agree.ts'
import { helperOf } from './codes.ts'
import * as queries from './queries.ts'
import { decideHelp } from './rules.ts'

type Body = BodyOf<typeof contract.beginHelpAtDesk>
type ByCard = Extract<Body['relative'], { by: 'card' }>

/**
 * Begins a help at a desk, once for an id: at once where the relative's card and PIN agree, and by papers when a second
 * person has approved it. A wrong PIN stays counted. Refuses what the contract lists, in its order.
 */
export async function beginAtDesk(
  context: Context,
  operatorId: string,
  body: Body,
): Promise<ReplyOf<typeof contract.beginHelpAtDesk>> {
  const { id, helperCode, relative, perDay, perMonth } = body
  const before = await queries.findHelp(context.database, id)
  if (before) {
    const relativeId = relative.by === 'papers' ? relative.residentId : before.relativeId
    requireSame(context, before, { id, code: helperCode, relativeId, perDay, perMonth })
    return toReply(before)
  }
  if (!isOfNow(id, context.now())) refuse('clock_off', { now: context.now().getTime() })
  const helper = await helperOf(context, operatorId, helperCode)
  const relativeId = await findRelative(context, body)
  if (helper.id === relativeId) refuse('help_to_oneself')
  const waits = relative.by === 'papers'
  const seen = waits ? { ground: relative.ground, documents: [...new Set(relative.documents)] } : {}
  const made = await context.database.transact(async (tx) => {
    const bond = { id, helperId: helper.id, relativeId, codeHmac: helper.hmac }
    const how = { agreedBy: relative.by, receivedBy: operatorId, ...seen }
    await begin(context, tx, { ...bond, perDay, perMonth, ...how }, { waits })
    const detail = { helper: helper.id, by: relative.by, perDay, perMonth }
    await audit(tx, { operatorId, act: 'begin_help', subject: relativeId, detail, at: context.now() })
    return queries.findHelp(tx, id)
  })
  return toReply(made ?? refuse('not_found'))
}

const toReply = ({ begunAt, helper, relative }: queries.HelpRow) => ({
  state: begunAt ? ('live' as const) : ('waiting' as const),
  helper,
  relative,
})

async function findRelative(context: Context, { id, relative }: Body): Promise<string> {
  if (relative.by === 'card') return holderOf(context, id, relative)
  return (await queries.isThere(context.database, relative.residentId))
    ? relative.residentId
    : refuse('not_found')
}

/** Who holds the card and knows its PIN. Refuses paper_card_unknown, paper_card_stopped and paper_card_pin_wrong. */
async function holderOf(
  { database, config }: Context,
  helpId: string,
  { code, pin }: ByCard,
): Promise<string> {
  const read = readPayerText(code)
  const isCard = read.kind === 'token' || read.kind === 'digits'
  const card = isCard && (await queries.findCard(database, hashPayerCode(config.passcodeKey, read)))
  if (!card) refuse('paper_card_unknown')
  if (card.stopped) refuse('paper_card_stopped')
  const typed = hashCardPin(config.passcodeKey, card.id, pin)
  // The same PIN for the same help, sent again because no answer came, is one guess.
  const guess = createHash('sha256').update(`${helpId}/`).update(typed).digest()
  const { verdict, triesLeft } = await queries.tryPin(database, card.id, { typed, guess })
  if (verdict === 'stopped' || (verdict === 'wrong' && triesLeft === 0)) refuse('paper_card_stopped')
  if (verdict === 'wrong') refuse('paper_card_pin_wrong', { triesLeft })
  return card.personId
}

/** A help as desks see it. */
const toDeskHelp = (help: queries.HelpRow, operatorId: string) => ({
  id: help.id,
  helper: help.helper,
  relative: help.relative,
  perDay: help.perDay,
  perMonth: help.perMonth,
  ground: help.ground,
  documents: help.documents,
  receivedBy: help.receivedByName,
  mine: help.receivedBy === operatorId,
  askedAt: help.askedAt.toISOString(),
})

/** Which helps wait for a second person, the longest waiting first. */
export async function listWaiting(
  context: Context,
  operatorId: string,
): Promise<ReplyOf<typeof contract.listWaitingHelps>> {
  const waiting = await queries.listWaiting(context.database)
  return { helps: waiting.map((help) => toDeskHelp(help, operatorId)) }
}

/** Who helps a resident and whom the resident helps; that somebody looked is written down. Refuses nothing. */
export async function findHelps(
  context: Context,
  operatorId: string,
  residentId: string,
): Promise<ReplyOf<typeof contract.findHelps>> {
  const found = await context.database.transact(async (tx) => {
    const helps = await queries.listLiveOf(tx, residentId)
    const detail = { found: helps.length }
    await audit(tx, { operatorId, act: 'find_helps', subject: residentId, detail, at: context.now() })
    return helps
  })
  return { helps: found.map((help) => toDeskHelp(help, operatorId)) }
}

/** Approves a help as a second person, or declines; the same again is once. Refuses what the contract lists. */
export async function decide(
  context: Context,
  operatorId: string,
  { id, decision }: { id: string; decision: 'approved' | 'declined' },
): Promise<void> {
  const at = context.now()
  await context.database.transact(async (tx) => {
    const found = await queries.findHelp(tx, id)
    if (!found?.ground) refuse('not_found')
    await queries.lockHelper(tx, found.helperId)
    const help = (await queries.lockHelp(tx, id)) ?? found
    const decided = help.begunAt ? 'approved' : help.endedBecause === 'declined' ? 'declined' : null
    if (decided === decision) return
    if (decided !== null || help.endedAt) refuse('help_decided')
    if (decision === 'approved' && help.receivedBy === operatorId) refuse('second_person_needed')
    await audit(tx, { operatorId, act: 'decide_help', subject: help.relativeId, detail: { decision }, at })
    if (decision === 'declined') await queries.markEnded(tx, { id, because: 'declined', by: operatorId, at })
    else await approve(context, tx, help, operatorId)
  })
}

async function approve(
  context: Context,
  tx: Transaction,
  help: queries.HelpRow,
  operatorId: string,
): Promise<void> {
  const at = context.now()
  const { relatives } = await queries.readFacts(tx, help, at)
  const verdict = decideHelp(help, { relatives, newDevice: false, most: await mostAt(tx, at) })
  if (verdict.refused) refuse(verdict.refused, verdict.facts)
  await queries.replaceLive(tx, { ...help, at })
  await queries.markBegun(tx, help.id, operatorId, at)
  await noteBegun(context, tx, help, operatorId)
}

/** Ends a help for either side; twice is once. Refuses not_found. */
export async function endAtDesk(
  context: Context,
  operatorId: string,
  { id, reason }: { id: string; reason: string },
): Promise<void> {
  await context.database.transact(async (tx) => {
    const ended = await end(context, tx, id, { byWhom: operatorId, because: 'office' })
    const help = await queries.findHelp(tx, id)
    const detail = { reason, ended, helper: help?.helperId ?? null }
    const subject = help?.relativeId ?? null
    await audit(tx, { operatorId, act: 'end_help', subject, detail, at: context.now() })
  })
}
