// What providers tell us by themselves: each message counts once, however often and in whatever order it comes.
import { type Transaction, sql } from '../lib/database.ts'

/** A message from outside whose sender has been proven. */
export type Notice = {
  /** Who sends it, for example `card`. */
  source: string
  /** The sender's id of the message: the same message has the same id. */
  id: string
  /** The message as it came. */
  body: string
  at: Date
}

/**
 * Writes a message down and says whether it is new; the caller acts on a new one in this very transaction, so that
 * neither exists without the other. A twin that is being taken elsewhere is waited for. Refuses nothing.
 */
export async function takeNotice(tx: Transaction, { source, id, body, at }: Notice): Promise<boolean> {
  const taken = await tx.run(sql`
    insert into jobs.notice (source, id, body, taken_at)
    values (${source}, ${id}, ${body}, ${at})
    on conflict do nothing`)
  return taken === 1
}
