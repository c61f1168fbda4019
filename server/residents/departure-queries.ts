import type { departureReasons } from '#contract/desk-leaving.ts'
import type { DeskDocument } from '#contract/recovery.ts'
import { type Queries, sql } from '../lib/database.ts'

export type Departure = {
  id: string
  residentId: string
  name: string
  reason: (typeof departureReasons)[number]
  coin: number
  points: number
  documents: DeskDocument[]
  receivedBy: string
  receivedByName: string
  receivedAt: Date
  decision: 'approved' | 'declined' | null
}

const departures = sql`
  select d.id, d.resident_id as "residentId", relatives.name_of(d.resident_id) as name, d.reason, d.coin, d.points,
         d.documents, d.received_by as "receivedBy", o.name as "receivedByName", d.received_at as "receivedAt",
         d.decision
  from residents.departure d
  join operators.operator o on o.id = d.received_by`

export function findDeparture(queries: Queries, id: string): Promise<Departure | undefined> {
  return queries.maybe(sql`${departures} where d.id = ${id}`)
}

/** Keeps a departure as it is until the end of the transaction; nothing for one that is not there. */
export async function lockDeparture(tx: Queries, id: string): Promise<Departure | undefined> {
  await tx.maybe(sql`select id from residents.departure where id = ${id} for update`)
  return findDeparture(tx, id)
}

export function listWaitingDepartures(queries: Queries): Promise<Departure[]> {
  return queries.many(sql`${departures} where d.decision is null order by d.received_at, d.id limit 200`)
}

type NewDeparture = Omit<Departure, 'name' | 'receivedByName' | 'decision'>

/** False when the id is taken, or the person is leaving already. */
export async function insertDeparture(tx: Queries, departure: NewDeparture): Promise<boolean> {
  const { id, residentId, reason, coin, points, documents, receivedBy, receivedAt } = departure
  return (
    (await tx.run(sql`
      insert into residents.departure
        (id, resident_id, reason, coin, points, documents, received_by, received_at)
      values (${id}, ${residentId}, ${reason}, ${coin}, ${points}, ${documents}::text[], ${receivedBy}, ${receivedAt})
      on conflict do nothing`)) === 1
  )
}

type Decision = { id: string; decision: 'approved' | 'declined'; by: string; at: Date }

export async function markDeparture(tx: Queries, { id, decision, by, at }: Decision): Promise<void> {
  await tx.run(sql`
    update residents.departure set decision = ${decision}, decided_by = ${by}, decided_at = ${at} where id = ${id}`)
}

/** Whether somebody has a wallet from a desk, no login and has not left: whoever has a login leaves in the app. */
export async function hasNoLogin(queries: Queries, residentId: string): Promise<boolean> {
  const found = await queries.maybe(sql`
    select p.id from paper_cards.person p
    where p.id = ${residentId} and p.decision = 'approved' and p.left_at is null
      and not exists (select from sign_in.login l where l.audience = 'resident' and l.subject = p.id)`)
  return found !== undefined
}

/** Ends the card and the helps of somebody who has died: whoever acts now is not the holder, nor for the holder. */
export async function stopEverything(tx: Queries, residentId: string, at: Date): Promise<void> {
  await tx.one(sql`
    select paper_cards.end_by_leaving(${residentId}, ${at}), relatives.end_all(${residentId}, ${at})`)
}
