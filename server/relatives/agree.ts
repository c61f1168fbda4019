import { limitDefaults } from '#contract/limits.ts'
import type { HelpCaps } from '#contract/relatives.ts'
import type * as contract from '#contract/relatives.ts'
import { requireStepUp } from '../access.ts'
import type { Context } from '../context.ts'
import { enqueue } from '../jobs/queue.ts'
import type { Queries, Transaction } from '../lib/database.ts'
import { isOfNow, makeId, sameBytes } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import type { Call } from '../route.ts'
import { hashHelperCode, helperOf } from './codes.ts'
import * as queries from './queries.ts'
import { checkCaps, decideHelp, readHelperText } from './rules.ts'

/**
 * Lets the person who shows the code help the caller, once for an id. Refuses what the contract lists, in its order,
 * and too_many_requests for who guesses codes.
 */
export async function agree({ context, caller, body }: Call<typeof contract.agreeToHelp>): Promise<void> {
  requireStepUp(context, caller)
  const before = await queries.findHelp(context.database, body.id)
  const wish = { ...body, relativeId: caller.id }
  if (before) return requireSame(context, before, wish)
  if (!isOfNow(body.id, context.now())) refuse('clock_off', { now: context.now().getTime() })
  const helper = await helperOf(context, caller.id, body.code)
  if (helper.id === caller.id) refuse('help_to_oneself')
  await context.database.transact(async (tx) => {
    await begin(context, tx, {
      ...{ id: body.id, helperId: helper.id, relativeId: caller.id, codeHmac: helper.hmac },
      ...{ perDay: body.perDay, perMonth: body.perMonth, agreedBy: 'phone', receivedBy: null },
    })
  })
}

type Wish = HelpCaps & { id: string; code: string; relativeId: string }

/** The same agreement again is once; refuses help_exists_with_different_content for another one. */
export function requireSame(context: Context, before: queries.HelpRow, wish: Wish): void {
  const code = readHelperText(wish.code)
  const same =
    before.relativeId === wish.relativeId &&
    before.perDay === wish.perDay &&
    before.perMonth === wish.perMonth &&
    code !== undefined &&
    sameBytes(before.codeHmac, hashHelperCode(context, code))
  if (!same) refuse('help_exists_with_different_content')
}

type NewHelp = Omit<Parameters<typeof queries.insertHelp>[1], 'askedAt' | 'begunAt'>

/**
 * Begins a help that nobody else has to approve, or keeps it for a second person. One that holds between the same two
 * people ends for it. Refuses what decideHelp does; a twin of the same request that was faster is enough.
 */
export async function begin(
  context: Context,
  tx: Transaction,
  help: NewHelp,
  { waits = false }: { waits?: boolean } = {},
): Promise<void> {
  const at = context.now()
  await queries.lockHelper(tx, help.helperId)
  if (await queries.findHelp(tx, help.id)) return
  const { relatives, newDevice } = await queries.readFacts(tx, help, at)
  const facts = { relatives, newDevice: newDevice && help.agreedBy === 'phone', most: await mostAt(tx, at) }
  const verdict = decideHelp(help, facts)
  if (verdict.refused) refuse(verdict.refused, verdict.facts)
  if (!waits) await queries.replaceLive(tx, { ...help, at })
  await queries.insertHelp(tx, { ...help, askedAt: at, begunAt: waits ? null : at })
  if (!waits) await noteBegun(context, tx, help, help.receivedBy ?? help.relativeId)
}

/** Writes down that a help holds now, and tells both. */
export async function noteBegun(
  context: Context,
  tx: Transaction,
  help: Pick<NewHelp, 'id' | 'perDay' | 'perMonth'>,
  byWhom: string,
): Promise<void> {
  const { id: helpId, perDay, perMonth } = help
  await queries.insertDeed(tx, { helpId, deed: 'begun', byWhom, perDay, perMonth, at: context.now() })
  await tellBoth(context, tx, helpId, 'began')
}

/** The most that the town lets anybody allow a helper. */
export async function mostAt(reader: Queries, at: Date): Promise<HelpCaps> {
  const said = await queries.readMost(reader, at)
  return {
    perDay: said.perDay ?? limitDefaults.helper_day,
    perMonth: said.perMonth ?? limitDefaults.helper_month,
  }
}

/** Tells both sides what became of a help, each with the other's name. */
async function tellBoth(
  context: Context,
  tx: Transaction,
  helpId: string,
  event: 'began' | 'caps_changed' | 'ended',
): Promise<void> {
  const help = await queries.findHelp(tx, helpId)
  if (!help) return
  for (const [residentId, name] of [
    [help.relativeId, help.helper],
    [help.helperId, help.relative],
  ] as const) {
    const told = { kind: 'helper' as const, event, name, amount: null }
    await enqueue(context.queue, tx, 'notices.tell', { residentId, about: makeId(), told })
  }
}

/** Changes what a helper may spend of the caller's. Refuses what the contract lists, in its order. */
export async function changeCaps({
  context,
  caller,
  params,
  body,
}: Call<typeof contract.changeHelp>): Promise<void> {
  requireStepUp(context, caller)
  const at = context.now()
  await context.database.transact(async (tx) => {
    const help = await queries.lockHelp(tx, params.id)
    if (help?.relativeId !== caller.id || !help.begunAt || help.endedAt) refuse('not_found')
    if (help.perDay === body.perDay && help.perMonth === body.perMonth) return
    const raises = body.perDay > help.perDay || body.perMonth > help.perMonth
    const { newDevice } = await queries.readFacts(tx, help, at)
    if (raises && newDevice) refuse('help_new_device')
    const verdict = checkCaps(body, await mostAt(tx, at))
    if (verdict.refused) refuse(verdict.refused, verdict.facts)
    await queries.changeCaps(tx, help.id, body)
    await queries.insertDeed(tx, { helpId: help.id, deed: 'caps_changed', byWhom: caller.id, ...body, at })
    await tellBoth(context, tx, help.id, 'caps_changed')
  })
}

type Ender = { byWhom: string; because: 'relative' | 'helper' | 'office' }

/**
 * Ends a help with the next request, waiting for a payment by it that is under way; twice is once. Refuses not_found
 * for what never held, or is somebody else's.
 */
export async function end(
  context: Context,
  tx: Transaction,
  helpId: string,
  { byWhom, because }: Ender,
): Promise<boolean> {
  const at = context.now()
  const help = await queries.lockHelp(tx, helpId)
  const mine = because === 'office' || (because === 'helper' ? help?.helperId : help?.relativeId) === byWhom
  if (!help?.begunAt || !mine) refuse('not_found')
  if (help.endedAt) return false
  await queries.markEnded(tx, { id: helpId, because, by: null, at })
  const { perDay, perMonth } = help
  await queries.insertDeed(tx, { helpId, deed: 'ended', byWhom, perDay, perMonth, at })
  await tellBoth(context, tx, helpId, 'ended')
  return true
}
