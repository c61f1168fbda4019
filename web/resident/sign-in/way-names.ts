import type { StepUpWay } from '#contract/sign-in.ts'

/** What people call the ways to prove who they are. */
export const wayNames: Record<StepUpWay, string> = {
  passkey: 'パスキー',
  authenticator: '認証アプリ',
  sms: 'SMS',
  recovery_code: 'リカバリーコード',
  password: 'パスワード',
}
