import { randomBytes } from 'node:crypto'
import type { Context } from '../context.ts'
import { seal, unseal } from '../lib/seal.ts'

const sealOf = (context: Context, endpointId: string) => ({
  sealingKey: context.config.sealingKey,
  purpose: 'webhooks/secret' as const,
  belongsTo: endpointId,
})

/** A fresh secret as Standard Webhooks writes it, and as it is kept. */
export function makeWebhookSecret(context: Context, endpointId: string): { secret: string; sealed: Buffer } {
  const bytes = randomBytes(32)
  return { secret: `whsec_${bytes.toString('base64')}`, sealed: seal(sealOf(context, endpointId), bytes) }
}

/** A kept secret as it signs. Throws when it was altered or belongs to another address. */
export function openSecret(context: Context, endpointId: string, sealed: Buffer): string {
  return `whsec_${unseal(sealOf(context, endpointId), sealed).toString('base64')}`
}
