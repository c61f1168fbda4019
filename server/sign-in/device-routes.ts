import * as contract from '#contract/sign-in.ts'
import {
  endOtherSessions,
  endSession,
  endSessions,
  forgetDevice,
  listSignedInDevices,
  startSession,
} from '../access.ts'
import { refuse } from '../lib/refusal.ts'
import { route } from '../route.ts'
import { changeMail } from './change-mail.ts'
import { changePassword } from './change-password.ts'
import { finishStepUp, finishStepUpByPasskey, startStepUp } from './step-up.ts'

const done = { done: true } as const

/** Sessions and what guards them. A session that proved itself again goes on under a new cookie. */
export const deviceRoutes = [
  route(contract.startStepUp, ({ context, caller }) => startStepUp(context, caller)),
  route(contract.finishStepUp, async ({ context, caller, body, response }) => {
    await finishStepUp(context, caller, body)
    await startSession(context, response, caller, caller)
    return done
  }),
  route(contract.finishStepUpByPasskey, async ({ context, caller, body, response }) => {
    await finishStepUpByPasskey(context, caller, body.challengeId, body.credential)
    await startSession(context, response, caller, caller)
    return done
  }),
  route(contract.listDevices, async ({ context, caller }) => {
    const devices = await listSignedInDevices(context, caller.loginId)
    const shown = devices.map(({ id, name, firstSeenAt, lastUsedAt }) => ({
      ...{ id, name, current: id === caller.deviceId },
      firstSeenAt: firstSeenAt.toISOString(),
      lastUsedAt: lastUsedAt.toISOString(),
    }))
    return { devices: shown.toSorted((a, b) => Number(b.current) - Number(a.current)) }
  }),
  route(contract.signOutDevice, async ({ context, caller, params }) => {
    if (!(await forgetDevice(context, caller.loginId, params.deviceId))) refuse('not_found')
    return done
  }),
  route(contract.signOutElsewhere, async ({ context, caller }) => {
    await endOtherSessions(context, caller)
    return done
  }),
  route(contract.signOutEverywhere, async ({ context, caller, response }) => {
    await endSessions(context, caller.loginId, { except: null })
    await endSession(context, response, 'resident')
    return done
  }),
  route(contract.changePassword, async ({ context, caller, body, response }) => {
    await changePassword(context, caller, body)
    await startSession(context, response, caller, caller)
    return done
  }),
  route(contract.changeMail, async ({ context, caller, body }) => ({
    sentTo: await changeMail(context, caller, body.mail),
  })),
]
