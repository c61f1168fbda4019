import { type FormEvent, useState } from 'react'
import { changeMail } from '#contract/sign-in.ts'
import { checkMail } from '../../lib/check.ts'
import { paths } from '../../lib/paths.ts'
import { useMe } from '../../lib/session.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { Screen } from '../Screen.tsx'
import { useGuardedAct } from './use-guarded-act.tsx'
import { t } from '../words/sign-in.ts'

/** メールアドレスの変更: a link goes to the new address, and only it changes anything. */
export function MailPage() {
  const me = useMe()
  const [mail, type] = useState('')
  const [tried, setTried] = useState(false)
  const [sentTo, setSentTo] = useState<string | null>(null)
  const act = useGuardedAct(changeMail, (reply) => setSentTo(reply.sentTo))
  const wrong = checkMail(mail)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!wrong) void act.send({ body: { mail: mail.trim() } })
  }
  return (
    <Screen key={sentTo ? 'sent' : 'ask'} title={t('mailChange')} back={paths.devices}>
      {sentTo ? (
        <Notice tone="good" title={t('mailSent')}>
          {t('mailSentNote', { sentTo })}
        </Notice>
      ) : (
        <form noValidate onSubmit={submit} className="flex flex-col gap-5">
          <p>{t('mailNow', { mail: me.mail })}</p>
          <TextField
            label={t('newMail')}
            type="email"
            inputMode="email"
            autoComplete="email"
            value={mail}
            onChange={type}
            error={tried ? wrong : undefined}
          />
          <TroubleNotice trouble={act.trouble} />
          <Button type="submit" size="large" wide busy={act.busy}>
            {t('sendMail')}
          </Button>
        </form>
      )}
      {act.gate}
    </Screen>
  )
}
