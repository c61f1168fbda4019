import type { FastifyReply } from 'fastify'
import { findOrKeepDevice, type Person, startSession } from '../access.ts'
import type { Context } from '../context.ts'
import { stay } from './device-queries.ts'
import { nameOfDevice } from './rules.ts'
import { tellOwner } from './tell.ts'

/**
 * Begins a resident's session on this device; a device that is new to the login is told of by mail. `asNew` makes
 * it count as new whatever is known of it.
 */
export async function letIn(
  context: Context,
  response: FastifyReply,
  person: Person,
  { asNew = false }: { asNew?: boolean } = {},
): Promise<void> {
  const name = nameOfDevice(response.request.headers['user-agent'] ?? '')
  const { loginId } = person
  const device = await findOrKeepDevice(context, response, { loginId, name, always: asNew })
  await startSession(context, response, person, { deviceId: device.id })
  await context.database.transact(async (tx) => {
    // Whoever signs in has thought better of leaving, or never wanted to.
    if (await stay(tx, person.id, context.now())) await tellOwner(context, tx, loginId, 'leaving_cancelled')
  })
  if (!device.isNew) return
  await context.database.transact((tx) => tellOwner(context, tx, loginId, 'new_device', { device: name }))
}
