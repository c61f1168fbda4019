// Operations without HTTP: the small book, a server's rights on it, and a caller.
import type { Endpoint } from '#contract/endpoint.ts'
import type { StaffRole } from '#contract/staff.ts'
import type { Caller } from '#server/access.ts'
import type { Context } from '#server/context.ts'
import { type Database, openDatabase } from '#server/lib/database.ts'
import type { Call } from '#server/route.ts'
import { openTestDatabase } from './database.ts'
import { type SmallBook, writeSmallBook } from './small-book.ts'

export type SmallTown = {
  book: SmallBook
  context: Context
  /** With the owner's rights, for what no operation may do. */
  owner: Database
  /** What an operation is given when somebody asks. */
  call: <E extends Endpoint>(
    who: string,
    asked?: Partial<Pick<Call<E>, 'params' | 'query' | 'body'>>,
    role?: StaffRole,
  ) => Call<E>
  close: () => Promise<void>
}

/** Opens a small town for operations that need the database and the clock, and no provider or queue. */
export async function openSmallTown(): Promise<SmallTown> {
  const books = await openTestDatabase()
  const database = openDatabase(books.url, { max: 6, role: 'enishi_server' })
  const config = {
    origin: 'http://localhost:4000',
    storeCodeKeys: [{ keyId: 'test', key: 'k'.repeat(32) }],
  }
  const connections = { database, tillDatabase: database, reportDatabase: database }
  const context = { config, ...connections, now: () => new Date() } as Context
  async function close(): Promise<void> {
    await database.close()
    await books.close()
  }
  const book = await writeSmallBook(books.database)
  const staff = { id: book.staff, name: '佐藤', storeId: book.store }
  return {
    book,
    context,
    owner: books.database,
    call: <E extends Endpoint>(who: string, asked = {}, role: StaffRole = 'till') => {
      const session = { tokenHash: Buffer.alloc(32), deviceId: null, provedAt: new Date(), townProofs: null }
      const caller: Caller = {
        audience: 'resident',
        id: who,
        loginId: who,
        ...session,
        ...(who === staff.id && { staff: { ...staff, role } }),
      }
      return {
        context,
        caller,
        params: undefined,
        query: undefined,
        body: undefined,
        ...asked,
      } as never as Call<E>
    },
    close,
  }
}
