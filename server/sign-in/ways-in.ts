import type { ReplyOf } from '#contract/endpoint.ts'
import { type readWaysIn as endpoint, type SignInProviderName, signInProviders } from '#contract/federated.ts'
import type { Context } from '../context.ts'
import type { Queries } from '../lib/database.ts'
import { refuse } from '../lib/refusal.ts'
import { deleteFederated, insertPassword, lockLogin, readWaysInRow } from './federated-queries.ts'
import { hashPassword } from './password.ts'
import { revokeLater } from './provider-grants.ts'
import { readLogin } from './queries.ts'
import { tellOwner } from './tell.ts'
import { requireStrongPassword } from './weak-password.ts'

type WaysIn = ReplyOf<typeof endpoint>

/** How a login can be opened: by password, by which providers. */
export async function readWaysIn(
  context: Context,
  loginId: string,
  queries: Queries = context.database,
): Promise<WaysIn> {
  const { password, issuers } = await readWaysInRow(queries, loginId)
  const providers = signInProviders.filter((name) => issuers.includes(context.providers[name].issuer))
  return { password, providers }
}

/** Takes a provider away as a way in. Refuses last_way_in, for then nobody could come in any more. */
export async function unlink(context: Context, loginId: string, provider: SignInProviderName): Promise<void> {
  await context.database.transact(async (tx) => {
    await lockLogin(tx, loginId)
    const removed = await deleteFederated(tx, loginId, context.providers[provider].issuer)
    if (!removed) return
    const left = await readWaysIn(context, loginId, tx)
    if (!left.password && left.providers.length === 0) refuse('last_way_in')
    await revokeLater(context, tx, removed)
    await tellOwner(context, tx, loginId, 'way_in_removed')
  })
}

/** Sets a password where there is none. Refuses password_too_weak and password_already_set. */
export async function setFirstPassword(context: Context, loginId: string, password: string): Promise<void> {
  const { mail } = await readLogin(context.database, loginId)
  requireStrongPassword(password, mail)
  const passwordHash = await hashPassword(password)
  await context.database.transact(async (tx) => {
    if (!(await insertPassword(tx, loginId, passwordHash))) refuse('password_already_set')
    await tellOwner(context, tx, loginId, 'way_in_added')
  })
}
