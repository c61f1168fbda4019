// Accounts for which nothing was ever proven end by themselves: an address that somebody typed is not kept for ever.
import type { Context } from '../context.ts'
import { lockWallets, setFrozen } from '../ledger/post.ts'
import type { Transaction } from '../lib/database.ts'
import { lapsingAtOnce, listLapsing, lockLapsing } from './lapse-queries.ts'
import { closeAccount, erase } from './leave-queries.ts'

/**
 * Ends every account that has waited for its first proof longer than the town allows, and erases at once who it was:
 * its wallet never held anything, so there are no books that the law wants kept. Gives their number; each is a
 * transaction. It may be late, run twice, and run beside itself; an account that is in use waits for the next time.
 */
export async function lapseUnproven(context: Context): Promise<number> {
  let lapsed = 0
  let after = { createdAt: new Date(0), id: '00000000-0000-0000-0000-000000000000' }
  for (;;) {
    const due = await listLapsing(context.database, context.now(), after)
    for (const { id } of due) {
      if (await context.database.transact((tx) => lapse(context, tx, id))) lapsed += 1
    }
    const last = due.at(-1)
    if (last === undefined || due.length < lapsingAtOnce) return lapsed
    after = last
  }
}

async function lapse(context: Context, tx: Transaction, residentId: string): Promise<boolean> {
  const at = context.now()
  await lockWallets(tx, [residentId])
  if (!(await lockLapsing(tx, residentId, at))) return false
  await setFrozen(tx, residentId, true)
  await closeAccount(tx, residentId, { at, eraseAt: at })
  await erase(tx, residentId, at)
  return true
}
