import { isDeepStrictEqual } from 'node:util'
import type { ReplyOf } from '#contract/endpoint.ts'
import type { freezeResident } from '#contract/operators.ts'
import { audit } from '../audit.ts'
import { lockWallets, setFrozen } from '../ledger/post.ts'
import { refuse } from '../lib/refusal.ts'
import type { Call } from '../route.ts'
import { type Freeze, findFreeze, insertFreeze, residentExists } from './queries.ts'

/** Lifting has the same shape as freezing. */
type FreezeCall = Call<typeof freezeResident>
type Done = ReplyOf<typeof freezeResident>

/**
 * Stops a resident's wallet: nothing moves from the next request on, wherever the resident is signed in;
 * signing in stays possible, so that the app can say why. The same id freezes once. Refuses not_found, and
 * invalid_input for an id that stands for another act.
 */
export const freeze = (call: FreezeCall): Promise<Done> => change(call, 'freeze')

/** Lifts a freeze; refuses as `freeze` does. A wallet that is not frozen stays so. */
export const unfreeze = (call: FreezeCall): Promise<Done> => change(call, 'unfreeze')

async function change({ context, caller, params, body }: FreezeCall, act: Freeze['act']): Promise<Done> {
  const { residentId } = params
  await context.database.transact(async (tx) => {
    if (!(await residentExists(tx, residentId))) refuse('not_found')
    // Whoever comes second waits here, and the newest row is the one that holds.
    await lockWallets(tx, [residentId])
    const at = context.now()
    const row = { id: body.id, residentId, act, operatorId: caller.id, reason: body.reason, at }
    if (!(await insertFreeze(tx, row))) {
      const first = await findFreeze(tx, body.id)
      // A repeated request asks for what was done under its id; only its time differs.
      if (!isDeepStrictEqual({ ...first, at }, row)) refuse('invalid_input')
      return
    }
    await setFrozen(tx, residentId, act === 'freeze')
    const detail = { id: body.id, reason: body.reason }
    await audit(tx, { operatorId: caller.id, act, subject: residentId, detail, at })
  })
  return { done: true }
}
