import type { PushTarget } from '../providers/push/port.ts'
import type { Caller } from '../access.ts'
import type { Context } from '../context.ts'
import { makeId } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import { saveSubscription } from './queries.ts'

/**
 * Pushes to this browser for as long as the caller's session lives; again is once. Refuses push_address_not_allowed for
 * an address that is nobody's push service.
 */
export async function subscribe(context: Context, caller: Caller, target: PushTarget): Promise<void> {
  if (!context.providers.push.maySendTo(target.endpoint)) refuse('push_address_not_allowed')
  await context.database.transact((tx) =>
    saveSubscription(tx, {
      ...{ id: makeId(), residentId: caller.id, sessionHash: caller.tokenHash, at: context.now() },
      ...{ endpoint: target.endpoint, p256dh: target.p256dh, auth: target.auth },
    }),
  )
}

/** As subscribe, with a device at the push service of a rehearsal. Refuses push_address_not_allowed in earnest. */
export async function rehearse(context: Context, caller: Caller): Promise<{ endpoint: string }> {
  const target = await context.providers.push.rehearse()
  if (!target) refuse('push_address_not_allowed')
  await subscribe(context, caller, target)
  return { endpoint: target.endpoint }
}
