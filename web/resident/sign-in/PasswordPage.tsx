import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { changePassword, passwordMin } from '#contract/sign-in.ts'
import { codeOf, useAct } from '../../lib/ask.ts'
import { checkNewPassword } from '../../lib/check.ts'
import { paths } from '../../lib/paths.ts'
import { TroubleNotice, useTroubleWords } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { announce } from '../../ui/Toast.tsx'
import { Screen } from '../Screen.tsx'
import { t } from '../words/sign-in.ts'

/** パスワードの変更: the old one, the new one; other devices are signed out. */
export function PasswordPage() {
  const [currentPassword, setCurrent] = useState('')
  const [newPassword, setNew] = useState('')
  const [tried, setTried] = useState(false)
  const act = useAct(changePassword)
  const say = useTroubleWords()
  const navigate = useNavigate()
  const code = codeOf(act.trouble)
  const refused = act.trouble ? say(act.trouble) : undefined
  const missing = currentPassword === '' ? t('passwordNowMissing') : undefined
  const weak = checkNewPassword(newPassword, passwordMin)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (missing || weak) return
    if (!(await act.send({ body: { currentPassword, newPassword } }))) return
    announce(t('passwordChangedOthers'))
    await navigate({ to: paths.devices })
  }
  return (
    <Screen title={t('passwordChange')} back={paths.devices}>
      <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
        <TextField
          label={t('passwordNow')}
          type="password"
          autoComplete="current-password"
          value={currentPassword}
          onChange={setCurrent}
          error={tried && missing ? missing : code === 'password_wrong' ? refused : undefined}
        />
        <TextField
          label={t('newPassword')}
          help={t('passwordHelp', { passwordMin })}
          type="password"
          autoComplete="new-password"
          value={newPassword}
          onChange={setNew}
          error={tried && weak ? weak : code === 'password_too_weak' ? refused : undefined}
        />
        <TroubleNotice trouble={act.trouble} except={['password_wrong', 'password_too_weak']} />
        <Button type="submit" size="large" wide busy={act.busy}>
          {t('change')}
        </Button>
      </form>
    </Screen>
  )
}
