import type { ReplyOf } from '#contract/endpoint.ts'
import type { listRelatives } from '#contract/relatives.ts'
import { dayOf, startOfMonth } from '../lib/day.ts'
import type { Call } from '../route.ts'
import { mostAt } from './agree.ts'
import { type LiveHelp, listLive } from './queries.ts'

/** Whom the caller helps and who helps the caller, with what was spent today and in this month. Refuses nothing. */
export async function list({
  context,
  caller,
}: Call<typeof listRelatives>): Promise<ReplyOf<typeof listRelatives>> {
  const now = context.now()
  const span = { today: dayOf(now), firstOfMonth: dayOf(startOfMonth(now)) }
  const live = await listLive(context.database, caller.id, span)
  const toHelp = ({ id, name, perDay, perMonth, spentToday, spentThisMonth, since, stopped }: LiveHelp) => ({
    ...{ id, name, perDay, perMonth, spentToday, spentThisMonth, stopped },
    since: since.toISOString(),
  })
  return {
    relatives: live.filter(({ helps }) => helps).map(toHelp),
    helpers: live.filter(({ helps }) => !helps).map(toHelp),
    most: await mostAt(context.database, now),
  }
}
