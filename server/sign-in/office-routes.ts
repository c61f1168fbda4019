import type { FastifyReply } from 'fastify'
import * as contract from '#contract/operator-sign-in.ts'
import { requestOperatorPasswordReset } from '#contract/recovery.ts'
import { type Caller, endOtherSessions, endSession, startSession } from '../access.ts'
import type { Context } from '../context.ts'
import { route } from '../route.ts'
import { confirmAuthenticator, startAuthenticator } from './authenticator.ts'
import {
  type Entered,
  finishOperatorSignIn,
  finishSetUp,
  signInOperator,
  startSetUp,
} from './office-entry.ts'
import { acceptInvitationOfOperator, readInvitationOfOperator } from './operator-invitation.ts'
import { readOperatorReset, resetOperatorPassword } from './operator-reset.ts'
import { readSecondSteps } from './queries.ts'
import { makeRecoveryCodes } from './recovery-codes.ts'
import { requestReset } from './reset-password.ts'
import { askingOf } from './tries.ts'

const done = { done: true } as const

/**
 * How people of the office come in and go, what each does about the own second step, and how one gets in again who has
 * forgotten the password.
 */
export const officeRoutes = [
  route(contract.operatorSignIn, async ({ context, body, request, response }) => {
    return begin(context, response, await signInOperator(context, body, askingOf(context, request)))
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
  route(requestOperatorPasswordReset, async ({ context, body, request }) => {
    await requestReset(context, request.ip, { audience: 'operator', mail: body.mail })
    return done
  }),
  route(contract.readOperatorPasswordReset, ({ context, body }) => readOperatorReset(context, body.token)),
  route(contract.resetOperatorPassword, async ({ context, body }) => {
    await resetOperatorPassword(context, body)
    return done
  }),
  route(contract.readOperatorInvitation, ({ context, body }) =>
    readInvitationOfOperator(context, body.token),
  ),
  route(contract.acceptOperatorInvitation, async ({ context, body, response }) => {
    return begin(context, response, await acceptInvitationOfOperator(context, body))
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

/** Begins the session of whoever needs no second step, and tells the others what follows. */
async function begin(
  context: Context,
  response: FastifyReply,
  entered: Entered,
): Promise<contract.OperatorEntry> {
  if (entered.state !== 'signed_in') return entered
  await startSession(context, response, entered.person)
  return { state: 'signed_in' }
}

/** Ten codes, and every other session ends: a factor has changed. */
async function newCodes(context: Context, caller: Caller): Promise<{ codes: string[] }> {
  const codes = await makeRecoveryCodes(context, caller.loginId)
  await endOtherSessions(context, caller)
  return { codes }
}
