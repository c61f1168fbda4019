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

/** パスワードの追加: for people who came by Google or Apple. */
export function FirstPasswordPage() {
  const { mail } = useMe()
  const [newPassword, setNew] = useState('')
  const [tried, setTried] = useState(false)
  const say = useTroubleWords()
  const navigate = useNavigate()
  const act = useGuardedAct(setFirstPassword, async () => {
    announce('ログイン方法を追加しました。')
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
    <Screen title="パスワードの追加" back={paths.waysIn}>
      <p>{mail} とこのパスワードでも、ログインできるようになります。</p>
      <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
        <TextField
          label="新しいパスワード"
          help={`${passwordMin}文字以上。ほかのサービスと同じものは使わないでください。`}
          type="password"
          autoComplete="new-password"
          value={newPassword}
          onChange={setNew}
          error={tried && weak ? weak : refused}
        />
        <TroubleNotice trouble={act.trouble} except={['password_too_weak']} />
        <Button type="submit" size="large" wide busy={act.busy}>
          追加する
        </Button>
      </form>
      {act.gate}
    </Screen>
  )
}
