import type { DeskDocument } from '#contract/recovery.ts'
import type { HelpCaps, helpGrounds } from '#contract/relatives.ts'
import { holdName, type Queries, sql, type Transaction } from '../lib/database.ts'
import { makeId } from '../lib/id.ts'

/** One after the other for each helper who shows codes or is agreed with, so that counts hold. */
export async function lockHelper(tx: Transaction, helperId: string): Promise<void> {
  await holdName(tx, `helper/${helperId}`)
}

/** One look at a code after the other for each who looks: fifty guesses in an instant are still five. */
export async function lockGuessing(tx: Transaction, byWhom: string): Promise<void> {
  await holdName(tx, `helper-guess/${byWhom}`)
}

/** How many codes a resident has asked for since an instant. */
export async function countCodes(queries: Queries, helperId: string, since: Date): Promise<number> {
  const row = await queries.one<{ shown: number }>(sql`
    select count(*)::int as shown from relatives.code where helper_id = ${helperId} and shown_at > ${since}`)
  return row.shown
}

type NewCode = {
  id: string
  helperId: string
  sessionHash: Buffer
  tokenHmac: Buffer
  digitsHmac: Buffer
  shownAt: Date
  expiresAt: Date
}

/** Keeps a code, and forgets those of the helper that are over: nothing refers to them. */
export async function insertCode(tx: Queries, code: NewCode): Promise<void> {
  await tx.run(sql`
    delete from relatives.code where helper_id = ${code.helperId} and expires_at < ${code.shownAt}`)
  await tx.run(sql`
    insert into relatives.code (id, helper_id, session_hash, token_hmac, digits_hmac, shown_at, expires_at)
    values (${code.id}, ${code.helperId}, ${code.sessionHash}, ${code.tokenHmac}, ${code.digitsHmac},
            ${code.shownAt}, ${code.expiresAt})`)
}

/** Who shows the code with this keyed hash, in kana; nobody when it is over or its session has ended. */
export function findHelper(
  queries: Queries,
  hmac: Buffer,
  now: Date,
): Promise<{ id: string; name: string } | undefined> {
  return queries.maybe(sql`
    select r.id, relatives.name_of(r.id) as name
    from relatives.code c
    join residents.resident r on r.id = c.helper_id
    join ledger.wallet w on w.bucket = ledger.bucket(r.id) and w.id = r.id and not w.frozen
    join sign_in.session s on s.token_hash = c.session_hash and s.ended_at is null
    where (c.token_hmac = ${hmac} or c.digits_hmac = ${hmac}) and c.expires_at > ${now}`)
}

/** Counts a code that nobody shows, in the window that is open or begins now. */
export async function countTry(queries: Queries, byWhom: string, now: Date, since: Date): Promise<void> {
  await queries.run(sql`
    insert into relatives.code_tries as t (by_whom, since, tries) values (${byWhom}, ${now}, 1)
    on conflict (by_whom) do update
      set tries = case when t.since < ${since} then 1 else t.tries + 1 end,
          since = case when t.since < ${since} then excluded.since else t.since end`)
}

/** How many such codes somebody has tried in the window that began after `since`. */
export async function readTries(queries: Queries, byWhom: string, since: Date): Promise<number> {
  const row = await queries.maybe<{ tries: number }>(sql`
    select tries from relatives.code_tries where by_whom = ${byWhom} and since >= ${since}`)
  return row?.tries ?? 0
}

type Ground = (typeof helpGrounds)[number]

export type HelpRow = HelpCaps & {
  id: string
  helperId: string
  relativeId: string
  helper: string
  relative: string
  codeHmac: Buffer
  agreedBy: 'phone' | 'card' | 'papers'
  ground: Ground | null
  documents: DeskDocument[]
  receivedBy: string | null
  receivedByName: string | null
  askedAt: Date
  begunAt: Date | null
  endedAt: Date | null
  endedBecause: 'relative' | 'helper' | 'office' | 'replaced' | 'declined' | 'left' | null
}

const helps = sql`
  select h.id, h.helper_id as "helperId", h.relative_id as "relativeId", relatives.name_of(h.helper_id) as helper,
         relatives.name_of(h.relative_id) as relative, h.code_hmac as "codeHmac", h.per_day as "perDay",
         h.per_month as "perMonth", h.agreed_by as "agreedBy", h.ground, h.documents, h.received_by as "receivedBy",
         o.name as "receivedByName", h.asked_at as "askedAt", h.begun_at as "begunAt", h.ended_at as "endedAt",
         h.ended_because as "endedBecause"
  from relatives.help h
  left join operators.operator o on o.id = h.received_by`

export function findHelp(queries: Queries, id: string): Promise<HelpRow | undefined> {
  return queries.maybe(sql`${helps} where h.id = ${id}`)
}

/** Keeps a help as it is until the end of the transaction: a payment by it that is under way is waited for. */
export async function lockHelp(tx: Queries, id: string): Promise<HelpRow | undefined> {
  await tx.maybe(sql`select id from relatives.help where id = ${id} for update`)
  return findHelp(tx, id)
}

type NewHelp = Pick<
  HelpRow,
  | 'id'
  | 'helperId'
  | 'relativeId'
  | 'codeHmac'
  | 'perDay'
  | 'perMonth'
  | 'agreedBy'
  | 'receivedBy'
  | 'askedAt'
> & { begunAt: Date | null; ground?: Ground; documents?: DeskDocument[] }

/** False when the id is taken. */
export async function insertHelp(tx: Queries, help: NewHelp): Promise<boolean> {
  const { id, helperId, relativeId, codeHmac, perDay, perMonth, agreedBy, receivedBy, askedAt, begunAt } =
    help
  return (
    (await tx.run(sql`
      insert into relatives.help (id, helper_id, relative_id, code_hmac, per_day, per_month, agreed_by, ground,
                                  documents, received_by, asked_at, begun_at)
      values (${id}, ${helperId}, ${relativeId}, ${codeHmac}, ${perDay}, ${perMonth}, ${agreedBy},
              ${help.ground ?? null}, ${help.documents ?? []}::text[], ${receivedBy}, ${askedAt}, ${begunAt})
      on conflict (id) do nothing`)) === 1
  )
}

/** Ends the live help between two people, for another one to take its place. */
export async function replaceLive(
  tx: Queries,
  { helperId, relativeId, at }: { helperId: string; relativeId: string; at: Date },
): Promise<void> {
  await tx.run(sql`
    update relatives.help set ended_at = ${at}, ended_because = 'replaced'
    where helper_id = ${helperId} and relative_id = ${relativeId} and begun_at is not null and ended_at is null`)
}

export async function markBegun(tx: Queries, id: string, by: string, at: Date): Promise<void> {
  await tx.run(sql`update relatives.help set begun_at = ${at}, decided_by = ${by} where id = ${id}`)
}

export async function changeCaps(tx: Queries, id: string, { perDay, perMonth }: HelpCaps): Promise<void> {
  await tx.run(sql`
    update relatives.help set per_day = ${perDay}, per_month = ${perMonth} where id = ${id}`)
}

type Ending = { id: string; because: NonNullable<HelpRow['endedBecause']>; by: string | null; at: Date }

export async function markEnded(tx: Queries, { id, because, by, at }: Ending): Promise<void> {
  await tx.run(sql`
    update relatives.help set ended_at = ${at}, ended_because = ${because}, decided_by = coalesce(decided_by, ${by})
    where id = ${id}`)
}

type Deed = HelpCaps & { helpId: string; deed: 'begun' | 'caps_changed' | 'ended'; byWhom: string; at: Date }

/** Writes down who did what to a help. */
export async function insertDeed(
  tx: Queries,
  { helpId, deed, byWhom, perDay, perMonth, at }: Deed,
): Promise<void> {
  await tx.run(sql`
    insert into relatives.deed (id, help_id, deed, by_whom, per_day, per_month, at)
    values (${makeId()}, ${helpId}, ${deed}, ${byWhom}, ${perDay}, ${perMonth}, ${at})`)
}

/** The most that the town lets anybody allow a helper; null where it has never said so. */
export async function readMost(
  queries: Queries,
  at: Date,
): Promise<{ perDay: number | null; perMonth: number | null }> {
  return queries.one(sql`
    select town.setting('helper_day', ${at})::bigint as "perDay",
           town.setting('helper_month', ${at})::bigint as "perMonth"`)
}

/** Whom a helper helps already, and whether the relative's phone is new. */
export function readFacts(
  tx: Queries,
  { helperId, relativeId }: { helperId: string; relativeId: string | null },
  now: Date,
): Promise<{ relatives: number; newDevice: boolean }> {
  return tx.one(sql`
    select (select count(*)::int from relatives.help
            where helper_id = ${helperId} and relative_id is distinct from ${relativeId}::uuid
              and begun_at is not null and ended_at is null) as relatives,
           exists (
             select from sign_in.login l join sign_in.device d on d.login_id = l.id
             where l.audience = 'resident' and l.subject = ${relativeId}::uuid and d.new_until > ${now}
           ) as "newDevice"`)
}

export type LiveHelp = HelpCaps & {
  id: string
  helps: boolean
  name: string
  since: Date
  stopped: boolean
  spentToday: number
  spentThisMonth: number
}

/** The live helps in which somebody is the helper or the relative, with what was spent by them, oldest first. */
export function listLive(
  queries: Queries,
  residentId: string,
  { today, firstOfMonth }: { today: string; firstOfMonth: string },
): Promise<LiveHelp[]> {
  return queries.many(sql`
    select h.id, h.helper_id = ${residentId} as helps,
           relatives.name_of(case when h.helper_id = ${residentId} then h.relative_id else h.helper_id end) as name,
           h.per_day as "perDay", h.per_month as "perMonth", h.begun_at as since,
           relatives.is_stopped(h.helper_id, h.relative_id) as stopped,
           coalesce(sum(c.amount) filter (where c.charged_on = ${today}::date), 0)::bigint as "spentToday",
           coalesce(sum(c.amount), 0)::bigint as "spentThisMonth"
    from relatives.help h
    left join payments.help_charge c
      on c.helper_id = h.helper_id and c.payer_id = h.relative_id and c.charged_on >= ${firstOfMonth}::date
    where ${residentId} in (h.helper_id, h.relative_id) and h.begun_at is not null and h.ended_at is null
    group by h.id
    order by h.begun_at, h.id`)
}

export function listWaiting(queries: Queries): Promise<HelpRow[]> {
  return queries.many(sql`
    ${helps} where h.begun_at is null and h.ended_at is null order by h.asked_at, h.id limit 200`)
}

export function listLiveOf(queries: Queries, residentId: string): Promise<HelpRow[]> {
  return queries.many(sql`
    ${helps}
    where ${residentId} in (h.helper_id, h.relative_id) and h.begun_at is not null and h.ended_at is null
    order by h.begun_at, h.id`)
}

/** Whether a resident has a wallet that is open. */
export async function isThere(queries: Queries, residentId: string): Promise<boolean> {
  const row = await queries.maybe(sql`
    select r.id from residents.resident r where r.id = ${residentId} and not residents.is_closed(r.id)`)
  return row !== undefined
}

/** The card of whoever stands at the desk. */
export function findCard(
  queries: Queries,
  hmac: Buffer,
): Promise<{ id: string; personId: string; stopped: boolean } | undefined> {
  return queries.maybe(sql`
    select id, person_id as "personId", ended_at is not null or wrong_pins >= 3 as stopped
    from paper_cards.card where token_hmac = ${hmac} or digits_hmac = ${hmac}`)
}

/** Counts a guess at a PIN and says whether it is right; at once, so that a refusal does not forget it. */
export function tryPin(
  queries: Queries,
  cardId: string,
  { typed, guess }: { typed: Buffer; guess: Buffer },
): Promise<{ verdict: 'right' | 'wrong' | 'stopped'; triesLeft: number }> {
  return queries.one(sql`
    select verdict, tries_left as "triesLeft" from paper_cards.try_pin(${cardId}, ${typed}, ${guess})`)
}
