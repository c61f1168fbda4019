import { type Offer, promisesFor } from '#contract/campaigns.ts'
import type { ReplyOf } from '#contract/endpoint.ts'
import { type readTopUp, topUpCan } from '#contract/top-ups.ts'
import type { Queries } from '../lib/database.ts'
import { listBonuses, listOffers } from './bonus-queries.ts'
import type { TopUpRow } from './queries.ts'

type Bonus = ReplyOf<typeof readTopUp>['bonus']
type Part = Bonus['parts'][number]

/** The campaigns in force as they stand for one person now, for the app that shows what an amount would bring. */
export async function readOffers(queries: Queries, residentId: string, at: Date): Promise<Offer[]> {
  const rows = await listOffers(queries, residentId, at)
  return rows.map((row) => ({ ...row, until: row.until?.toISOString() ?? null }))
}

/**
 * What a top-up brings: what was promised when it was confirmed and what became of it, and before that, what would be
 * promised now. Nothing for one that failed.
 */
export async function readBonus(queries: Queries, topUp: TopUpRow, now: Date): Promise<Bonus> {
  const undecided = topUpCan.confirm(topUp.state) || topUpCan.visit(topUp.state)
  const parts = undecided ? await preview(queries, topUp, now) : await kept(queries, topUp)
  const coming = parts.filter(({ state }) => state !== 'none')
  const [expiresOn = null] = coming.map((part) => part.expiresOn).toSorted()
  const granted = coming.length > 0 && coming.every(({ state }) => state === 'granted')
  return {
    points: coming.reduce((sum, { points, takenBack }) => sum + points - takenBack, 0),
    state: coming.length === 0 ? 'none' : granted ? 'granted' : 'planned',
    expiresOn,
    parts,
  }
}

async function preview(queries: Queries, { residentId, amount }: TopUpRow, now: Date): Promise<Part[]> {
  const offers = await readOffers(queries, residentId, now)
  const promised = promisesFor(amount, offers)
  return offers.map(({ name, when, grantHour, expiresOn }, index) => {
    const { points = 0, because = null } = promised[index] ?? {}
    const state = points > 0 ? 'planned' : 'none'
    return { name, points, state, because, when, grantHour, expiresOn, takenBack: 0, owed: 0 }
  })
}

async function kept(queries: Queries, { residentId, postingId }: TopUpRow): Promise<Part[]> {
  const rows = await listBonuses(queries, residentId, postingId)
  return rows.map(({ granted, ...row }) => ({
    ...row,
    state: granted ? 'granted' : row.points > 0 ? 'planned' : 'none',
  }))
}
