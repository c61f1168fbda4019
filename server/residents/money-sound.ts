import type { FastifyInstance } from 'fastify'
import type { Context } from '../context.ts'
import { refuse } from '../lib/refusal.ts'

const path = '/money-sound'

/** Where the apps find the town's own sound of a payment; null where it has none. */
export const moneySoundAddress = ({ config: { moneySound } }: Context): string | null =>
  moneySound && `${path}?v=${moneySound.version}`

/** The door of the sound: anybody may hear it, and a device keeps it. Refuses not_found where there is none. */
export async function moneySoundDoors(
  app: FastifyInstance,
  { config: { moneySound } }: Context,
): Promise<void> {
  app.get(path, (_request, response) => {
    if (!moneySound) refuse('not_found')
    return response
      .type(moneySound.type)
      .header('cache-control', 'public, max-age=31536000, immutable')
      .send(moneySound.bytes)
  })
}
