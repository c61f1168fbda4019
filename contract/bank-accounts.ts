import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { actId, done, instant, text } from './values.ts'

/** A time in which an institution answers nobody, as the gateway announces it. */
const rest = z.strictObject({ from: instant, until: instant })
export type Rest = z.output<typeof rest>

export const bank = z.strictObject({
  code: z.string(),
  name: z.string(),
  kana: z.string(),
  featured: z.boolean(),
  /** The next time, or the one that is now, in which the bank rests; null when none is announced. */
  rest: rest.nullable(),
})

export const listBanks = endpoint({
  method: 'GET',
  path: '/banks',
  audience: 'anyone',
  summary: "The town's featured banks, or all institutions that match a name, kana or code",
  query: z.strictObject({ search: text(40).optional() }),
  reply: z.strictObject({ banks: z.array(bank) }),
})

export const bankAccount = z.strictObject({
  id: actId,
  state: z.enum(['waiting', 'linked', 'failed', 'unlinked']),
  bankCode: z.string(),
  bankName: z.string(),
  /** The last three digits of the account number, once linked. */
  lastDigits: z.string().nullable(),
  /** When the bank rests next, or until when it rests now. */
  rest: rest.nullable(),
  /** Why linking failed: the bank's word, or ours. */
  reason: z
    .enum([
      'cancelled',
      'refused_by_bank',
      'holder_differs',
      'account_used_elsewhere',
      /** The account here was stopped while the person was at the bank. */
      'frozen',
      'expired',
      'other',
    ])
    .nullable(),
})

/**
 * What an institution wants to be told by the person before its own site opens; most want nothing. Kind and holder
 * need no asking: only savings accounts are linked, and only those in the name of the profile.
 */
export const linkNeeds = z.strictObject({ branch: z.boolean(), number: z.boolean() })

/** A form that the browser posts to the bank's own site. */
const bankForm = z.strictObject({ url: z.url(), fields: z.record(z.string(), z.string()) })

export const linkBankAccount = endpoint({
  method: 'POST',
  path: '/me/bank-accounts',
  audience: 'resident',
  summary: "Begin to link a bank account; the browser then posts the form to the bank's own site",
  body: z.strictObject({ id: actId, bankCode: z.string().regex(/^\d{4}$/) }),
  /** The form is null where the bank wants to be told something first: see tellBankAccount. */
  reply: z.strictObject({ account: bankAccount, needs: linkNeeds, form: bankForm.nullable() }),
  refusals: [
    'step_up_required',
    'frozen',
    'identity_check_required',
    'phone_needed',
    'mail_proof_needed',
    'profile_needed',
    'bank_unknown',
    'bank_in_maintenance',
    'bank_link_paused',
    'bank_account_exists_with_different_content',
    'bank_unavailable',
  ],
})

export const tellBankAccount = endpoint({
  method: 'POST',
  path: '/me/bank-accounts/:id/details',
  audience: 'resident',
  summary: 'Tell the bank which account it is, where it asks for that first; none of it is kept here',
  params: z.strictObject({ id: actId }),
  body: z.strictObject({
    branchCode: z
      .string()
      .regex(/^\d{3}$/)
      .optional(),
    number: z
      .string()
      .regex(/^\d{7}$/)
      .optional(),
  }),
  reply: bankForm,
  refusals: [
    'step_up_required',
    'not_found',
    'bank_account_not_ready',
    'bank_details_missing',
    'bank_unavailable',
  ],
})

export const listBankAccounts = endpoint({
  method: 'GET',
  path: '/me/bank-accounts',
  audience: 'resident',
  summary: 'The linked accounts',
  reply: z.strictObject({ accounts: z.array(bankAccount) }),
})

export const readBankAccount = endpoint({
  method: 'GET',
  path: '/me/bank-accounts/:id',
  audience: 'resident',
  summary: 'One account; asks the bank again while linking is under way',
  params: z.strictObject({ id: actId }),
  reply: bankAccount,
})

export const unlinkBankAccount = endpoint({
  method: 'DELETE',
  path: '/me/bank-accounts/:id',
  audience: 'resident',
  summary: 'Unlink an account; top-ups made from it stay',
  params: z.strictObject({ id: actId }),
  reply: done,
  refusals: ['step_up_required', 'bank_unavailable'],
})
