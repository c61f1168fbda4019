import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { staffPin, staffRole } from './staff.ts'
import { actId, done, id, instant, text } from './values.ts'

export const makeTillDevice = endpoint({
  method: 'POST',
  path: '/staff/devices',
  audience: 'staff',
  act: 'make_device',
  summary: 'Make this browser a till of the own store: from now on people come in here by name and PIN',
  body: z.strictObject({ id: actId, name: text(40).min(1) }),
  reply: done,
  refusals: ['manager_needed', 'password_needed', 'clock_off', 'device_exists'],
})

export const listTillDevices = endpoint({
  method: 'GET',
  path: '/staff/devices',
  audience: 'staff',
  act: 'devices',
  summary: 'The tills of the own store, the last used first',
  reply: z.strictObject({
    devices: z.array(
      z.strictObject({
        id,
        name: z.string(),
        madeAt: instant,
        usedAt: instant,
        /** Who is at it now. */
        staffName: z.string().nullable(),
        /** The browser that asks. */
        current: z.boolean(),
      }),
    ),
  }),
  refusals: ['owner_needed', 'password_needed'],
})

export const endTillDevice = endpoint({
  method: 'DELETE',
  path: '/staff/devices/:id',
  audience: 'staff',
  act: 'devices',
  summary: 'Sign a till out from afar; from its next request on it is a browser like any other',
  params: z.strictObject({ id }),
  reply: done,
  refusals: ['owner_needed', 'password_needed', 'not_found'],
})

/** Stands for one session; it opens nothing. */
const sessionId = z.guid()

export const listStaffSessions = endpoint({
  method: 'GET',
  path: '/staff/sessions',
  audience: 'staff',
  act: 'devices',
  summary:
    'Where people of the own store are signed in with a password, besides the tills; the last used first',
  reply: z.strictObject({
    sessions: z.array(
      z.strictObject({
        id: sessionId,
        staffName: z.string(),
        startedAt: instant,
        usedAt: instant,
        /** The browser that asks. */
        current: z.boolean(),
      }),
    ),
  }),
  refusals: ['owner_needed', 'password_needed'],
})

export const endStaffSession = endpoint({
  method: 'DELETE',
  path: '/staff/sessions/:id',
  audience: 'staff',
  act: 'devices',
  summary: 'Sign somebody of the own store out on one device, from its next request on',
  params: z.strictObject({ id: sessionId }),
  reply: done,
  refusals: ['owner_needed', 'password_needed', 'not_found'],
})

export const readTill = endpoint({
  method: 'GET',
  path: '/staff/till',
  audience: 'anyone',
  summary: 'What this till is called, who may come in at it by PIN, and who is at it',
  reply: z.strictObject({
    name: z.string(),
    storeName: z.string(),
    people: z.array(z.strictObject({ id, name: z.string(), role: staffRole })),
    /** Nobody while it is locked. */
    presentId: id.nullable(),
    lockMinutes: z.int(),
  }),
  refusals: ['not_a_till'],
})

export const enterTill = endpoint({
  method: 'POST',
  path: '/staff/till/people',
  audience: 'anyone',
  summary: 'Come in at this till by PIN, in place of whoever was at it',
  body: z.strictObject({ staffId: id, pin: staffPin }),
  reply: done,
  refusals: ['not_a_till', 'pin_paused', 'pin_wrong'],
})

export const lockTill = endpoint({
  method: 'POST',
  path: '/staff/till/lock',
  audience: 'anyone',
  summary: 'Lock this till; payments still sound',
  reply: done,
})

export const stayAtTill = endpoint({
  method: 'POST',
  path: '/staff/till/touch',
  audience: 'staff',
  act: 'today',
  summary: 'Somebody is at this till: it does not lock itself yet',
  reply: done,
})
