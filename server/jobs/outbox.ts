import { type Database, type Queries, type Sql, sql, type Transaction } from '../lib/database.ts'

/** What was posted together, for everybody who must know. */
export type Posted = { postings: string[]; owners: string[] }

const atOnce = 50

/**
 * Takes the oldest batches of postings from the outbox and gives them to `tell`, in the transaction that
 * removes them: whatever `tell` writes happens exactly once. Gives how many batches there were; when `tell`
 * throws, they stay.
 */
export async function takeFromOutbox(
  database: Database,
  tell: (tx: Transaction, batches: Posted[]) => Promise<void>,
): Promise<number> {
  const waiting = await database.maybe(sql`select 1 as found from ledger.outbox limit 1`)
  if (!waiting) return 0
  return database.transact(async (tx) => {
    const batches = await tx.many<Posted>(sql`
      delete from ledger.outbox
      where id in (select id from ledger.outbox order by id limit ${atOnce} for update skip locked)
      returning postings, owners`)
    if (batches.length > 0) await tell(tx, batches)
    return batches.length
  })
}

/** The postings of these batches as the rows (id, owner), to be joined. */
export function postedIn(batches: Posted[]): Sql {
  const postings = batches.flatMap((batch) => batch.postings)
  const owners = batches.flatMap((batch) => batch.owners)
  return sql`unnest(${postings}::uuid[], ${owners}::uuid[])`
}

/** Which of these postings are of a kind. */
export function pickKind(
  tx: Queries,
  batches: Posted[],
  kind: string,
): Promise<{ posting: string; owner: string }[]> {
  return tx.many(sql`
    select p.id as posting, p.owner
    from ${postedIn(batches)} as x(id, owner)
    join ledger.posting p on p.bucket = ledger.bucket(x.owner) and p.owner = x.owner and p.id = x.id
    where p.kind = ${kind}
    order by p.id`)
}

/** Which stores were paid or gave back by these postings. */
export async function pickStores(tx: Queries, batches: Posted[]): Promise<string[]> {
  const rows = await tx.many<{ store: string }>(sql`
    select a.id as store
    from ledger.account a
    where a.type = 'store' and a.id in (
      select case when t.from_account = x.owner then t.to_account else t.from_account end
      from ${postedIn(batches)} as x(id, owner)
      join ledger.transfer t on t.bucket = ledger.bucket(x.owner) and t.owner = x.owner and t.posting = x.id)`)
  return rows.map((row) => row.store)
}

/** Tells every server process, with the commit, that something happened at stores; their feeds then look. */
export async function notifyStores(tx: Queries, stores: string[]): Promise<void> {
  // A notification holds 8,000 bytes.
  for (let at = 0; at < stores.length; at += 200) {
    await tx.run(sql`select pg_notify('store_paid', ${JSON.stringify(stores.slice(at, at + 200))})`)
  }
}
