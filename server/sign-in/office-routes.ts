import * as contract from '#contract/operator-sign-in.ts'
import { type Caller, endOtherSessions, endSession, startSession } from '../access.ts'
import type { Context } from '../context.ts'
import { route } from '../route.ts'
import { confirmAuthenticator, startAuthenticator } from './authenticator.ts'
import { finishOperatorSignIn, finishSetUp, signInOperator, startSetUp } from './office-entry.ts'
import { readSecondSteps } from './queries.ts'
import { makeRecoveryCodes } from './recovery-codes.ts'
import { askingOf } from './tries.ts'

const done = { done: true } as const

/** How people of the office come in and go, and what each does about the own second step. */
export const officeRoutes = [
  route(contract.operatorSignIn, async ({ context, body, request, response }) => {
    const entered = await signInOperator(context, body, askingOf(context, request))
    if (entered.state !== 'signed_in') return entered
    await startSession(context, response, entered.person)
    return { state: 'signed_in' as const }
  }),
  route(contract.finishOperatorSecondStep, async ({ context, body, response }) => {
    await startSession(context, response, await finishOperatorSignIn(context, body))
    return done
  }),
  route(contract.startOperatorSetUp, ({ context, body }) => startSetUp(context, body.challengeId)),
  route(contract.finishOperatorSetUp, async ({ context, body, response }) => {
    const { person, codes } = await finishSetUp(context, body)
    await startSession(context, response, person)
    return { codes }
  }),
  route(contract.operatorSignOut, async ({ context, response }) => {
    await endSession(context, response, 'operator')
    return done
  }),
  route(contract.readOperatorSecondStep, async ({ context, caller }) => {
    const { authenticator, recoveryCodesLeft } = await readSecondSteps(context.database, caller.loginId)
    return { authenticator, recoveryCodesLeft }
  }),
  route(contract.startOperatorAuthenticator, ({ context, caller }) =>
    startAuthenticator(context, caller.loginId),
  ),
  route(contract.confirmOperatorAuthenticator, async ({ context, caller, body }) => {
    await confirmAuthenticator(context, caller.loginId, body.code)
    return newCodes(context, caller)
  }),
  route(contract.makeOperatorRecoveryCodes, ({ context, caller }) => newCodes(context, caller)),
]

/** Ten codes, and every other session ends: a factor has changed. */
async function newCodes(context: Context, caller: Caller): Promise<{ codes: string[] }> {
  const codes = await makeRecoveryCodes(context, caller.loginId)
  await endOtherSessions(context, caller)
  return { codes }
}
