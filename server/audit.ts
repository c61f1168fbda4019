// What people of the office do is written down with the act itself: both happen, or neither does.
import { type Transaction, sql } from './lib/database.ts'
import { makeId } from './lib/id.ts'

/** One privileged act. */
export type Audited = {
  operatorId: string
  /** What was done, in the words of the operation, for example `freeze`. */
  act: string
  /** Whom or what it was done to, if it was one. */
  subject: string | null
  detail: Record<string, string | number | boolean | null>
  at: Date
}

/** Writes an act into the audit log, in the transaction of the act. Refuses nothing. */
export async function audit(
  tx: Transaction,
  { operatorId, act, subject, detail, at }: Audited,
): Promise<void> {
  await tx.run(sql`
    insert into operators.audit (id, operator_id, act, subject, detail, at)
    values (${makeId()}, ${operatorId}, ${act}, ${subject}, ${JSON.stringify(detail)}, ${at})`)
}
