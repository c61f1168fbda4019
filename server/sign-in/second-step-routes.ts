import * as contract from '#contract/sign-in.ts'
import { endOtherSessions } from '../access.ts'
import { route } from '../route.ts'
import { confirmAuthenticator, removeAuthenticator, startAuthenticator } from './authenticator.ts'
import { addPasskey, removePasskey, startPasskey } from './passkeys.ts'
import { readSecondSteps } from './queries.ts'
import { makeRecoveryCodes } from './recovery-codes.ts'

const done = { done: true } as const

/** What a resident does about second steps; each changes only the caller's own. */
export const secondStepRoutes = [
  route(contract.readSecondSteps, async ({ context, caller }) => {
    const { passkeys, ...steps } = await readSecondSteps(context.database, caller.loginId)
    return {
      ...steps,
      passkeys: passkeys.map(({ id, name, addedAt, lastUsedAt }) => ({
        ...{ id, name },
        addedAt: addedAt.toISOString(),
        lastUsedAt: lastUsedAt?.toISOString() ?? null,
      })),
    }
  }),
  route(contract.startAuthenticator, ({ context, caller }) => startAuthenticator(context, caller.loginId)),
  route(contract.confirmAuthenticator, async ({ context, caller, body }) => {
    await confirmAuthenticator(context, caller.loginId, body.code)
    await endOtherSessions(context, caller)
    return done
  }),
  route(contract.removeAuthenticator, async ({ context, caller }) => {
    await removeAuthenticator(context, caller.loginId)
    await endOtherSessions(context, caller)
    return done
  }),
  route(contract.startPasskey, async ({ context, caller }) => ({
    options: await startPasskey(context, caller.loginId),
  })),
  route(contract.addPasskey, async ({ context, caller, body }) => {
    await addPasskey(context, caller.loginId, body)
    await endOtherSessions(context, caller)
    return done
  }),
  route(contract.removePasskey, async ({ context, caller, params }) => {
    await removePasskey(context, caller.loginId, params.passkeyId)
    await endOtherSessions(context, caller)
    return done
  }),
  route(contract.makeRecoveryCodes, async ({ context, caller }) => {
    const codes = await makeRecoveryCodes(context, caller.loginId)
    await endOtherSessions(context, caller)
    return { codes }
  }),
]
