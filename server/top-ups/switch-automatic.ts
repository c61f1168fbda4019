import type { BodyOf, ReplyOf } from '#contract/endpoint.ts'
import type { readAutomaticTopUp, switchOnAutomaticTopUp } from '#contract/automatic-top-ups.ts'
import type { Context } from '../context.ts'
import { startOfMonth } from '../lib/day.ts'
import { makeId } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import { lockWallets } from '../ledger/post.ts'
import {
  findAutomatic,
  lockAutomatic,
  markOff,
  readAutomaticUse,
  saveAgreement,
} from './automatic-queries.ts'
import { readTopUpFacts } from './read.ts'
import { checkAgreement } from './rules.ts'
import { tellOfAutomatic } from './top-up-automatically.ts'
import { readLimits } from './standing-queries.ts'

/** オートチャージ as the resident sees it; off until somebody switches it on. Refuses nothing. */
export async function readAutomatic(
  context: Context,
  residentId: string,
): Promise<ReplyOf<typeof readAutomaticTopUp>> {
  const { database } = context
  const now = context.now()
  const row = await findAutomatic(database, residentId)
  const { minimum, perTopUp, perMonth, balanceCap } = await readLimits(database, now)
  const { thisMonth } = await readAutomaticUse(database, residentId, startOfMonth(now))
  return {
    state: row?.state ?? 'off',
    stoppedBecause: row?.stoppedBecause ?? null,
    held: row?.heldBecause && row.heldAt ? { because: row.heldBecause, at: row.heldAt.toISOString() } : null,
    agreement: row ? agreementOf(row) : null,
    toppedUpThisMonth: thisMonth,
    limits: { minimum, perTopUp, perMonth, balanceCap },
  }
}

type Agreed = BodyOf<typeof switchOnAutomaticTopUp>

const agreementOf = ({ below, amount, monthlyCeiling, bankAccountId }: Agreed): Agreed => ({
  ...{ below, amount, monthlyCeiling, bankAccountId },
})

/**
 * Switches オートチャージ on, or changes it. The consent stands for the passcode of each top-up to come, so the session
 * must have proved freshly who it is. Refuses what the contract lists, in its order.
 */
export async function switchOn(context: Context, residentId: string, agreed: Agreed): Promise<void> {
  await context.database.transact(async (tx) => {
    const now = context.now()
    await lockWallets(tx, [residentId])
    const { bankAccountId } = agreed
    const facts = await readTopUpFacts(tx, now, { residentId, bankAccountId, except: null })
    const verdict = checkAgreement(agreed, facts)
    if (verdict.refused) refuse(verdict.refused, verdict.facts)
    await saveAgreement(tx, { id: makeId(), residentId, ...agreed, at: now })
    await tellOfAutomatic(context, tx, residentId, { of: 'switched_on' })
  })
}

/** Switches オートチャージ off; what is under way is finished. Refuses nothing, and off stays off. */
export async function switchOff(context: Context, residentId: string): Promise<void> {
  await context.database.transact(async (tx) => {
    await lockWallets(tx, [residentId])
    const row = await lockAutomatic(tx, residentId)
    if (!row || row.state === 'off') return
    await markOff(tx, { id: makeId(), residentId, ...agreementOf(row), at: context.now() })
  })
}
