import type { TopUpMeans } from '#contract/top-ups.ts'
import type { Context } from '../context.ts'
import { accounts } from '../ledger/post.ts'
import type { ChargeOutcome } from '../providers/outcome.ts'
import { findByCard } from './card-queries.ts'
import type { TopUpRow } from './queries.ts'

/** Who holds the money of a top-up outside, and how that party is asked. */
type Provider = {
  /** Takes the money. The top-up's id is the order's id, so that asking twice takes it once. */
  debit(context: Context, topUp: TopUpRow): Promise<ChargeOutcome>
  /** Tells what became of it. */
  readDebit(context: Context, topUp: TopUpRow): Promise<ChargeOutcome>
}

type Means = {
  /** The account that coin comes from, and goes back to when a top-up is taken back. */
  clearing: string
  /** Null where nobody outside is asked: such a top-up is finished in the transaction that records it. */
  provider: Provider | null
}

const bank: Provider = {
  debit: ({ providers }, { id, residentId, paidBy, bankAccountId, amount }) =>
    bankAccountId === null
      ? Promise.resolve({ state: 'declined', reason: 'unlinked' })
      : providers.bank.debit({
          ...{ orderId: id, memberId: paidBy ?? residentId, accountRef: bankAccountId, amount },
        }),
  readDebit: ({ providers }, { id }) => providers.bank.readDebit(id),
}

/** Money on a card is authorised before it is asked for here: to debit is to capture it. */
const card: Provider = {
  debit: (context, { id }) => ofAttempt(context, id, (ref) => context.providers.card.capture(ref)),
  readDebit: (context, { id }) => ofAttempt(context, id, (ref) => context.providers.card.readCapture(ref)),
}

async function ofAttempt(
  { database }: Context,
  topUpId: string,
  ask: (attemptRef: string) => Promise<ChargeOutcome>,
): Promise<ChargeOutcome> {
  const attemptRef = (await findByCard(database, topUpId))?.attemptRef
  return attemptRef ? ask(attemptRef) : { state: 'unknown' }
}

/** Every means of topping up that there is. */
export const means: Record<TopUpMeans, Means> = {
  bank: { clearing: accounts.bankClearing, provider: bank },
  card: { clearing: accounts.cardClearing, provider: card },
  atm: { clearing: accounts.atmClearing, provider: null },
  counter: { clearing: accounts.counterClearing, provider: null },
  code: { clearing: accounts.codeClearing, provider: null },
}

/** Whether there is somebody outside who can be asked about top-ups of a means. */
export const canAsk = (of: TopUpMeans): boolean => means[of].provider !== null

/** Asks a top-up's provider to take the money; an answer that is lost or unreadable is 'unknown'. */
export function askToDebit(context: Context, topUp: TopUpRow): Promise<ChargeOutcome> {
  return asked(() => means[topUp.means].provider?.debit(context, topUp))
}

/** Asks a top-up's provider what became of it; an answer that is lost or unreadable is 'unknown'. */
export function askForDebit(context: Context, topUp: TopUpRow): Promise<ChargeOutcome> {
  return asked(() => means[topUp.means].provider?.readDebit(context, topUp))
}

async function asked(ask: () => Promise<ChargeOutcome> | undefined): Promise<ChargeOutcome> {
  try {
    return (await ask()) ?? { state: 'unknown' }
  } catch {
    return { state: 'unknown' }
  }
}
