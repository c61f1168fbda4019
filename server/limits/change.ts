import type { BodyOf } from '#contract/endpoint.ts'
import type { decideLimit as decision, proposeLimit as proposal } from '#contract/limits.ts'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { refuse } from '../lib/refusal.ts'
import { type ChangeRow, insertChange, lockChange, markDecided, putInForce, readTogether } from './queries.ts'
import { checkLimits, mayDecide } from './rules.ts'

type Who = { operatorId: string; id: string }

/**
 * Writes down that a limit shall change from an instant on; nothing changes before somebody else confirms it. The same
 * again is once. Refuses what checkLimits refuses for that instant, and limit_change_decided for an id that is taken.
 */
export async function proposeLimit(
  context: Context,
  { operatorId, id }: Who,
  { name, value, validFrom, reason }: BodyOf<typeof proposal>,
): Promise<void> {
  await context.database.transact(async (tx) => {
    const at = context.now()
    const change = { id, name, value, validFrom: new Date(validFrom), reason, proposedBy: operatorId }
    const together = await readTogether(tx, later(change.validFrom, at))
    const verdict = checkLimits({ ...together, [name]: value })
    if (verdict.refused) refuse(verdict.refused, verdict.facts)
    if (!(await insertChange(tx, { ...change, proposedAt: at }))) {
      const before = await lockChange(tx, id)
      if (!before || !isSame(before, change)) refuse('limit_change_decided')
      return
    }
    const detail = { name, value, validFrom, reason }
    await audit(tx, { operatorId, act: 'propose_limit', subject: id, detail, at })
  })
}

function isSame(
  before: ChangeRow,
  change: Pick<ChangeRow, 'name' | 'value' | 'proposedBy' | 'validFrom'>,
): boolean {
  const { name, value, proposedBy, validFrom } = change
  const same = before.name === name && before.value === value && before.proposedBy === proposedBy
  return same && before.validFrom.getTime() === validFrom.getTime()
}

/**
 * Confirms a proposed limit, as somebody else, or withdraws it. Confirmed, it holds from its instant on, and never for
 * what is over. The same decision again is once. Refuses not_found, limit_change_decided, second_person_needed, and
 * limits_do_not_fit when the other limits have changed since.
 */
export async function decideLimit(
  context: Context,
  { operatorId, id }: Who,
  { decision: wanted }: BodyOf<typeof decision>,
): Promise<void> {
  await context.database.transact(async (tx) => {
    const at = context.now()
    const change = await lockChange(tx, id)
    if (!change) refuse('not_found')
    const refused = mayDecide(change, operatorId, wanted)
    if (refused) refuse(refused)
    if (change.decision !== null) return
    await markDecided(tx, { id, decision: wanted, by: operatorId, at })
    const detail = { name: change.name, value: change.value, decision: wanted }
    await audit(tx, { operatorId, act: 'decide_limit', subject: id, detail, at })
    if (wanted === 'withdrawn') return
    const verdict = checkLimits(await readTogether(tx, await putInForce(tx, id)))
    if (verdict.refused) refuse(verdict.refused, verdict.facts)
  })
}

const later = (a: Date, b: Date) => (a > b ? a : b)
