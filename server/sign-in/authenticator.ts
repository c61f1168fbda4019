import { randomBytes } from 'node:crypto'
import type { Context } from '../context.ts'
import type { Transaction } from '../lib/database.ts'
import { makeId } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import { seal, unseal } from '../lib/seal.ts'
import {
  type Authenticator,
  confirmAuthenticator as keepConfirmed,
  deleteAuthenticators,
  findAuthenticator,
  forgetTries,
  insertAuthenticator,
  readAppName,
  readLogin,
  spendStep,
} from './queries.ts'
import { tellOwner } from './tell.ts'
import { requireTry, triesOf } from './tries.ts'
import { findStep, toBase32 } from './totp.ts'

const sealOf = ({ config }: Context, belongsTo: string) => ({
  sealingKey: config.sealingKey,
  purpose: 'sign-in/authenticator' as const,
  belongsTo,
})

/** Makes a secret for an authenticator app, 160 bits as RFC 4226 asks; it counts once a code has confirmed it. */
export async function startAuthenticator(
  context: Context,
  loginId: string,
): Promise<{ secret: string; uri: string }> {
  const id = makeId()
  const at = context.now()
  const bytes = randomBytes(20)
  const sealedSecret = seal(sealOf(context, id), bytes)
  await context.database.transact((tx) => insertAuthenticator(tx, { id, loginId, sealedSecret, at }))
  const { mail } = await readLogin(context.database, loginId)
  const issuer = await readAppName(context.database, at)
  const secret = toBase32(bytes)
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(mail)}`
  return { secret, uri: `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer)}` }
}

/**
 * Switches the app on with a code that it shows; `first` runs before, in the same transaction. Refuses
 * second_step_paused, authenticator_code_wrong, and what `first` refuses.
 */
export async function confirmAuthenticator(
  context: Context,
  loginId: string,
  code: string,
  first: (tx: Transaction) => Promise<void> = async () => {},
): Promise<void> {
  await requireTry(context, triesOf({ loginId }), 'second_step_paused')
  const begun = await findAuthenticator(context.database, loginId, { confirmed: false })
  if (!begun || !(await isCodeOf(context, begun, code))) refuse('authenticator_code_wrong')
  await context.database.transact(async (tx) => {
    await first(tx)
    await keepConfirmed(tx, loginId, begun.id, context.now())
    await tellOwner(context, tx, loginId, 'second_step_changed')
    await forgetTries(tx, triesOf({ loginId }))
  })
}

/** Forgets the app and tells its owner; twice is once. */
export async function removeAuthenticator(context: Context, loginId: string): Promise<void> {
  await context.database.transact(async (tx) => {
    const removed = await deleteAuthenticators(tx, loginId)
    if (removed > 0) await tellOwner(context, tx, loginId, 'second_step_changed')
  })
}

/** Spends a code of the person's app; each is good once. Refuses authenticator_code_wrong. */
export async function spendAuthenticatorCode(context: Context, loginId: string, code: string): Promise<void> {
  const app = await findAuthenticator(context.database, loginId, { confirmed: true })
  if (!app || !(await isCodeOf(context, app, code))) refuse('authenticator_code_wrong')
}

async function isCodeOf(
  context: Context,
  { id, sealedSecret }: Authenticator,
  code: string,
): Promise<boolean> {
  const step = findStep(unseal(sealOf(context, id), sealedSecret), code, context.now())
  return step !== undefined && (await spendStep(context.database, id, step))
}
