import type { ReplyOf } from '#contract/endpoint.ts'
import type { findResidents as endpoint } from '#contract/operators.ts'
import { audit } from '../audit.ts'
import type { Call } from '../route.ts'
import { readResidents } from './queries.ts'
import { readSearch } from './rules.ts'

/**
 * Finds residents by the beginning of their kana, by mail or by phone; without a search, who came last. Who
 * looked for whom is written down before anything is shown. Refuses nothing.
 */
export async function findResidents({
  context,
  caller,
  query,
}: Call<typeof endpoint>): Promise<ReplyOf<typeof endpoint>> {
  const search = query.search ?? ''
  const rows = await context.database.transact(async (tx) => {
    const found = await readResidents(tx, readSearch(search))
    const detail = { search, found: found.length }
    const at = context.now()
    await audit(tx, { operatorId: caller.id, act: 'find_residents', subject: null, detail, at })
    return found
  })
  return {
    residents: rows.map(({ mailProof, smsProof, cardProof, ...row }) => ({
      ...row,
      proofs: { mail: mailProof, sms: smsProof, card: cardProof },
    })),
  }
}
