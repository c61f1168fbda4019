import { isDeepStrictEqual } from 'node:util'
import type * as contract from '#contract/charge-codes.ts'
import type { BodyOf, ReplyOf } from '#contract/endpoint.ts'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { dayOf } from '../lib/day.ts'
import { refuse } from '../lib/refusal.ts'
import * as queries from './code-queries.ts'
import { decideBatch, stateOfBatch } from './code-rules.ts'
import { hashesOf, secretsOf } from './code-secrets.ts'
import { readLimits } from './standing-queries.ts'

/** Sets money aside for charge codes. The same id is the same budget; refuses invalid_input for other content. */
export async function makeCodeBudget(
  context: Context,
  operatorId: string,
  { id, name, ceiling }: BodyOf<typeof contract.makeCodeBudget>,
): Promise<void> {
  const at = context.now()
  await context.database.transact(async (tx) => {
    if (!(await queries.insertCodeBudget(tx, { id, name, ceiling, madeBy: operatorId, madeAt: at }))) {
      const before = await queries.lockCodeBudget(tx, id)
      if (before?.name !== name || before.ceiling !== ceiling) refuse('invalid_input')
      return
    }
    await audit(tx, { operatorId, act: 'make_code_budget', subject: id, detail: { name, ceiling }, at })
  })
}

/**
 * Makes the codes of a batch, and keeps what cannot be turned back into them. Refuses what the contract lists, and
 * invalid_input for an id that stands for another batch.
 */
export async function makeCodeBatch(
  context: Context,
  operatorId: string,
  wish: BodyOf<typeof contract.makeCodeBatch>,
): Promise<void> {
  const at = context.now()
  const keys = context.config.chargeCodeKeys
  const keyId = keys[0]?.keyId ?? ''
  await context.database.transact(async (tx) => {
    const budget = await queries.lockCodeBudget(tx, wish.budgetId)
    if (!budget) refuse('not_found')
    const before = await queries.findCodeBatch(tx, wish.id)
    if (before) return requireSame(before, wish)
    const { minimum, perTopUp: maximum } = await readLimits(tx, at)
    const verdict = decideBatch(wish, { today: dayOf(at), left: budget.left, minimum, maximum })
    if (verdict.refused) refuse(verdict.refused, verdict.facts)
    const batch = { ...wish, keyId, madeBy: operatorId, madeAt: at, releasedBy: null, voidedAt: null }
    await queries.insertCodeBatch(tx, batch)
    const serials = Array.from({ length: wish.count }, (_, index) => index + 1)
    const codes = serials.map((serial) => hashesOf(keys, keyId, secretsOf(keys, batch, serial)))
    await queries.insertChargeCodes(tx, wish.id, codes)
    const { id, ...detail } = wish
    await audit(tx, { operatorId, act: 'make_code_batch', subject: id, detail, at })
  })
}

function requireSame(before: queries.CodeBatch, wish: BodyOf<typeof contract.makeCodeBatch>): void {
  const { id, budgetId, purpose, value, count, expiresOn, bonus } = before
  if (!isDeepStrictEqual({ id, budgetId, purpose, value, count, expiresOn, bonus }, wish))
    refuse('invalid_input')
}

/** Makes a batch's codes worth coin. Refuses not_found, code_batch_not_draft and second_person_needed. */
export async function releaseCodeBatch(context: Context, operatorId: string, id: string): Promise<void> {
  const at = context.now()
  await context.database.transact(async (tx) => {
    const batch = await queries.lockCodeBatch(tx, id)
    if (!batch) refuse('not_found')
    // The same press twice.
    if (batch.releasedBy === operatorId) return
    if (stateOfBatch(batch, dayOf(at)) !== 'draft') refuse('code_batch_not_draft')
    if (batch.madeBy === operatorId) refuse('second_person_needed')
    await queries.releaseCodeBatch(tx, id, operatorId, at)
    const detail = { value: batch.value, count: batch.count }
    await audit(tx, { operatorId, act: 'release_code_batch', subject: id, detail, at })
  })
}

/** Ends a batch at once; what was used stays. Refuses not_found. */
export async function voidCodeBatch(
  context: Context,
  operatorId: string,
  { id, reason }: { id: string; reason: string },
): Promise<void> {
  const at = context.now()
  await context.database.transact(async (tx) => {
    const batch = await queries.lockCodeBatch(tx, id)
    if (!batch) refuse('not_found')
    if (batch.voidedAt) return
    await queries.voidCodeBatch(tx, id, { by: operatorId, at, reason })
    await audit(tx, { operatorId, act: 'void_code_batch', subject: id, detail: { reason }, at })
  })
}

/** Every batch and budget, for the office. */
export async function readCodeBatches(
  context: Context,
  operatorId: string,
): Promise<ReplyOf<typeof contract.listCodeBatches>> {
  const today = dayOf(context.now())
  const [batches, budgets] = [
    await queries.listCodeBatches(context.database),
    await queries.listCodeBudgets(context.database),
  ]
  return {
    batches: batches.map((batch) => ({
      id: batch.id,
      ...{ purpose: batch.purpose, budgetName: batch.budgetName, value: batch.value, count: batch.count },
      ...{ used: batch.used, expiresOn: batch.expiresOn, bonus: batch.bonus },
      state: stateOfBatch(batch, today),
      madeBy: batch.madeByName,
      madeAt: batch.madeAt.toISOString(),
      madeByMe: batch.madeBy === operatorId,
      releasedBy: batch.releasedByName,
    })),
    budgets: budgets.map((budget) => ({ ...budget, left: Math.max(0, budget.left) })),
  }
}
