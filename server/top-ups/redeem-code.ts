import { createHash } from 'node:crypto'
import type { redeemChargeCode as endpoint } from '#contract/charge-codes.ts'
import type { BodyOf } from '#contract/endpoint.ts'
import type { Context } from '../context.ts'
import { requireProofs } from '../access.ts'
import { lockWallets } from '../ledger/post.ts'
import { dayOf } from '../lib/day.ts'
import { isOfNow } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import {
  countCodeTry,
  deleteCodeTries,
  findChargeCode,
  forgiveCodeTries,
  lockChargeCode,
  markCodeUsed,
  type ShownCode,
} from './code-queries.ts'
import { decideCode, triesPerHour } from './code-rules.ts'
import { readShown } from './code-secrets.ts'
import { finishTopUpIn } from './finish.ts'
import { findTopUp, insertTopUp } from './queries.ts'
import { readTopUpFacts } from './read.ts'
import { decideTopUp } from './rules.ts'

const [hourMs, dayMs] = [3_600_000, 86_400_000]

type Redeemer = { residentId: string; address: string }

/**
 * Turns a charge code into coin, once for all time. A try is counted before anything is compared and given back only
 * when the code was right. The same request again is the same top-up. Refuses what the contract lists, in its order.
 */
export async function redeemCode(
  context: Context,
  { residentId, address }: Redeemer,
  { id, code: text }: BodyOf<typeof endpoint>,
): Promise<void> {
  const now = context.now()
  const shown = readShown(context.config.chargeCodeKeys, text)
  const before = await findTopUp(context.database, id)
  if (before) {
    const known = before.residentId === residentId && shown && (await findChargeCode(context.database, shown))
    if (!known || known.topUpId !== id) refuse('top_up_exists_with_different_content')
    return
  }
  if (!isOfNow(id, now)) refuse('clock_off')
  // Who may not charge may not guess either.
  const standing = await readTopUpFacts(context.database, now, {
    residentId,
    bankAccountId: null,
    except: null,
  })
  if (standing.frozen) refuse('frozen')
  requireProofs('top_up', standing.proofs, standing.needed)

  const tries = await takeTry(context, { residentId, address })
  const found = shown && (await findChargeCode(context.database, shown))
  if (!found?.released) refuse('charge_code_wrong')
  await forgiveCodeTries(context.database, tries)
  await credit(context, { id, residentId }, found)
}

async function credit(
  context: Context,
  { id, residentId }: { id: string; residentId: string },
  found: ShownCode,
): Promise<void> {
  const now = context.now()
  await context.database.transact(async (tx) => {
    await lockWallets(tx, [residentId])
    const code = await lockChargeCode(tx, found)
    // A twin of this very request was faster.
    if (code.topUpId === id) return
    const refused = decideCode(code, dayOf(now))
    if (refused) refuse(refused, refused === 'charge_code_expired' ? { expiresOn: code.expiresOn } : {})
    const facts = await readTopUpFacts(tx, now, { residentId, bankAccountId: null, except: null })
    const verdict = decideTopUp(code.value, facts)
    if (verdict.refused) refuse(verdict.refused, verdict.facts)
    const source = { name: code.purpose, digits: null }
    const topUp = {
      id,
      residentId,
      means: 'code' as const,
      bankAccountId: null,
      amount: code.value,
      source,
      earnsBonus: code.bonus,
    }
    if (!(await insertTopUp(tx, { ...topUp, requestedAt: now, state: 'requested', askAt: null }))) {
      refuse('top_up_exists_with_different_content')
    }
    const providerRef = `${code.batchId}/${code.serial}`
    const outcome = { state: 'succeeded', amount: code.value, providerRef } as const
    await finishTopUpIn(context, tx, id, outcome, { thenAskAgain: false })
    await markCodeUsed(tx, code, id, now)
  })
}

/**
 * Counts this try for the person, and, while the person may try, for the address: one person cannot close an address to
 * everybody behind it. Refuses charge_code_tries_paused.
 */
async function takeTry(context: Context, { residentId, address }: Redeemer): Promise<Buffer[]> {
  const now = context.now()
  const since = new Date(now.getTime() - hourMs)
  const taken: Buffer[] = []
  for (const [kind, who] of [['person', residentId] as const, ['address', address] as const]) {
    const key = keyOf(kind, who)
    if ((await countCodeTry(context.database, key, now, since)) > triesPerHour[kind]) {
      refuse('charge_code_tries_paused', { waitSeconds: hourMs / 1000 })
    }
    taken.push(key)
  }
  return taken
}

const keyOf = (kind: 'person' | 'address', who: string) =>
  createHash('sha256').update(`${kind}/${who}`).digest()

/** Forgets tries that are over for a day: an address is kept no longer than it is needed. */
export async function forgetCodeTries(context: Context): Promise<void> {
  await deleteCodeTries(context.database, new Date(context.now().getTime() - dayMs))
}
