// What somebody has agreed to at Apple or Google ends with the way in: the provider is told, however often it takes.
import { signInProviders } from '#contract/federated.ts'
import type { Context } from '../context.ts'
import { enqueue } from '../jobs/queue.ts'
import type { Transaction } from '../lib/database.ts'
import { seal, unseal } from '../lib/seal.ts'

type Account = { issuer: string; subject: string }

const sealOf = ({ config }: Context, { issuer, subject }: Account) =>
  ({
    sealingKey: config.sealingKey,
    purpose: 'sign-in/provider-grant',
    belongsTo: `${issuer} ${subject}`,
  }) as const

/** The token as it is kept; null where the provider gave none. */
export function sealGrant(
  context: Context,
  { issuer, subject, refreshToken }: Account & { refreshToken: string | null },
): Buffer | null {
  if (refreshToken === null) return null
  return seal(sealOf(context, { issuer, subject }), Buffer.from(refreshToken))
}

/** Has the provider told, once the transaction holds, that its account opens nothing here any more. */
export async function revokeLater(
  context: Context,
  tx: Transaction,
  { issuer, subject, refreshToken }: Account & { refreshToken: Buffer | null },
): Promise<void> {
  if (refreshToken === null) return
  const sealed = refreshToken.toString('base64')
  await enqueue(context.queue, tx, 'sign-in.revoke-grant', { issuer, subject, sealed })
}

/**
 * Tells the provider. Throws where that did not work, so that the job is tried again; a provider that this town has
 * no line to any more is not told.
 */
export async function revokeGrant(
  context: Context,
  { issuer, subject, sealed }: Account & { sealed: string },
): Promise<void> {
  const name = signInProviders.find((each) => context.providers[each].issuer === issuer)
  if (!name) return
  const token = unseal(sealOf(context, { issuer, subject }), Buffer.from(sealed, 'base64'))
  await context.providers[name].revoke(token.toString())
}
