import { signOutResident } from '#contract/operators.ts'
import * as contract from '#contract/sign-in.ts'
import { endOtherSessions, endSession } from '../access.ts'
import { route } from '../route.ts'
import { confirmSecondStep, setPhone, startSecondStep } from './second-step.ts'
import { requireChallenge, sendStepPasscode } from './answer.ts'
import { startPasskeyStep } from './passkeys.ts'
import { deliveryRoutes } from './delivery-routes.ts'
import { deviceRoutes } from './device-routes.ts'
import { letIn } from './let-in.ts'
import { officeRoutes } from './office-routes.ts'
import { secondStepRoutes } from './second-step-routes.ts'
import { requireRoom } from './sources.ts'
import { finishSignIn, finishSignInByPasskey, signInResident } from './sign-in.ts'
import { recoveryRoutes } from './recovery-routes.ts'
import { signUp } from './sign-up.ts'
import { signResidentOut } from './sign-resident-out.ts'
import { staffRoutes } from './staff-routes.ts'
import { askingOf } from './tries.ts'
import { sendMailVerification, verifyMail } from './verify-mail.ts'

const done = { done: true } as const

export const signInRoutes = [
  route(contract.signUp, async ({ context, body, request, response }) => {
    const person = await signUp(context, request.ip, body)
    await letIn(context, response, person)
    return { residentId: person.id }
  }),
  route(contract.signIn, async ({ context, body, request, response }) => {
    const result = await signInResident(context, body, askingOf(context, request))
    if (result.state === 'second_step') return result
    await letIn(context, response, result.person)
    return { state: 'signed_in' as const }
  }),
  route(contract.finishSecondStep, async ({ context, body, response }) => {
    await letIn(context, response, await finishSignIn(context, body))
    return { state: 'signed_in' as const }
  }),
  route(contract.finishSecondStepByPasskey, async ({ context, body, response }) => {
    const { challengeId, credential } = body
    await letIn(context, response, await finishSignInByPasskey(context, challengeId, credential))
    return { state: 'signed_in' as const }
  }),
  route(contract.sendSecondStepPasscode, async ({ context, body, request }) => {
    await requireRoom(context, request.ip, 'messages')
    return { phoneEnding: await sendStepPasscode(context, body.challengeId) }
  }),
  route(contract.startPasskeyStep, async ({ context, body: { challengeId } }) => {
    const { loginId } = await requireChallenge(context, challengeId)
    return { options: await startPasskeyStep(context, { challengeId, loginId }) }
  }),
  route(contract.signOut, async ({ context, response }) => {
    await endSession(context, response, 'resident')
    return done
  }),
  route(contract.sendMailVerification, async ({ context, caller }) => ({
    sentTo: await sendMailVerification(context, caller.loginId),
  })),
  route(contract.verifyMail, async ({ context, caller, body }) => ({
    mail: await verifyMail(context, caller, body.token),
  })),
  route(contract.setPhone, async ({ context, caller, body }) => {
    const phone = await setPhone(context, caller.loginId, body.phone)
    await endOtherSessions(context, caller)
    return { phone }
  }),
  route(contract.startSecondStep, async ({ context, caller, request }) => {
    await requireRoom(context, request.ip, 'messages')
    return startSecondStep(context, caller.loginId)
  }),
  route(contract.confirmSecondStep, async ({ context, caller, body }) => {
    await confirmSecondStep(context, caller.loginId, body.code)
    await endOtherSessions(context, caller)
    return done
  }),
  ...secondStepRoutes,
  ...deviceRoutes,
  ...recoveryRoutes,
  ...deliveryRoutes,
  ...staffRoutes,
  ...officeRoutes,
  route(signOutResident, async ({ context, caller, params, body }) => {
    await signResidentOut(context, caller.id, params.residentId, body.reason)
    return done
  }),
]
