import { type FormEvent, useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/TextField.tsx'
import type { useAct } from './ask.ts'
import { checkMail } from './check.ts'
import { TroubleNotice } from './Trouble.tsx'
import { t } from './words/shared.ts'

type PasswordFormProps = Pick<ReturnType<typeof useAct>, 'trouble' | 'busy'> & {
  onSubmit: (typed: { mail: string; password: string }) => Promise<void>
}

/** Mail address and password, checked before they are sent; the same in all three apps. */
export function PasswordForm({ trouble, busy, onSubmit }: PasswordFormProps) {
  const [mail, setMail] = useState('')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const mailError = checkMail(mail)
  const passwordError = password === '' ? t('passwordMissing') : undefined
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!mailError && !passwordError) await onSubmit({ mail: mail.trim(), password })
  }
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
      <TextField
        label={t('mailAddress')}
        type="email"
        inputMode="email"
        autoComplete="username"
        value={mail}
        onChange={setMail}
        error={tried ? mailError : undefined}
      />
      <TextField
        label={t('password')}
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        error={tried ? passwordError : undefined}
      />
      <TroubleNotice trouble={trouble} />
      <Button type="submit" size="large" wide busy={busy}>
        {t('signIn')}
      </Button>
    </form>
  )
}
