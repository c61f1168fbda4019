import type { TopUpMeans, TopUpState } from '#contract/top-ups.ts'
import { type Queries, sql } from '../lib/database.ts'
import { makeId } from '../lib/id.ts'
import type { Attention } from './rules.ts'

/** What the town calls its app and its coin. */
export function readTownNames(queries: Queries, at: Date): Promise<{ appName: string; coinName: string }> {
  return queries.one(sql`
    select town.setting('town', ${at}) ->> 'appName' as "appName",
           town.setting('town', ${at}) ->> 'coinName' as "coinName"`)
}

export type TopUpRow = {
  id: string
  residentId: string
  means: TopUpMeans
  /** Set exactly when the means is bank. */
  bankAccountId: string | null
  amount: number
  /** The id under which success is posted. */
  postingId: string
  state: TopUpState
  attention: Attention | null
  providerRef: string | null
  declinedBecause: string | null
  requestedAt: Date
  confirmedAt: Date | null
  settledAt: Date | null
  asked: number
  /** Begun by オートチャージ. */
  automatic: boolean
  /** Set together, where a helper charges for a relative: by which help, and whose bank account pays. */
  helpId: string | null
  paidBy: string | null
}

const columns = sql`
  id, resident_id as "residentId", means, bank_account_id as "bankAccountId", amount, posting_id as "postingId",
  state, attention, provider_ref as "providerRef", declined_because as "declinedBecause",
  requested_at as "requestedAt", confirmed_at as "confirmedAt", settled_at as "settledAt", asked, automatic,
  help_id as "helpId", paid_by as "paidBy"`

export function findTopUp(queries: Queries, id: string): Promise<TopUpRow | undefined> {
  return queries.maybe(sql`select ${columns} from top_ups.top_up where id = ${id}`)
}

export function lockTopUp(tx: Queries, id: string): Promise<TopUpRow> {
  return tx.one(sql`select ${columns} from top_ups.top_up where id = ${id} for update`)
}

type NewTopUp = {
  id: string
  residentId: string
  means: TopUpMeans
  bankAccountId: string | null
  amount: number
  requestedAt: Date
  source?: { name: string; digits: string | null }
  automatic?: boolean
  /** Left out: campaigns may give points for it. */
  earnsBonus?: boolean
  /** Left out: the resident pays. */
  helpId?: string | null
  paidBy?: string | null
} & (
  | { state: 'awaiting_passcode' | 'awaiting_card' }
  /** Needs no passcode. The provider is asked again at this time, or never where it is not asked at all. */
  | { state: 'requested'; askAt: Date | null }
)

/** False when the id is taken. */
export async function insertTopUp(tx: Queries, topUp: NewTopUp): Promise<boolean> {
  const {
    id,
    residentId,
    means,
    bankAccountId,
    amount,
    state,
    requestedAt,
    source,
    automatic = false,
    earnsBonus = true,
    helpId = null,
    paidBy = null,
  } = topUp
  const [confirmedAt, askAt] = state === 'requested' ? [requestedAt, topUp.askAt] : [null, null]
  return (
    (await tx.run(sql`
      insert into top_ups.top_up (id, resident_id, means, bank_account_id, amount, posting_id, state, requested_at,
                                  confirmed_at, ask_at, source_name, source_digits, automatic, earns_bonus,
                                  help_id, paid_by)
      values (${id}, ${residentId}, ${means}, ${bankAccountId}, ${amount}, ${makeId()}, ${state}, ${requestedAt},
              ${confirmedAt}, ${askAt}, ${source?.name ?? null}, ${source?.digits ?? null},
              ${automatic}, ${earnsBonus}, ${helpId}, ${paidBy})
      on conflict (id) do nothing`)) === 1
  )
}

/** False when it was confirmed before. */
export async function markRequested(tx: Queries, id: string, at: Date, askAt: Date): Promise<boolean> {
  return (
    (await tx.run(sql`
      update top_ups.top_up set state = 'requested', confirmed_at = ${at}, ask_at = ${askAt}
      where id = ${id} and state = 'awaiting_passcode'`)) === 1
  )
}

export async function markSucceeded(tx: Queries, id: string, providerRef: string, at: Date): Promise<void> {
  await tx.run(sql`
    update top_ups.top_up set
      state = 'succeeded', provider_ref = ${providerRef}, settled_at = ${at}, ask_at = null, attention = null
    where id = ${id}`)
}

export async function markDeclined(tx: Queries, id: string, because: string, at: Date): Promise<void> {
  await tx.run(sql`
    update top_ups.top_up set
      state = 'declined', declined_because = ${because}, settled_at = ${at}, ask_at = null, attention = null
    where id = ${id}`)
}

/** Still no answer; with `askAt` the question counts and the next one is due then. */
export async function markWaiting(
  tx: Queries,
  id: string,
  state: 'unknown' | 'needs_attention',
  askAt: Date | null = null,
): Promise<void> {
  await tx.run(sql`
    update top_ups.top_up set
      state = ${state},
      asked = asked + case when ${askAt}::timestamptz is null then 0 else 1 end,
      ask_at = coalesce(${askAt}, ask_at),
      attention = case ${state}::text when 'needs_attention' then coalesce(attention, 'no_answer') end
    where id = ${id}`)
}

/** Leaves a top-up to a person, with what the provider said; nobody asks it again by itself. */
export async function markAttention(
  tx: Queries,
  id: string,
  attention: Attention,
  seen: Record<string, unknown>,
): Promise<void> {
  await tx.run(sql`
    update top_ups.top_up set
      state = 'needs_attention', attention = ${attention}, seen = ${JSON.stringify(seen)},
      declined_because = null, settled_at = null, ask_at = null
    where id = ${id}`)
}

/** The coin stays where it is; a person finds out what the provider meant. */
export async function markTakenBackTooMuch(
  tx: Queries,
  id: string,
  seen: Record<string, unknown>,
): Promise<void> {
  await tx.run(sql`
    update top_ups.top_up set attention = 'taken_back_too_much', seen = ${JSON.stringify(seen)}
    where id = ${id}`)
}

/** Whether a provider's reference stands at another top-up of the same means: it can have paid for one only. */
export async function isReferenceUsed(
  tx: Queries,
  { id, means }: Pick<TopUpRow, 'id' | 'means'>,
  providerRef: string,
): Promise<boolean> {
  const { used } = await tx.one<{ used: boolean }>(sql`
    select exists (
      select from top_ups.top_up
      where means = ${means} and provider_ref = ${providerRef} and id <> ${id}) as used`)
  return used
}

export type TopUpDetail = TopUpRow & {
  sourceName: string | null
  lastDigits: string | null
  coinAfter: number | null
  takenBack: number
  owed: number
  helper: string | null
  relative: string | null
}

/** A top-up of a resident's wallet, or one that the resident pays for a relative. */
export function findDetail(
  queries: Queries,
  residentId: string,
  id: string,
): Promise<TopUpDetail | undefined> {
  return queries.maybe(sql`
    with own as (select ${columns}, source_name, source_digits from top_ups.top_up where id = ${id})
    select t.*, coalesce(b.name, t.source_name) as "sourceName",
           coalesce(a.last_digits, t.source_digits) as "lastDigits", m.balance_after as "coinAfter",
           back."takenBack", back.owed, relatives.name_of(t."paidBy") as helper,
           case when t."paidBy" is not null then relatives.name_of(t."residentId") end as relative
    from own t
    left join bank_accounts.bank_account a on a.id = t."bankAccountId"
    left join bank_accounts.bank b on b.code = a.bank_code
    left join ledger.transfer m on m.bucket = ledger.bucket(t."residentId") and m.owner = t."residentId"
      and m.posting = t."postingId" and m.currency = 'coin'
    cross join lateral (
      select coalesce(sum(k.amount), 0)::bigint as "takenBack",
             coalesce(sum(k.amount - k.from_wallet), 0)::bigint as owed
      from top_ups.kept_back k where k.top_up_id = t.id) back
    where ${residentId} in (t."residentId", t."paidBy")`)
}

/** What of a top-up is credited and was not taken back, in yen. */
export async function readCredited(
  tx: Queries,
  { id, state, amount }: Pick<TopUpRow, 'id' | 'state' | 'amount'>,
): Promise<number> {
  const { back } = await tx.one<{ back: number }>(sql`
    select coalesce(sum(amount), 0)::bigint as back from top_ups.kept_back where top_up_id = ${id}`)
  return state === 'succeeded' ? amount - back : 0
}

export async function isTakenBack(
  tx: Queries,
  topUpId: string,
  cause: string,
  providerRef: string,
): Promise<boolean> {
  const { taken } = await tx.one<{ taken: boolean }>(sql`
    select exists (
      select from top_ups.take_back
      where top_up_id = ${topUpId} and cause = ${cause} and provider_ref = ${providerRef}) as taken`)
  return taken
}

type NewTakeBack = {
  id: string
  topUpId: string
  cause: string
  providerRef: string
  amount: number
  fromWallet: number
  at: Date
}

export async function insertTakeBack(tx: Queries, takeBack: NewTakeBack): Promise<void> {
  const { id, topUpId, cause, providerRef, amount, fromWallet, at } = takeBack
  await tx.run(sql`
    insert into top_ups.take_back (id, top_up_id, cause, provider_ref, amount, from_wallet, at)
    values (${id}, ${topUpId}, ${cause}, ${providerRef}, ${amount}, ${fromWallet}, ${at})`)
}

export type TakenBack = { id: string; amount: number; fromWallet: number }

/** A take-back that its provider has not undone; undefined also where there never was one. */
export function findKeptBack(
  tx: Queries,
  topUpId: string,
  cause: string,
  providerRef: string,
): Promise<TakenBack | undefined> {
  return tx.maybe(sql`
    select id, amount, from_wallet as "fromWallet" from top_ups.kept_back
    where top_up_id = ${topUpId} and cause = ${cause} and provider_ref = ${providerRef}`)
}

export async function insertRegained(
  tx: Queries,
  { id, postingId, at }: { id: string; postingId: string; at: Date },
): Promise<void> {
  await tx.run(sql`
    insert into top_ups.regained (id, posting_id, at) values (${id}, ${postingId}, ${at})`)
}

/** Whether a wallet is of somebody who has left: nothing goes into it any more. */
export async function isWalletClosed(tx: Queries, residentId: string): Promise<boolean> {
  const { closed } = await tx.one<{ closed: boolean }>(sql`
    select residents.is_closed(${residentId}) as closed`)
  return closed
}

/** The coin that a locked wallet holds. */
export async function readCoin(tx: Queries, residentId: string): Promise<number> {
  const { coin } = await tx.one<{ coin: number }>(sql`
    select coin from ledger.wallet where bucket = ledger.bucket(${residentId}::uuid) and id = ${residentId}`)
  return coin
}
