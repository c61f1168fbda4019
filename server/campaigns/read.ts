import type { campaign } from '#contract/campaigns.ts'
import type { z } from 'zod'
import type { Context } from '../context.ts'
import { refuse } from '../lib/refusal.ts'
import { type CampaignRow, findCampaign, listAll, type Sums, sumPromises } from './queries.ts'
import { stateOf } from './rules.ts'

export type Campaign = z.output<typeof campaign>

/** Every campaign as the office sees it. Refuses nothing. */
export async function readAll(context: Context, operatorId: string): Promise<Campaign[]> {
  const rows = await listAll(context.database)
  return Promise.all(rows.map((row) => tell(context, row, operatorId)))
}

/** One campaign as the office sees it. Refuses not_found. */
export async function readOne(context: Context, id: string, operatorId: string): Promise<Campaign> {
  const row = await findCampaign(context.database, id)
  if (!row) refuse('not_found')
  return tell(context, row, operatorId)
}

async function tell(context: Context, row: CampaignRow, operatorId: string): Promise<Campaign> {
  const { promised, granted, takenBack } = await sumsOf(context, row)
  return {
    id: row.id,
    state: stateOf(row, context.now()),
    revision: row.revision,
    terms: termsOf(row),
    madeBy: row.madeByName,
    madeByMe: row.madeBy === operatorId,
    startedBy: row.startedByName,
    stoppedBy: row.stoppedByName,
    stoppedAt: row.stoppedAt?.toISOString() ?? null,
    stopReason: row.stopReason,
    points: {
      granted,
      reserved: Math.max(0, promised - granted),
      takenBack,
      left: row.budget === null ? null : row.budget - promised,
    },
  }
}

async function sumsOf(context: Context, row: CampaignRow): Promise<Sums> {
  const { promised, granted, takenBack } = row
  if (promised !== null) return { promised, granted, takenBack }
  return row.startedAt === null
    ? { promised: 0, granted: 0, takenBack: 0 }
    : sumPromises(context.database, row.id)
}

/** What the office wrote down, as it was written. */
export function termsOf(row: CampaignRow): Campaign['terms'] {
  const { kind, name, basisPoints, minimumAmount, capEach, capPerPerson, capPerPeriod, period, budget } = row
  const { stacks, onlyInTown, ageBands, when, grantHour, expiryMonths, expiryDays, expiresOn, funding } = row
  return {
    ...{ kind, name, basisPoints, minimumAmount, capEach, capPerPerson, capPerPeriod, period, budget },
    ...{ stacks, onlyInTown, ageBands, when, grantHour, expiryMonths, expiryDays, expiresOn, funding },
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt?.toISOString() ?? null,
  }
}
