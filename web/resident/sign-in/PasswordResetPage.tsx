import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { requestPasswordReset } from '#contract/recovery.ts'
import { useAct } from '../../lib/ask.ts'
import { checkMail } from '../../lib/check.ts'
import { paths } from '../../lib/paths.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { Screen } from '../Screen.tsx'
import { t } from '../words/sign-in.ts'

/** パスワードをお忘れの方: asks for a link, and says the same whether the address has an account or not. */
export function PasswordResetPage() {
  const [mail, type] = useState('')
  const [tried, setTried] = useState(false)
  const [sentTo, setSentTo] = useState<string | null>(null)
  const act = useAct(requestPasswordReset)
  const wrong = checkMail(mail)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (wrong) return
    if (await act.send({ body: { mail: mail.trim() } })) setSentTo(mail.trim())
  }
  if (sentTo) {
    return (
      <Screen key="sent" title={t('passwordReset')} back={paths.signIn} nav={false}>
        <Notice tone="good" title={t('received')}>
          {t('resetSent', { mail: sentTo })}
        </Notice>
        <Notice title={t('mailNotCome')}>{t('mailNotComeNote')}</Notice>
        <Button look="outline" wide onPress={() => setSentTo(null)}>
          {t('sendAgainOther')}
        </Button>
        <Link to={paths.signIn} className={buttonClass('quiet')}>
          {t('backToSignIn')}
        </Link>
      </Screen>
    )
  }
  return (
    <Screen key="ask" title={t('passwordReset')} back={paths.signIn} nav={false}>
      <p>{t('resetNote')}</p>
      <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
        <TextField
          label={t('mail')}
          type="email"
          inputMode="email"
          autoComplete="username"
          value={mail}
          onChange={type}
          error={tried ? wrong : undefined}
        />
        <TroubleNotice trouble={act.trouble} />
        <Button type="submit" size="large" wide busy={act.busy}>
          {t('sendResetMail')}
        </Button>
      </form>
    </Screen>
  )
}
