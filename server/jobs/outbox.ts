import { type Database, type Queries, type Sql, sql, type Transaction } from '../lib/database.ts'

/** What was posted together, for everybody who must know. */
export type Posted = { postings: string[]; owners: string[] }

const atOnce = 50

/** Tells of batches in a transaction. */
export type Tell = (tx: Transaction, batches: Posted[]) => Promise<void>

/**
 * Takes the oldest batches of postings from the outbox and gives them to `tell`, in the transaction that
 * removes them: whatever `tell` writes happens exactly once. Gives how many batches there were; when `tell`
 * throws, they stay.
 */
export async function takeFromOutbox(database: Database, tell: Tell, most = atOnce): Promise<number> {
  const waiting = await database.maybe(sql`select 1 as found from ledger.outbox limit 1`)
  if (!waiting) return 0
  return database.transact(async (tx) => {
    const batches = await tx.many<Posted>(sql`
      delete from ledger.outbox
      where id in (select id from ledger.outbox order by id limit ${most} for update skip locked)
      returning postings, owners`)
    if (batches.length > 0) await tell(tx, batches)
    return batches.length
  })
}

/**
 * Takes the next batches each by itself, after they could not be told of together. One that cannot be told of alone is
 * parted into its postings, and a posting that cannot is laid aside, so that it keeps nobody else waiting. Gives how
 * many batches there were; throws only when the database does not answer.
 */
export async function takeOneByOne(database: Database, tell: Tell, at: Date): Promise<number> {
  let taken = 0
  for (; taken < atOnce; taken += 1) {
    const found = await takeFromOutbox(database, tell, 1).catch(() => partOldest(database, at))
    if (found === 0) break
  }
  await tellUntold(database, tell, at)
  return taken
}

/** Lays the postings of the oldest batch aside, each by itself; gives 0 where there is none. */
function partOldest(database: Database, at: Date): Promise<number> {
  return database.run(sql`
    with parted as (
      delete from ledger.outbox
      where id in (select id from ledger.outbox order by id limit 1 for update skip locked)
      returning postings, owners
    ), aside as (
      insert into ledger.untold (bucket, owner, posting, since, next_try_at)
      select ledger.bucket(x.owner), x.owner, x.posting, ${at}, ${at}
      from parted p
      cross join lateral unnest(p.postings, p.owners) as x(posting, owner)
      on conflict do nothing
    )
    select from parted`)
}

type Untold = { posting: string; owner: string }

/** Tells of each posting that was laid aside and is due, in a transaction of its own; one that fails waits longer. */
export async function tellUntold(database: Database, tell: Tell, at: Date): Promise<void> {
  for (;;) {
    const due = await database.many<Untold>(sql`
      select posting, owner from ledger.untold where next_try_at <= ${at} order by next_try_at, posting limit 500`)
    if (due.length === 0) return
    for (const one of due) await tellByItself(database, tell, { ...one, at })
  }
}

async function tellByItself(
  database: Database,
  tell: Tell,
  { posting, owner, at }: Untold & { at: Date },
): Promise<void> {
  const itself = sql`bucket = ledger.bucket(${owner}) and owner = ${owner} and posting = ${posting}`
  try {
    await database.transact(async (tx) => {
      // Another worker may have told of it meanwhile.
      const taken = await tx.run(sql`delete from ledger.untold where ${itself} and next_try_at <= ${at}`)
      if (taken === 1) await tell(tx, [{ postings: [posting], owners: [owner] }])
    })
  } catch (error) {
    await database.run(sql`
      update ledger.untold set
        tries = tries + 1, fault = ${String(error)},
        next_try_at = ${at}::timestamptz + least(interval '1 hour', interval '1 minute' * 2 ^ least(tries, 6))
      where ${itself}`)
  }
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
