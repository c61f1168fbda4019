// Getting in again: a forgotten password.
import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { password } from './sign-in.ts'
import { done, mailAddress, text } from './values.ts'

export const requestPasswordReset = endpoint({
  method: 'POST',
  path: '/password-resets',
  audience: 'anyone',
  summary: 'Ask for a mail with a link that replaces a forgotten password; answered alike for every address',
  body: z.strictObject({ mail: mailAddress }),
  reply: done,
  refusals: ['too_many_requests'],
})

export const resetPassword = endpoint({
  method: 'POST',
  path: '/password-resets/answers',
  audience: 'anyone',
  summary:
    'Set a new password with the token of the link: single use, one hour. Every session ends; signing in then asks ' +
    'for the second step as ever',
  body: z.strictObject({ token: text(200), newPassword: password }),
  reply: done,
  refusals: ['reset_link_invalid', 'password_too_weak'],
})
