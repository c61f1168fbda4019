import { refuse } from '../lib/refusal.ts'
import { isCommonPassword } from './common-passwords.ts'
import { isTooWeak } from './rules.ts'

/** Lets a new password through. Refuses password_too_weak for one that can be guessed or that others have lost. */
export function requireStrongPassword(password: string, mail: string): void {
  if (isTooWeak(password, mail) || isCommonPassword(password)) refuse('password_too_weak')
}
