import type {
  decideResolution as decideEndpoint,
  noteDifference as noteEndpoint,
  proposeResolution as proposeEndpoint,
  takeDifference as takeEndpoint,
} from '#contract/reconciliation.ts'
import { differenceCan } from '#contract/reconciliation.ts'
import { audit } from '../audit.ts'
import type { Transaction } from '../lib/database.ts'
import { makeId } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import type { Call } from '../route.ts'
import { bookLumpSum } from './book-lump-sums.ts'
import * as queries from './difference-queries.ts'
import { isPossible } from './rules.ts'
import { lockOpenLines } from './statement-queries.ts'
import { clear, readUnplaced, suspend } from './suspense.ts'

type Done = { done: true }
const done: Done = { done: true }

/** Makes the caller the one who looks after a difference. Refuses not_found and difference_not_open. */
export async function takeDifference({ context, caller, params }: Call<typeof takeEndpoint>): Promise<Done> {
  const at = context.now()
  await context.database.transact(async (tx) => {
    const found = await readOpen(tx, params.id, differenceCan.take)
    await queries.markOwner(tx, found.id, caller.id)
    const note = { id: makeId(), differenceId: found.id, operatorId: caller.id, at }
    await queries.insertNote(tx, { ...note, act: 'took', note: '' })
  })
  return done
}

/** Writes down what was found out; the same id once. Refuses not_found and difference_not_open. */
export async function noteDifference({
  context,
  caller,
  params,
  body,
}: Call<typeof noteEndpoint>): Promise<Done> {
  const at = context.now()
  await context.database.transact(async (tx) => {
    const found = await readOpen(tx, params.id, differenceCan.note)
    const note = { id: body.id, differenceId: found.id, operatorId: caller.id, note: body.note, at }
    await queries.insertNote(tx, { ...note, act: 'noted' })
  })
  return done
}

/**
 * Proposes how a difference ends; nothing ends before another person confirms it. Refuses not_found,
 * difference_not_open and resolution_not_possible.
 */
export async function proposeResolution({
  context,
  caller,
  params,
  body,
}: Call<typeof proposeEndpoint>): Promise<Done> {
  const at = context.now()
  await context.database.transact(async (tx) => {
    const found = await readOpen(tx, params.id, differenceCan.propose)
    if (!isPossible(found.kind, body.resolution)) refuse('resolution_not_possible')
    // Without a yen between the two sides there is nothing to put anywhere.
    if (body.resolution === 'suspended' && (await readUnplaced(tx, found)) === 0)
      refuse('resolution_not_possible')
    const note = { id: body.id, differenceId: found.id, operatorId: caller.id, note: body.note, at }
    if (!(await queries.insertNote(tx, { ...note, act: 'proposed' }))) return
    await queries.markProposed(tx, found.id, { operatorId: caller.id, resolution: body.resolution })
    const detail = { resolution: body.resolution, note: body.note }
    await audit(tx, { operatorId: caller.id, act: 'propose_resolution', subject: found.id, detail, at })
  })
  return done
}

/**
 * Confirms what somebody else has proposed, which then takes place, or sends it back. Refuses not_found,
 * difference_not_open, and second_person_needed to who has proposed it.
 */
export async function decideResolution({
  context,
  caller,
  params,
  body,
}: Call<typeof decideEndpoint>): Promise<Done> {
  const at = context.now()
  await context.database.transact(async (tx) => {
    const found = await readOpen(tx, params.id, differenceCan.decide)
    if (found.proposedBy === caller.id) refuse('second_person_needed')
    const act = body.confirm ? ('confirmed' as const) : ('sent_back' as const)
    const note = { id: body.id, differenceId: found.id, operatorId: caller.id, note: body.note, at }
    if (!(await queries.insertNote(tx, { ...note, act }))) return
    if (body.confirm) await confirm(tx, found, caller.id, at)
    else await queries.markSentBack(tx, found.id)
    const detail = { resolution: found.resolution, note: body.note }
    await audit(tx, { operatorId: caller.id, act: `${act}_resolution`, subject: found.id, detail, at })
  })
  return done
}

async function confirm(
  tx: Transaction,
  found: queries.Difference,
  operatorId: string,
  at: Date,
): Promise<void> {
  if (found.resolution === 'book_lump_sum') {
    const open = await lockOpenLines(tx, found.source)
    const line = open.find(({ id }) => id === found.reference)
    // What no days explain is booked whole; the clearing account keeps showing what it does not belong to.
    if (line) await bookLumpSum(tx, { source: found.source, line, fee: 0, now: at })
  }
  if (found.resolution === 'suspended') await suspend(tx, found, at)
  if (found.resolution === 'cleared') await clear(tx, found, at)
  await queries.markResolved(tx, found.id, operatorId, at)
}

async function readOpen(
  tx: Transaction,
  id: string,
  can: (state: queries.Difference['state']) => boolean,
): Promise<queries.Difference> {
  const found = await queries.lockDifference(tx, id)
  if (!found) refuse('not_found')
  if (!can(found.state)) refuse('difference_not_open')
  return found
}
