import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id } from './values.ts'

/** How a message that was asked for stands; undelivered says why, so that the screen can say what to do. */
const smsDelivery = z.strictObject({
  state: z.enum(['none', 'sending', 'delivered', 'undelivered']),
  problem: z.enum(['unreachable', 'wrong_number', 'blocked', 'other']).nullable(),
})

export const readSecondStepDelivery = endpoint({
  method: 'GET',
  path: '/second-steps/:challengeId/delivery',
  audience: 'anyone',
  summary: 'How the newest SMS of a second step stands that is under way',
  params: z.strictObject({ challengeId: id }),
  reply: smsDelivery,
  refusals: ['second_step_expired'],
})

export const readSmsDelivery = endpoint({
  method: 'GET',
  path: '/me/sms-delivery',
  audience: 'resident',
  summary: 'How the newest SMS stands that I have asked for in the last minutes',
  reply: smsDelivery,
})
