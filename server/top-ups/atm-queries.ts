import type { AtmAnswer, AtmMessageKind } from '../providers/atm/messages.ts'
import { type Queries, sql } from '../lib/database.ts'

export type AtmLink = {
  id: string
  residentId: string
  codeHash: Buffer
  topUpId: string
  linkRef: string | null
  place: string | null
  granted: number | null
  startedAt: Date
  expiresAt: Date
  endedAt: Date | null
}

const columns = sql`
  id, resident_id as "residentId", code_hash as "codeHash", top_up_id as "topUpId", link_ref as "linkRef",
  place, granted, started_at as "startedAt", expires_at as "expiresAt", ended_at as "endedAt"`

export function findAtmLink(queries: Queries, id: string): Promise<AtmLink | undefined> {
  return queries.maybe(sql`select ${columns} from top_ups.atm_link where id = ${id}`)
}

export function findAtmLinkByRef(queries: Queries, linkRef: string): Promise<AtmLink | undefined> {
  return queries.maybe(sql`select ${columns} from top_ups.atm_link where link_ref = ${linkRef}`)
}

type NewLink = Pick<AtmLink, 'id' | 'residentId' | 'codeHash' | 'topUpId' | 'startedAt' | 'expiresAt'>

/** False when the id is taken. */
export async function insertAtmLink(tx: Queries, link: NewLink): Promise<boolean> {
  const { id, residentId, codeHash, topUpId, startedAt, expiresAt } = link
  return (
    (await tx.run(sql`
      insert into top_ups.atm_link (id, resident_id, code_hash, top_up_id, started_at, expires_at)
      values (${id}, ${residentId}, ${codeHash}, ${topUpId}, ${startedAt}, ${expiresAt})
      on conflict (id) do nothing`)) === 1
  )
}

/** How many codes that the network did not know a resident has read since an instant. */
export async function countUnknownCodes(queries: Queries, residentId: string, since: Date): Promise<number> {
  const { count } = await queries.one<{ count: number }>(sql`
    select count(*)::int as count from top_ups.atm_link
    where resident_id = ${residentId} and started_at > ${since} and link_ref is null`)
  return count
}

type Agreed = { linkRef: string; terminal: string; place: string }

export async function keepAgreement(queries: Queries, id: string, agreed: Agreed): Promise<void> {
  const { linkRef, terminal, place } = agreed
  await queries.run(sql`
    update top_ups.atm_link set link_ref = ${linkRef}, terminal = ${terminal}, place = ${place}
    where id = ${id} and link_ref is null`)
}

/** Sets aside what a machine was told, until the link ends. */
export async function grantAtmLink(
  tx: Queries,
  id: string,
  { granted, at, expiresAt }: { granted: number; at: Date; expiresAt: Date },
): Promise<void> {
  await tx.run(sql`
    update top_ups.atm_link set granted = ${granted}, asked_at = ${at}, expires_at = ${expiresAt} where id = ${id}`)
}

export async function endAtmLink(tx: Queries, id: string, at: Date): Promise<void> {
  await tx.run(sql`update top_ups.atm_link set ended_at = ${at} where id = ${id} and ended_at is null`)
}

/** A machine's own name for a message. */
export type MessageName = { terminal: string; on: string; trace: string }

export type AtmMessage = { content: unknown; answer: AtmAnswer }

export function findAtmMessage(
  queries: Queries,
  kind: AtmMessageKind,
  { terminal, on, trace }: MessageName,
): Promise<AtmMessage | undefined> {
  return queries.maybe(sql`
    select content, answer from top_ups.atm_message
    where terminal = ${terminal} and on_day = ${on} and trace = ${trace} and kind = ${kind}`)
}

/** Whether a reversal has named this message, before or after it came. */
export async function isReversed(queries: Queries, { terminal, on, trace }: MessageName): Promise<boolean> {
  const found = await queries.maybe(sql`
    select 1 as found from top_ups.atm_message
    where kind = 'reversal' and terminal = ${terminal} and original_on = ${on} and original_trace = ${trace}`)
  return found !== undefined
}

type NewMessage = MessageName &
  AtmMessage & {
    kind: AtmMessageKind
    linkId: string | null
    original: { on: string; trace: string } | null
    receivedAt: Date
  }

export async function insertAtmMessage(tx: Queries, message: NewMessage): Promise<void> {
  const { terminal, on, trace, kind, content, answer, linkId, original, receivedAt } = message
  await tx.run(sql`
    insert into top_ups.atm_message
      (terminal, on_day, trace, kind, content, answer, link_id, original_on, original_trace, received_at)
    values (${terminal}, ${on}, ${trace}, ${kind}, ${JSON.stringify(content)}, ${JSON.stringify(answer)}, ${linkId},
            ${original?.on ?? null}, ${original?.trace ?? null}, ${receivedAt})
    -- A twin that names no link of ours waits for no wallet; its answer is the same.
    on conflict do nothing`)
}

/** Takes a number that seals one message; false when it has sealed one before. Old ones are forgotten. */
export async function takeNonce(
  queries: Queries,
  { keyId, nonce }: { keyId: string; nonce: string },
  { at, forgetBefore }: { at: Date; forgetBefore: Date },
): Promise<boolean> {
  const taken = await queries.run(sql`
    with forgotten as (delete from top_ups.atm_nonce where seen_at < ${forgetBefore})
    insert into top_ups.atm_nonce (key_id, nonce, seen_at)
    values (${keyId}, ${nonce}, ${at})
    on conflict do nothing`)
  return taken === 1
}

/** The name that a machine shows of a resident. */
export async function readFamilyKana(queries: Queries, residentId: string): Promise<string> {
  const { kana } = await queries.one<{ kana: string | null }>(sql`
    select family_kana as kana from residents.resident where id = ${residentId}`)
  return kana ?? ''
}
