import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { setFirstPassword } from '#contract/federated.ts'
import { passwordMin } from '#contract/sign-in.ts'
import { codeOf } from '../../lib/ask.ts'
import { checkNewPassword } from '../../lib/check.ts'
import { paths } from '../../lib/paths.ts'
import { useMe } from '../../lib/session.ts'
import { TroubleNotice, useTroubleWords } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { announce } from '../../ui/Toast.tsx'
import { Screen } from '../Screen.tsx'
import { useGuardedAct } from './use-guarded-act.tsx'
import { t } from '../words/sign-in.ts'

/** パスワードの追加: for people who came by Google or Apple. */
export function FirstPasswordPage() {
  const { mail } = useMe()
  const [newPassword, setNew] = useState('')
  const [tried, setTried] = useState(false)
  const say = useTroubleWords()
  const navigate = useNavigate()
  const act = useGuardedAct(setFirstPassword, async () => {
    announce(t('wayAdded'))
    await navigate({ to: paths.waysIn })
  })
  const weak = checkNewPassword(newPassword, passwordMin)
  const refused = codeOf(act.trouble) === 'password_too_weak' && act.trouble ? say(act.trouble) : undefined
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!weak) await act.send({ body: { newPassword } })
  }
  return (
    <Screen title={t('passwordAdd')} back={paths.waysIn}>
      <p>{t('passwordToo', { mail })}</p>
      <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
        <TextField
          label={t('newPassword')}
          help={t('passwordHelp', { passwordMin })}
          type="password"
          autoComplete="new-password"
          value={newPassword}
          onChange={setNew}
          error={tried && weak ? weak : refused}
        />
        <TroubleNotice trouble={act.trouble} except={['password_too_weak']} />
        <Button type="submit" size="large" wide busy={act.busy}>
          {t('add')}
        </Button>
      </form>
      {act.gate}
    </Screen>
  )
}
