import type * as contract from '#contract/counters.ts'
import type { BodyOf, ReplyOf } from '#contract/endpoint.ts'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { refuse } from '../lib/refusal.ts'
import { toCounterCharge } from './charge-at-counter.ts'
import * as queries from './counter-queries.ts'
import { decideClosing, expectedIn } from './counter-rules.ts'

type Till = ReplyOf<typeof contract.openTill>

/** Opens this person's till; the same id is the same till. Refuses till_open while another one is. */
export async function openTill(
  context: Context,
  operatorId: string,
  { id, opening }: BodyOf<typeof contract.openTill>,
): Promise<Till> {
  const at = context.now()
  return context.database.transact(async (tx) => {
    const fresh = await queries.insertTill(tx, { id, operatorId, opening, at })
    const till = await queries.findTill(tx, id)
    if (till?.operatorId !== operatorId || till.opening !== opening) refuse('till_open')
    if (fresh) await audit(tx, { operatorId, act: 'open_till', subject: id, detail: { opening }, at })
    return toTill(till)
  })
}

/** Closes a till of this person with what is in the drawer. Refuses not_found and till_note_needed. */
export async function closeTill(
  context: Context,
  operatorId: string,
  { id, counted, note }: BodyOf<typeof contract.closeTill> & { id: string },
): Promise<Till> {
  const at = context.now()
  return context.database.transact(async (tx) => {
    await queries.lockTill(tx, id)
    const till = await queries.findTill(tx, id)
    if (till?.operatorId !== operatorId) refuse('not_found')
    // Closed before, by the same press: what was counted then stands.
    if (till.closedAt) return toTill(till)
    const expected = expectedIn(till)
    const refused = decideClosing({ expected, counted, note })
    if (refused) refuse(refused, { difference: counted - expected })
    await queries.closeTill(tx, id, { at, expected, counted, note: note === '' ? null : note })
    await audit(tx, { operatorId, act: 'close_till', subject: id, detail: { expected, counted, note }, at })
    return toTill({ ...till, closedAt: at, expected, counted, note: note === '' ? null : note })
  })
}

/** This person's open till and what was taken into it. */
export async function readTill(
  context: Context,
  operatorId: string,
): Promise<ReplyOf<typeof contract.readTill>> {
  const till = await queries.findOpenTill(context.database, operatorId)
  if (!till) return { till: null, charges: [] }
  const charges = await queries.listCounterCharges(context.database, till.id)
  return { till: toTill(till), charges: charges.map(toCounterCharge) }
}

/** The tills of all counters. */
export async function readTills(context: Context): Promise<ReplyOf<typeof contract.listTills>> {
  return { tills: (await queries.listTills(context.database)).map(toTill) }
}

function toTill(till: queries.Till): Till {
  const { id, place, operatorName, opening, taken, charges, counted, note } = till
  return {
    ...{ id, place, operatorName, opening, taken, charges, counted, note },
    expected: till.expected ?? expectedIn(till),
    openedAt: till.openedAt.toISOString(),
    closedAt: till.closedAt?.toISOString() ?? null,
  }
}
