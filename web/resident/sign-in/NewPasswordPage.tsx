import { Link, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { resetPassword } from '#contract/recovery.ts'
import { passwordMin } from '#contract/sign-in.ts'
import { codeOf, useAct } from '../../lib/ask.ts'
import { checkNewPassword } from '../../lib/check.ts'
import { paths } from '../../lib/paths.ts'
import { TroubleNotice, useTroubleWords } from '../../lib/Trouble.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { Screen } from '../Screen.tsx'
import { t } from '../words/sign-in.ts'

/** What the link of the mail opens: a new password. Opening it alone changes nothing, for mail scanners do that. */
export function NewPasswordPage() {
  const { token } = useSearch({ from: paths.newPassword })
  const [done, setDone] = useState(false)
  const title = t('newPassword')
  if (done) {
    return (
      <Screen key="done" title={title} nav={false}>
        <Notice tone="good" title={t('passwordChanged')}>
          {t('passwordChangedNote')}
        </Notice>
        <Link to={paths.signIn} className={buttonClass('coin', 'large', true)}>
          {t('toSignIn')}
        </Link>
      </Screen>
    )
  }
  return (
    <Screen key="ask" title={title} nav={false}>
      {token ? (
        <NewPasswordForm token={token} onDone={() => setDone(true)} />
      ) : (
        <Notice tone="bad" title={t('linkCutOffTitle')} action={<AskAgain />}>
          {t('linkCutOffNote')}
        </Notice>
      )}
    </Screen>
  )
}

function AskAgain() {
  return (
    <Link to={paths.passwordReset} className={buttonClass('outline')}>
      {t('sendResetMail')}
    </Link>
  )
}

function NewPasswordForm({ token, onDone }: { token: string; onDone: () => void }) {
  const [password, setPassword] = useState('')
  const [shown, setShown] = useState(false)
  const [tried, setTried] = useState(false)
  const act = useAct(resetPassword)
  const say = useTroubleWords()
  const code = codeOf(act.trouble)
  const refused = act.trouble ? say(act.trouble) : undefined
  const wrong = checkNewPassword(password, passwordMin)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!wrong && (await act.send({ body: { token, newPassword: password } }))) onDone()
  }
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
      <div>
        <TextField
          label={t('newPassword')}
          help={t('passwordHelp', { passwordMin })}
          type={shown ? 'text' : 'password'}
          autoComplete="new-password"
          value={password}
          onChange={setPassword}
          error={tried && wrong ? wrong : code === 'password_too_weak' ? refused : undefined}
        />
        <Checkbox checked={shown} onChange={setShown}>
          {t('showPassword')}
        </Checkbox>
      </div>
      <p>{t('signsOutEverywhere')}</p>
      <TroubleNotice
        trouble={act.trouble}
        except={['password_too_weak']}
        action={code === 'reset_link_invalid' ? <AskAgain /> : null}
      />
      <Button type="submit" size="large" wide busy={act.busy}>
        {t('changePassword')}
      </Button>
    </form>
  )
}
