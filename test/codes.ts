// Charge codes in tests: a budget, a batch, and what stands on its slips.
import { makeCodeBatch, makeCodeBudget, releaseCodeBatch } from '#contract/charge-codes.ts'
import { addDays, dayOf } from '#server/lib/day.ts'
import { makeId } from '#server/lib/id.ts'
import { type CodeSecrets, secretsOf } from '#server/top-ups/code-secrets.ts'
import type { Client } from './client.ts'
import { office, manager } from './people.ts'
import type { Town } from './town.ts'

type Batch = { value: number; count: number; bonus?: boolean; days?: number; purpose?: string }

/** The two people of the office, signed in. */
export async function openOffice(town: Town): Promise<{ maker: Client; second: Client; budgetId: string }> {
  const [maker, second] = [await town.signInOperator(office.mail), await town.signInOperator(manager.mail)]
  const budgetId = makeId()
  await maker.ask(makeCodeBudget, { body: { id: budgetId, name: '物価高騰対策', ceiling: 1_000_000 } })
  return { maker, second, budgetId }
}

/** Makes a batch; gives its id. */
export async function makeBatch(
  town: Town,
  { maker, budgetId }: { maker: Client; budgetId: string },
  { value, count, bonus = false, days = 90, purpose = '子育て応援' }: Batch,
): Promise<string> {
  const id = makeId()
  const expiresOn = addDays(dayOf(town.clock.now()), days)
  await maker.ask(makeCodeBatch, { body: { id, budgetId, purpose, value, count, expiresOn, bonus } })
  return id
}

/** Makes a batch and has it released; gives what is printed on its slips. */
export async function giveOutCodes(town: Town, batch: Batch): Promise<CodeSecrets[]> {
  const people = await openOffice(town)
  const batchId = await makeBatch(town, people, batch)
  await people.second.ask(releaseCodeBatch, { params: { batchId } })
  return printedCodes(town, batchId, batch.count)
}

/** What a person reads on the slips of a batch. */
export function printedCodes(town: Town, batchId: string, count: number): CodeSecrets[] {
  const keys = town.context.config.chargeCodeKeys
  const batch = { id: batchId, keyId: keys[0]?.keyId ?? '' }
  return Array.from({ length: count }, (_, index) => secretsOf(keys, batch, index + 1))
}
