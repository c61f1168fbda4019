import type { Context } from '../context.ts'
import { forgetDeclinedDocuments, forgetDrafts } from './queries.ts'
import { declinedDays, draftDays } from './rules.ts'

/** Forgets what was never sent and files that nobody needs any more. Refuses nothing. */
export async function forgetApplications(context: Context): Promise<void> {
  const before = (days: number) => new Date(context.now().getTime() - days * 86_400_000)
  await forgetDrafts(context.database, before(draftDays))
  await forgetDeclinedDocuments(context.database, before(declinedDays))
}
