import { type Queries, sql } from '#server/lib/database.ts'

/**
 * The movements of one resident as lines of text, oldest first, for example
 * `top_up   bank_clearing → wallet   coin   10,000`; a lot of points ends with its last day.
 */
export async function ledgerTable(queries: Queries, residentId: string): Promise<string> {
  const rows = await queries.many<{
    kind: string
    from: string
    to: string
    currency: string
    amount: number
    expiresOn: string | null
  }>(sql`
    select p.kind, f.type as "from", a.type as "to", t.currency, t.amount, l.expires_on as "expiresOn"
    from ledger.transfer t
    join ledger.posting p on p.bucket = t.bucket and p.owner = t.owner and p.id = t.posting
    join ledger.account f on f.id = t.from_account
    join ledger.account a on a.id = t.to_account
    left join ledger.lot l on l.bucket = t.bucket and l.wallet = t.owner and l.id = t.posting and t.currency = 'points'
    where t.owner = ${residentId}
    order by t.posted_at, t.posting, t.currency`)
  const lines = rows.map((row) => {
    const lot = row.expiresOn === null ? '' : `   until ${row.expiresOn}`
    const amount = row.amount.toLocaleString('en')
    return `${row.kind}   ${row.from} → ${row.to}   ${row.currency}   ${amount}${lot}`
  })
  return lines.join('\n')
}
