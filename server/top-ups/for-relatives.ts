// Charging for a relative: the helper's bank account pays, and the relative's wallet, limits and bonus are meant.
import type { BodyOf, ReplyOf } from '#contract/endpoint.ts'
import type * as contract from '#contract/top-ups.ts'
import type { Context } from '../context.ts'
import { refuse } from '../lib/refusal.ts'
import { findRelative } from './help-queries.ts'
import { requireHelp } from './helps.ts'
import { readTerms } from './read.ts'
import { requestInto } from './request.ts'

/** What a helper may charge now. Refuses not_found and relative_cannot. */
export async function readTermsFor(
  context: Context,
  helperId: string,
  helpId: string,
): Promise<ReplyOf<typeof contract.readTopUpTerms>> {
  const relative = await findRelative(context.database, helpId, helperId)
  if (!relative) refuse('not_found')
  return relative.stopped ? refuse('relative_cannot') : readTerms(context, relative.id, helperId)
}

/** Begins a top-up for a relative. Refuses what the contract lists. */
export async function requestFor(
  context: Context,
  helperId: string,
  helpId: string,
  body: BodyOf<typeof contract.requestTopUp>,
): Promise<void> {
  const residentId = await requireHelp(context.database, helpId, helperId)
  await requestInto(context, { residentId, payerId: helperId, helpId }, body)
}
