import type { ReplyOf } from '#contract/endpoint.ts'
import type { readMe, readTerms } from '#contract/residents.ts'
import type { Language } from '#contract/languages.ts'
import { proofTable } from '#contract/proofs.ts'
import { type Queries, sql } from '../lib/database.ts'

type Me = ReplyOf<typeof readMe>
type Document = ReplyOf<typeof readTerms>['documents'][number]

export async function readMeRow(queries: Queries, id: string, at: Date): Promise<Me> {
  type Row = Omit<Me, 'needs' | 'lapsesAt'> & { needs: unknown; lapsesAt: Date | null }
  const { needs, lapsesAt, ...me } = await queries.one<Row>(sql`
    select r.id as "residentId", l.mail, r.family_kana as "familyKana", r.given_kana as "givenKana", l.phone,
           json_build_object(
             'mail', l.mail_verified_at is not null,
             'sms', l.second_step_at is not null,
             'card', c.resident_id is not null) as proofs,
           case when c.resident_id is not null then json_build_object(
             'inTown', c.in_town,
             'confirmedAt', c.passed_at,
             'lapsed', c.in_town and not identity.lives_in_town(r.id, ${at})) end as residency,
           coalesce(c.name_told, false) as "nameFromCard", w.frozen, r.language,
           case when l.mail_verified_at is null then residents.lapses_at(r.id, ${at}) end as "lapsesAt",
           town.setting('proofs', ${at}) as needs
    from residents.resident r
    join sign_in.login l on l.audience = 'resident' and l.subject = r.id
    join ledger.wallet w on w.bucket = ledger.bucket(r.id) and w.id = r.id
    left join identity.card c on c.resident_id = r.id
    where r.id = ${id}`)
  return { ...me, needs: proofTable(needs), lapsesAt: lapsesAt?.toISOString() ?? null }
}

/** The name in kana and whose word it is; both stay as they are until the end of the transaction. */
export function lockName(tx: Queries, id: string): Promise<{ name: string | null; fromCard: boolean }> {
  return tx.one(sql`select name, from_card as "fromCard" from residents.lock_name(${id})`)
}

export async function updateKana(
  queries: Queries,
  id: string,
  familyKana: string,
  givenKana: string,
): Promise<void> {
  await queries.run(sql`
    update residents.resident set family_kana = ${familyKana}, given_kana = ${givenKana} where id = ${id}`)
}

/** Keeps the language in which a resident reads; the same once more changes nothing. */
export async function readIn(queries: Queries, id: string, language: Language): Promise<void> {
  await queries.one(sql`select residents.read_in(${id}, ${language})`)
}

export function listDocumentsInForce(queries: Queries, at: Date): Promise<Document[]> {
  return queries.many(sql`
    select d.kind, d.version, d.title, d.paragraphs
    from (values ('terms'), ('privacy')) as k(kind)
    cross join lateral residents.document_in_force(k.kind, ${at}) d
    order by k.kind desc`)
}

type NameOfTown = 'name' | 'appName' | 'coinName' | 'pointsName' | 'cardAppName' | 'atmName'

export type TownSetting = {
  name: string
  appName: string
  coinName: string
  pointsName: string
  cardAppName: string
  atmName?: string
  otherNames?: Record<string, Partial<Record<NameOfTown, string>>>
  wards: string[]
  excludedGoods: string[]
  proposes?: string
}

export async function readTownSetting(queries: Queries, at: Date): Promise<TownSetting> {
  const { town } = await queries.one<{ town: TownSetting }>(sql`select town.setting('town', ${at})
      || jsonb_build_object('proposes', town.setting('payment_proposes', ${at})) as town`)
  return town
}

export function listCategories(queries: Queries): Promise<{ code: string; name: string }[]> {
  return queries.many(sql`select code, name from merchants.category order by position`)
}

export type Freeze = {
  id: string
  residentId: string
  act: 'freeze' | 'unfreeze'
  operatorId: string
  reason: string
  at: Date
}

/** Whether there is such a resident, who has not left. */
export async function residentExists(queries: Queries, id: string): Promise<boolean> {
  return (
    (await queries.maybe(sql`
      select id from residents.resident where id = ${id} and not residents.is_closed(id)`)) !== undefined
  )
}

export function findFreeze(queries: Queries, id: string): Promise<Freeze | undefined> {
  return queries.maybe(sql`
    select id, resident_id as "residentId", act, operator_id as "operatorId", reason, at
    from residents.freeze
    where id = ${id}`)
}

/** Writes a freeze or its lifting down; false when the id is taken. */
export async function insertFreeze(queries: Queries, freeze: Freeze): Promise<boolean> {
  const { id, residentId, act, operatorId, reason, at } = freeze
  const written = await queries.run(sql`
    insert into residents.freeze (id, resident_id, act, operator_id, reason, at)
    values (${id}, ${residentId}, ${act}, ${operatorId}, ${reason}, ${at})
    on conflict (id) do nothing`)
  return written === 1
}
