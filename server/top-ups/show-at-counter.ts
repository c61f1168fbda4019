import { randomInt } from 'node:crypto'
import { counterDigits, type makeCounterCode as endpoint } from '#contract/counters.ts'
import type { ReplyOf } from '#contract/endpoint.ts'
import type { Context } from '../context.ts'
import { lockWallets } from '../ledger/post.ts'
import { isOfNow } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import { countCounterCodes, findCounterCode, insertCounterCode } from './counter-queries.ts'
import { counterCodeMinutes, counterCodesPerHour } from './counter-rules.ts'
import { readTopUpFacts } from './read.ts'
import { decideTopUp } from './rules.ts'

const hourMs = 3_600_000

/** Makes a number to show at a counter; the same id is the same number. Refuses what the contract lists. */
export async function showAtCounter(context: Context, residentId: string, id: string): Promise<void> {
  const madeAt = context.now()
  const before = await findCounterCode(context.database, id)
  if (before) {
    if (before.residentId !== residentId) refuse('not_found')
    return
  }
  if (!isOfNow(id, madeAt)) refuse('clock_off')
  const expiresAt = new Date(madeAt.getTime() + counterCodeMinutes * 60_000)
  await context.database.transact(async (tx) => {
    await lockWallets(tx, [residentId])
    const since = new Date(madeAt.getTime() - hourMs)
    if ((await countCounterCodes(tx, residentId, since)) >= counterCodesPerHour) {
      refuse('too_many_requests', { waitSeconds: hourMs / 1000 })
    }
    const facts = await readTopUpFacts(tx, madeAt, { residentId, bankAccountId: null, except: null })
    const verdict = decideTopUp(facts.limits.minimum, facts)
    if (verdict.refused) refuse(verdict.refused, verdict.facts)
    const number = randomCounterNumber()
    if (await insertCounterCode(tx, { id, residentId, number, madeAt, expiresAt })) return
    // A twin of this request was faster; that somebody shows the same ten digits just now is one in millions.
    const twin = await findCounterCode(tx, id)
    if (twin?.residentId !== residentId) refuse('busy')
  })
}

/** How a number of this resident stands. Refuses not_found. */
export async function readCounterCode(
  context: Context,
  residentId: string,
  id: string,
): Promise<ReplyOf<typeof endpoint>> {
  const code = await findCounterCode(context.database, id)
  if (code?.residentId !== residentId) refuse('not_found')
  const over = code.expiresAt.getTime() <= context.now().getTime()
  return {
    id,
    number: code.number,
    state: code.topUpId ? 'credited' : over ? 'over' : 'waiting',
    topUpId: code.topUpId,
    expiresAt: code.expiresAt.toISOString(),
  }
}

/** Ten random digits; randomInt has no bias. */
export const randomCounterNumber = (): string =>
  String(randomInt(10 ** counterDigits)).padStart(counterDigits, '0')
