import { t } from './words/shared.ts'

/** Gives words for what is wrong with a typed mail address; undefined when it may be sent. */
export function checkMail(mail: string): string | undefined {
  const trimmed = mail.trim()
  if (trimmed === '') return t('mailMissing')
  // The server knows the whole grammar; here only slips are caught while the person still looks at them.
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(trimmed)) {
    return t('mailMalformed')
  }
  return undefined
}

/** Gives words for what is wrong with a new password; undefined when it may be sent. */
export function checkNewPassword(password: string, shortest: number): string | undefined {
  if (password === '') return t('passwordMissing')
  if (password.length < shortest) {
    return t('passwordShort', { shortest, count: shortest - password.length })
  }
  return undefined
}
