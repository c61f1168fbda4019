import { proofTable } from '#contract/proofs.ts'
import { isFrozen, requireProofs } from '../access.ts'
import type { Context } from '../context.ts'
import { enqueue } from '../jobs/queue.ts'
import { lockWallets } from '../ledger/post.ts'
import { refuse } from '../lib/refusal.ts'
import type { LinkState } from '../providers/bank/port.ts'
import {
  type BankAccount,
  findBankAccount,
  findOwner,
  findProcess,
  findUsedElsewhere,
  insertBankAccount,
  keepProcess,
  type LinkFacts,
  markFailed,
  markLinked,
  readLinkFacts,
  readTries,
} from './queries.ts'
import { requireAwake } from './rests.ts'
import {
  type Details,
  isSameHolder,
  isToldEnough,
  type LinkNeeds,
  minutesToLink,
  pauseBeforeLinking,
  triesWindowMs,
} from './rules.ts'

type Form = { url: string; fields: Record<string, string> }
type Begun = { account: BankAccount; needs: LinkNeeds; form: Form | null }
type ReadyFacts = LinkFacts & { familyKana: string; givenKana: string; phone: string }

/** When to look by ourselves: people close the bank's page, and pushes get lost. The last comes after the end. */
const looksAfterMinutes = [3, 15, minutesToLink + 1]

/**
 * Begins to link an account: records it, makes the resident known to the gateway, and gives the form that
 * the browser posts to the bank's own site, or what the bank wants to be told before. Refuses what the contract
 * lists.
 */
export async function linkBankAccount(
  context: Context,
  residentId: string,
  { id, bankCode }: { id: string; bankCode: string },
): Promise<Begun> {
  const at = context.now()
  const facts = requireReady(await readLinkFacts(context.database, { residentId, bankCode, at }))
  await requireAwake(context, bankCode)
  await begin(context, { id, residentId, bankCode, startedAt: at })
  const account = await findBankAccount(context.database, residentId, id)
  if (account?.bankCode !== bankCode || account.state !== 'waiting') {
    refuse('bank_account_exists_with_different_content')
  }
  const { processRef, needs: asks } = await prepareAtBank(context, residentId, account, facts).catch(() =>
    refuse('bank_unavailable'),
  )
  const needs = { branch: asks.branch, number: asks.number }
  await keepProcess(context.database, id, { processRef, needs })
  if (needs.branch || needs.number) return { account, needs, form: null }
  const asked = { processRef, memberId: residentId, accountRef: id, label: facts.coinName }
  const form = await context.providers.bank.startLink(asked).catch(() => refuse('bank_unavailable'))
  return { account, needs, form }
}

type Attempt = { id: string; residentId: string; bankCode: string; startedAt: Date }

/** Counts what was tried and writes the attempt down under the wallet's lock: many at once are counted too. */
async function begin(context: Context, attempt: Attempt): Promise<void> {
  const { id, residentId, startedAt } = attempt
  await context.database.transact(async (tx) => {
    await lockWallets(tx, [residentId])
    if (await findBankAccount(tx, residentId, id)) return
    const tries = await readTries(tx, residentId, new Date(startedAt.getTime() - triesWindowMs))
    const waitSeconds = pauseBeforeLinking(tries, startedAt)
    if (waitSeconds > 0) refuse('bank_link_paused', { waitSeconds })
    if (!(await insertBankAccount(tx, attempt))) return
    for (const minutes of looksAfterMinutes) {
      const startAfter = new Date(startedAt.getTime() + minutes * 60_000)
      await enqueue(context.queue, tx, 'bank-accounts.finish', { accountId: id }, { startAfter })
    }
  })
}

/**
 * Passes on what the bank wants to be told, and gives the form to its site; nothing of it is kept. Refuses what
 * the contract lists.
 */
export async function tellBankAccount(
  context: Context,
  residentId: string,
  id: string,
  details: Details,
): Promise<Form> {
  const found = await findProcess(context.database, residentId, id)
  if (!found) refuse('not_found')
  const { processRef, needs } = found
  if (found.state !== 'waiting' || !processRef || !needs) refuse('bank_account_not_ready')
  if (!isToldEnough(needs, details)) refuse('bank_details_missing')
  const asked = { residentId, bankCode: '', at: context.now() }
  const { coinName, familyKana, givenKana } = await readLinkFacts(context.database, asked)
  const holderKana = `${familyKana ?? ''} ${givenKana ?? ''}`.trim()
  const told = { ...details, kind: 'futsu' as const, holderKana }
  return context.providers.bank
    .startLink({ processRef, memberId: residentId, accountRef: id, label: coinName, details: told })
    .catch(() => refuse('bank_unavailable'))
}

function requireReady(facts: LinkFacts): ReadyFacts {
  const { frozen, proofs, townProofs, familyKana, givenKana, phone, bankName } = facts
  if (frozen) refuse('frozen')
  requireProofs('link_bank_account', proofs, proofTable(townProofs))
  if (!familyKana || !givenKana) refuse('profile_needed')
  if (!phone) refuse('phone_needed')
  if (!bankName) refuse('bank_unknown')
  return { ...facts, familyKana, givenKana, phone }
}

async function prepareAtBank(context: Context, residentId: string, account: BankAccount, facts: ReadyFacts) {
  const { bank } = context.providers
  const { origin } = context.config
  const backTo = `${origin}/api/bank-accounts/return?account=${account.id}`
  const nameKana = `${facts.familyKana} ${facts.givenKana}`
  await bank.addMember({ memberId: residentId, nameKana, phone: facts.phone })
  return bank.prepareLink({
    memberId: residentId,
    accountRef: account.id,
    bankCode: account.bankCode,
    successUrl: backTo,
    errorUrl: backTo,
    pushUrl: `${origin}/api/providers/bank/push`,
  })
}

/**
 * Brings a waiting account up to date with what the gateway says, which alone is believed: a return, a push
 * and a look at the page all end here, in any order and any number. Somebody who took longer than we waited is
 * linked late. Does nothing when it is over, or when the gateway cannot be reached.
 */
export async function finishLink(context: Context, accountId: string): Promise<void> {
  const owner = await findOwner(context.database, accountId)
  if (!owner) return
  const account = await findBankAccount(context.database, owner.residentId, accountId)
  if (!account || !mayStillBeLinked(account)) return
  const ref = { memberId: owner.residentId, accountRef: accountId }
  const state: LinkState = await context.providers.bank.readLink(ref).catch(() => ({ state: 'pending' }))
  if (state.state === 'pending') {
    const age = context.now().getTime() - owner.startedAt.getTime()
    if (account.state === 'waiting' && age > minutesToLink * 60_000)
      await markFailed(context.database, accountId, 'expired', context.now())
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

function mayStillBeLinked({ state, reason }: BankAccount): boolean {
  return state === 'waiting' || (state === 'failed' && reason === 'expired')
}

async function keepLinked(
  context: Context,
  residentId: string,
  account: BankAccount,
  state: Extract<LinkState, { state: 'linked' }>,
): Promise<'holder_differs' | 'account_used_elsewhere' | 'frozen' | undefined> {
  const at = context.now()
  const asked = { residentId, bankCode: account.bankCode, at }
  const { familyKana, givenKana } = await readLinkFacts(context.database, asked)
  if (!isSameHolder({ familyKana: familyKana ?? '', givenKana: givenKana ?? '' }, state.holderKana)) {
    return 'holder_differs'
  }
  const { branchCode, lastDigits, accountFingerprint: fingerprint } = state
  try {
    return await context.database.transact(async (tx) => {
      // Under the lock that a freeze takes: what was begun before it does not get past it.
      await lockWallets(tx, [residentId])
      if (await isFrozen(tx, residentId)) return 'frozen'
      await markLinked(tx, account.id, { branchCode, lastDigits, fingerprint }, at)
      return undefined
    })
  } catch (error) {
    if (await findUsedElsewhere(context.database, account.id, fingerprint)) return 'account_used_elsewhere'
    throw error
  }
}
