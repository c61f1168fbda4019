import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { actId, done, text } from './values.ts'

export const bank = z.strictObject({
  code: z.string(),
  name: z.string(),
  kana: z.string(),
  featured: z.boolean(),
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
  /** Why linking failed: the bank's word, or ours. */
  reason: z
    .enum(['cancelled', 'refused_by_bank', 'holder_differs', 'account_used_elsewhere', 'expired', 'other'])
    .nullable(),
})

export const linkBankAccount = endpoint({
  method: 'POST',
  path: '/me/bank-accounts',
  audience: 'resident',
  summary: "Begin to link a bank account; the browser then posts the fields to the bank's own site",
  body: z.strictObject({ id: actId, bankCode: z.string().regex(/^\d{4}$/) }),
  reply: z.strictObject({ account: bankAccount, url: z.string(), fields: z.record(z.string(), z.string()) }),
  refusals: [
    'step_up_required',
    'frozen',
    'identity_check_required',
    'phone_needed',
    'profile_needed',
    'bank_unknown',
    'bank_account_exists_with_different_content',
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
