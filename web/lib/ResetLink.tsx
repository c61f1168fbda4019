import type { ReactNode } from 'react'
import { Notice } from '../ui/Notice.tsx'

/** A link for a new password that cannot be used, with the way to another one. */
export function LinkOver({ another }: { another: ReactNode }) {
  return (
    <Notice tone="bad" title="このリンクは使えません" action={another}>
      使用済みか、期限が切れています。途中で切れていることもあります。
    </Notice>
  )
}

/** What a new password has ended, with the way to the sign-in. */
export function PasswordChanged({ signIn }: { signIn: ReactNode }) {
  return (
    <>
      <Notice tone="good">
        すべての端末からログアウトしました。新しいパスワードでログインしてください。
      </Notice>
      {signIn}
    </>
  )
}
