import { z } from 'zod'
import { endpoint } from './endpoint.ts'

export const cardCheckState = z.enum(['none', 'waiting', 'passed', 'failed'])

export const startCardCheck = endpoint({
  method: 'POST',
  path: '/me/card-checks',
  audience: 'resident',
  summary:
    'Begin the My Number Card check, or read the card again after a move or a new name; the browser then goes to the ' +
    'external app',
  reply: z.strictObject({ redirectUrl: z.string() }),
  refusals: ['step_up_required', 'card_check_unavailable', 'too_many_requests'],
})

export const readCardCheck = endpoint({
  method: 'GET',
  path: '/me/card-checks/latest',
  audience: 'resident',
  summary: 'How the newest check stands; asked again and again while the person is in the other app',
  reply: z.strictObject({
    state: cardCheckState,
    /** Why it failed, in the contract's words. */
    reason: z
      .enum([
        'cancelled',
        'card_revoked',
        'card_expired',
        'pin_locked',
        'unavailable',
        'protocol',
        'card_used_elsewhere',
        'birthdate_missing',
        'name_differs',
        /** The account was stopped while the person was in the other app. */
        'frozen',
        'expired',
      ])
      .nullable(),
    inTown: z.boolean().nullable(),
    checkedAt: z.string().nullable(),
  }),
})
