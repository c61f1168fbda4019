import { requireProofs } from '../access.ts'
import type { Context } from '../context.ts'
import { refuse } from '../lib/refusal.ts'
import type { LinkState } from '../providers/bank/port.ts'
import {
  type BankAccount,
  findBankAccount,
  findOwner,
  findUsedElsewhere,
  insertBankAccount,
  type LinkFacts,
  markFailed,
  markLinked,
  readLinkFacts,
} from './queries.ts'
import { isSameHolder, minutesToLink } from './rules.ts'

type Form = { account: BankAccount; url: string; fields: Record<string, string> }
type ReadyFacts = LinkFacts & { familyKana: string; givenKana: string; phone: string }

/**
 * Begins to link an account: records it, makes the resident known to the gateway, and gives the form that
 * the browser posts to the bank's own site. Refuses what the contract lists.
 */
export async function linkBankAccount(
  context: Context,
  residentId: string,
  { id, bankCode }: { id: string; bankCode: string },
): Promise<Form> {
  const at = context.now()
  const facts = requireReady(await readLinkFacts(context.database, { residentId, bankCode, at }))
  await insertBankAccount(context.database, { id, residentId, bankCode, startedAt: at })
  const account = await findBankAccount(context.database, residentId, id)
  if (account?.bankCode !== bankCode || account.state !== 'waiting') {
    refuse('bank_account_exists_with_different_content')
  }
  const form = await startAtBank(context, residentId, account, facts).catch(() => refuse('bank_unavailable'))
  return { account, ...form }
}

function requireReady(facts: LinkFacts): ReadyFacts {
  const { frozen, proofs, familyKana, givenKana, phone, bankName } = facts
  if (frozen) refuse('frozen')
  requireProofs('link_bank_account', proofs)
  if (!familyKana || !givenKana) refuse('profile_needed')
  if (!phone) refuse('phone_needed')
  if (!bankName) refuse('bank_unknown')
  return { ...facts, familyKana, givenKana, phone }
}

async function startAtBank(context: Context, residentId: string, account: BankAccount, facts: ReadyFacts) {
  const { bank } = context.providers
  const { origin } = context.config
  const backTo = `${origin}/api/bank-accounts/return?account=${account.id}`
  const nameKana = `${facts.familyKana} ${facts.givenKana}`
  await bank.addMember({ memberId: residentId, nameKana, phone: facts.phone })
  const { processRef } = await bank.prepareLink({
    memberId: residentId,
    accountRef: account.id,
    bankCode: account.bankCode,
    successUrl: backTo,
    errorUrl: backTo,
    pushUrl: `${origin}/api/providers/bank/push`,
  })
  return bank.startLink({ processRef, memberId: residentId, accountRef: account.id, label: facts.coinName })
}

/**
 * Brings a waiting account up to date with what the gateway says, which alone is believed: a return, a push
 * and a look at the page all end here, in any order and any number. Does nothing when it is not waiting, or
 * when the gateway cannot be reached.
 */
export async function finishLink(context: Context, accountId: string): Promise<void> {
  const owner = await findOwner(context.database, accountId)
  if (!owner) return
  const account = await findBankAccount(context.database, owner.residentId, accountId)
  if (account?.state !== 'waiting') return
  const ref = { memberId: owner.residentId, accountRef: accountId }
  const state: LinkState = await context.providers.bank.readLink(ref).catch(() => ({ state: 'pending' }))
  if (state.state === 'pending') {
    const age = context.now().getTime() - owner.startedAt.getTime()
    if (age > minutesToLink * 60_000) await markFailed(context.database, accountId, 'expired', context.now())
    return
  }
  if (state.state === 'failed') {
    const reason = state.reason === 'cancelled' ? 'cancelled' : 'refused_by_bank'
    await markFailed(context.database, accountId, reason, context.now())
    return
  }
  const reason = await keepLinked(context, owner.residentId, account, state)
  if (!reason) return
  await markFailed(context.database, accountId, reason, context.now())
  // The gateway need not keep what we refuse; if it cannot be told now, the account stays unused there.
  await context.providers.bank.unlink(ref).catch(() => {})
}

async function keepLinked(
  context: Context,
  residentId: string,
  account: BankAccount,
  state: Extract<LinkState, { state: 'linked' }>,
): Promise<'holder_differs' | 'account_used_elsewhere' | undefined> {
  const at = context.now()
  const asked = { residentId, bankCode: account.bankCode, at }
  const { familyKana, givenKana } = await readLinkFacts(context.database, asked)
  if (!isSameHolder({ familyKana: familyKana ?? '', givenKana: givenKana ?? '' }, state.holderKana)) {
    return 'holder_differs'
  }
  const { branchCode, lastDigits, accountFingerprint: fingerprint } = state
  try {
    await markLinked(context.database, account.id, { branchCode, lastDigits, fingerprint }, at)
    return undefined
  } catch (error) {
    if (await findUsedElsewhere(context.database, account.id, fingerprint)) return 'account_used_elsewhere'
    throw error
  }
}
