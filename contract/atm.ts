import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { actId, amount, id, instant, text } from './values.ts'

/** How a visit to a cash machine stands, seen from the phone. */
export const atmLink = z.strictObject({
  id: actId,
  /**
   * `open`: the number is to be typed on the machine. `counting`: the machine has asked and takes notes. `over`:
   * nothing was heard of it in time; notes that the machine kept are credited when it is heard again.
   */
  state: z.enum(['open', 'counting', 'credited', 'ended', 'over']),
  /** 企業番号: four digits, typed on the machine. */
  companyCode: z.string(),
  place: z.string(),
  /** What may be put in, once the machine has asked. */
  maximum: amount.nullable(),
  /** The top-up, once the notes are credited. */
  topUpId: id.nullable(),
  expiresAt: instant,
})

export const linkAtm = endpoint({
  method: 'POST',
  path: '/me/atm-links',
  audience: 'resident',
  summary: 'Read the code on a cash machine; what may still be charged is decided when the machine asks',
  body: z.strictObject({ id: actId, code: text(300).pipe(z.string().min(1)) }),
  reply: atmLink,
  refusals: [
    'clock_off',
    'top_up_exists_with_different_content',
    'too_many_requests',
    'frozen',
    'identity_check_required',
    'phone_needed',
    'mail_proof_needed',
    'top_up_over_first_day_limit',
    'top_up_over_day_limit',
    'top_up_over_month_limit',
    'balance_over_cap',
    'atm_unavailable',
    'atm_code_unknown',
    'atm_code_over',
  ],
})

export const readAtmLink = endpoint({
  method: 'GET',
  path: '/me/atm-links/:id',
  audience: 'resident',
  summary: 'How the visit to the machine stands; the app asks while the person stands there',
  params: z.strictObject({ id: actId }),
  reply: atmLink,
})
