import { staffSignIn, staffSignOut } from '#contract/merchants.ts'
import { requestStaffPasswordReset, resetStaffPassword } from '#contract/recovery.ts'
import * as contract from '#contract/staff.ts'
import * as tills from '#contract/till-devices.ts'
import { endSession } from '../access.ts'
import { route } from '../route.ts'
import { findTillDevice } from '../till-device.ts'
import { acceptInvitation } from './accept-invitation.ts'
import { readInvitation } from './invitations.ts'
import { requestReset, resetPassword } from './reset-password.ts'
import { checkPassword } from './sign-in.ts'
import {
  endStoreTill,
  enterByPassword,
  enterTill,
  listStoreTills,
  lockTill,
  makeTill,
  readTill,
  setPin,
} from './tills.ts'
import { askingOf } from './tries.ts'
import { endStoreSession, listStoreSessions } from './staff-sessions.ts'
import { chooseWorkplace, readWorkplaces } from './workplaces.ts'

const done = { done: true } as const

/**
 * How the people of a store come in: by mail and password, by an invitation, by PIN at a till that they share, or with
 * a new password.
 */
export const staffRoutes = [
  route(staffSignIn, async ({ context, body, request, response }) => {
    const login = await checkPassword(context, 'staff', body, askingOf(context, request))
    await enterByPassword(context, request, response, { loginId: login.id })
    return done
  }),
  route(staffSignOut, async ({ context, request, response }) => {
    await lockTill(context, request)
    await endSession(context, response, 'staff')
    return done
  }),
  route(requestStaffPasswordReset, async ({ context, body, request }) => {
    await requestReset(context, request.ip, { audience: 'staff', mail: body.mail })
    return done
  }),
  route(resetStaffPassword, async ({ context, body }) => {
    await resetPassword(context, 'staff', body)
    return done
  }),
  route(contract.readStaffInvitation, ({ context, body }) => readInvitation(context, body.token)),
  route(contract.acceptStaffInvitation, async ({ context, body, request, response }) => {
    const till = await findTillDevice(context, request)
    const door = { asking: askingOf(context, request), tillOf: till?.storeId }
    await enterByPassword(context, request, response, await acceptInvitation(context, body, door))
    return done
  }),
  route(contract.listWorkplaces, ({ context, caller }) => readWorkplaces(context, caller)),
  route(contract.chooseWorkplace, async ({ context, caller, params }) => {
    await chooseWorkplace(context, caller, params.storeId)
    return done
  }),
  route(contract.setStaffPin, async ({ context, caller, params, body }) => {
    await setPin(context, caller, { staffId: params.id, pin: body.pin })
    return done
  }),
  route(tills.makeTillDevice, async ({ context, caller, response, body }) => {
    await makeTill(context, { caller, response }, body)
    return done
  }),
  route(tills.listTillDevices, ({ context, caller }) => listStoreTills(context, caller)),
  route(tills.endTillDevice, async ({ context, caller, params }) => {
    await endStoreTill(context, caller, params.id)
    return done
  }),
  route(tills.listStaffSessions, ({ context, caller }) => listStoreSessions(context, caller)),
  route(tills.endStaffSession, async ({ context, caller, params }) => {
    await endStoreSession(context, caller, params.id)
    return done
  }),
  route(tills.readTill, ({ context, request }) => readTill(context, request)),
  route(tills.enterTill, async ({ context, request, body }) => {
    await enterTill(context, request, body)
    return done
  }),
  route(tills.lockTill, async ({ context, request }) => {
    await lockTill(context, request)
    return done
  }),
  // Whoever asks has been found at the till, and that counts as a touch.
  route(tills.stayAtTill, async () => done),
]
