import type { ReplyOf } from '#contract/endpoint.ts'
import type * as contract from '#contract/unresolved-top-ups.ts'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { lockWallets } from '../ledger/post.ts'
import type { Transaction } from '../lib/database.ts'
import { refuse } from '../lib/refusal.ts'
import type { ChargeOutcome } from '../providers/outcome.ts'
import type { Call } from '../route.ts'
import { askAgain, finishTopUpIn } from './finish.ts'
import { canAsk } from './means.ts'
import { findTopUp, isReferenceUsed, lockTopUp, type TopUpRow } from './queries.ts'
import { isOpen, mayResolve } from './rules.ts'
import * as queries from './unresolved-queries.ts'

/** Asks the provider of an open top-up now, because a person wants to know. Refuses what the contract lists. */
export async function askProviderAgain({
  context,
  caller,
  params: { topUpId },
}: Call<typeof contract.askProviderAgain>): Promise<ReplyOf<typeof contract.askProviderAgain>> {
  const topUp = (await findTopUp(context.database, topUpId)) ?? refuse('not_found')
  if (!isOpen(topUp.state) || !canAsk(topUp.means)) refuse('top_up_not_open')
  await context.database.transact((tx) =>
    auditAct(context, tx, { by: caller.id, act: 'ask_about_top_up', topUp, detail: {} }),
  )
  await askAgain(context, topUpId)
  return { state: (await findTopUp(context.database, topUpId))?.state ?? topUp.state }
}

/**
 * Writes down what a person found out at the provider; nothing moves before another one confirms it. The same id
 * proposes once. Refuses what the contract lists.
 */
export async function proposeResolution({
  context,
  caller,
  params: { topUpId },
  body: { id, verdict, providerRef, note },
}: Call<typeof contract.proposeResolution>): Promise<ReplyOf<typeof contract.proposeResolution>> {
  if ((verdict === 'succeeded') !== (providerRef !== null)) refuse('invalid_input')
  await context.database.transact(async (tx) => {
    const topUp = await lockOpen(tx, topUpId)
    const before = await queries.findResolution(tx, id)
    if (before) return before.topUpId === topUpId ? undefined : refuse('invalid_input')
    if (!mayResolve(topUp, verdict)) refuse('top_up_not_open')
    if (providerRef && (await isReferenceUsed(tx, topUp, providerRef))) refuse('provider_reference_used')
    const proposal = {
      id,
      topUpId,
      verdict,
      providerRef,
      note,
      proposedBy: caller.id,
      proposedAt: context.now(),
    }
    if (!(await queries.insertResolution(tx, proposal))) refuse('resolution_under_way')
    const detail = { verdict, providerRef, note }
    await auditAct(context, tx, { by: caller.id, act: 'propose_top_up_outcome', topUp, detail })
  })
  return { proposed: true }
}

/**
 * Confirms what a colleague found out, which ends the top-up as every answer of a provider does, or withdraws it,
 * which whoever proposed it may do as well. Refuses what the contract lists.
 */
export async function decideResolution({
  context,
  caller,
  params: { topUpId, resolutionId },
  body: { decision },
}: Call<typeof contract.decideResolution>): Promise<ReplyOf<typeof contract.decideResolution>> {
  return context.database.transact(async (tx) => {
    const topUp = await lockOpen(tx, topUpId)
    const found = (await queries.findResolution(tx, resolutionId)) ?? refuse('not_found')
    if (found.topUpId !== topUpId) refuse('not_found')
    if (found.decision !== null) return { state: topUp.state }
    if (decision === 'confirmed') {
      if (found.proposedBy === caller.id) refuse('second_person_needed')
      if (!mayResolve(topUp, found.verdict)) refuse('top_up_not_open')
      const { providerRef } = found
      if (providerRef && (await isReferenceUsed(tx, topUp, providerRef))) refuse('provider_reference_used')
    }
    await queries.markDecided(tx, found.id, { decision, by: caller.id, at: context.now() })
    if (decision === 'confirmed') await apply(context, tx, topUp, found)
    const detail = { resolutionId, verdict: found.verdict, providerRef: found.providerRef }
    const act = decision === 'confirmed' ? 'confirm_top_up_outcome' : 'withdraw_top_up_outcome'
    await auditAct(context, tx, { by: caller.id, act, topUp, detail })
    return { state: (await findTopUp(tx, topUpId))?.state ?? topUp.state }
  })
}

async function apply(
  context: Context,
  tx: Transaction,
  topUp: TopUpRow,
  { verdict, providerRef }: queries.Resolution,
): Promise<void> {
  if (verdict === 'noted') return queries.clearAttention(tx, topUp.id)
  const outcome: ChargeOutcome = providerRef
    ? { state: 'succeeded', providerRef }
    : { state: 'declined', reason: 'other' }
  await finishTopUpIn(context, tx, topUp.id, outcome, { thenAskAgain: false })
}

async function lockOpen(tx: Transaction, topUpId: string): Promise<TopUpRow> {
  const found = (await findTopUp(tx, topUpId)) ?? refuse('not_found')
  await lockWallets(tx, [found.residentId])
  return lockTopUp(tx, topUpId)
}

type Act = { by: string; act: string; topUp: TopUpRow; detail: Record<string, string | null> }

function auditAct(context: Context, tx: Transaction, { by, act, topUp, detail }: Act): Promise<void> {
  const at = context.now()
  return audit(tx, {
    ...{ operatorId: by, act, subject: topUp.residentId, at },
    detail: { topUpId: topUp.id, ...detail },
  })
}
