import { createHash } from 'node:crypto'
import type { ReplyOf } from '#contract/endpoint.ts'
import type { importStatement as endpoint } from '#contract/reconciliation.ts'
import { audit } from '../audit.ts'
import { dayOf } from '../lib/day.ts'
import { refuse } from '../lib/refusal.ts'
import { parseZengin } from '../providers/bank-statement/zengin.ts'
import type { Call } from '../route.ts'
import { bookLumpSums } from './book-lump-sums.ts'
import { listAllSources } from './queries.ts'
import * as queries from './statement-queries.ts'

const mostFaults = 20

/**
 * Imports a statement of the town's own account and books the lump sums in it. The same file again, and movements
 * that another file had, change nothing; a file with anything wrong in it is not imported at all, and the answer
 * says where. Refuses statement_of_another_account.
 */
export async function importStatement({
  context,
  caller,
  body,
}: Call<typeof endpoint>): Promise<ReplyOf<typeof endpoint>> {
  const content = Buffer.from(body.content, 'base64')
  const sha256 = createHash('sha256').update(content).digest()
  const known = await queries.findStatementByHash(context.database, sha256)
  if (known) return { state: 'known', statementId: known.id }
  const at = context.now()
  const parsed = parseZengin(content, dayOf(at))
  if (Array.isArray(parsed)) return { state: 'unreadable', faults: parsed.slice(0, mostFaults) }
  const own = await queries.findOwnAccount(context.database, at)
  const ours = own && [own.bankCode, own.branchCode, own.kind, own.number.padStart(10, '0')].join('-')
  if (parsed.account !== ours) refuse('statement_of_another_account')
  const { account, from, until, opening, closing, lines } = parsed
  return context.database.transact(async (tx) => {
    const statement = {
      id: body.id,
      name: body.name,
      sha256,
      content,
      account,
      from,
      until,
      opening,
      closing,
    }
    const isNew = await queries.insertStatement(tx, { ...statement, operatorId: caller.id, importedAt: at })
    if (!isNew) {
      const first = await queries.findStatementByHash(tx, sha256)
      return { state: 'known', statementId: first?.id ?? body.id }
    }
    const fresh = await queries.insertStatementLines(tx, { statementId: body.id, lines, at })
    for (const source of await listAllSources(tx)) await bookLumpSums(context, tx, source)
    const detail = { name: body.name, fresh, sha256: sha256.toString('hex') }
    await audit(tx, { operatorId: caller.id, act: 'import_statement', subject: body.id, detail, at })
    return { state: 'imported', statementId: body.id, fresh, known: lines.length - fresh }
  })
}
