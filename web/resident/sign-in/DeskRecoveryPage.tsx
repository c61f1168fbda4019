import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { readRecovery, startDeskRecovery } from '#contract/recovery.ts'
import { codeOf, queryClient, useAct } from '../../lib/ask.ts'
import { checkMail } from '../../lib/check.ts'
import { paths } from '../../lib/paths.ts'
import { TroubleNotice, useTroubleWords } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { Screen } from '../Screen.tsx'
import { t } from '../words/sign-in.ts'

const length = 10

/** 窓口のコード: the address and the two halves that the desk has handed over. */
export function DeskRecoveryPage() {
  const [mail, setMail] = useState('')
  const [code, setCode] = useState('')
  const [tried, setTried] = useState(false)
  const act = useAct(startDeskRecovery)
  const say = useTroubleWords()
  const navigate = useNavigate()
  const plain = code.normalize('NFKC').replaceAll(/[\s-]/g, '')
  const mailError = checkMail(mail)
  const codeError = plain.length === length ? undefined : t('deskCodeShort')
  const refused = codeOf(act.trouble) === 'desk_code_wrong' && act.trouble ? say(act.trouble) : undefined
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (mailError || codeError) return
    if (!(await act.send({ body: { mail: mail.trim(), code: plain } }))) return
    await queryClient.invalidateQueries({ queryKey: [readRecovery.path] })
    await navigate({ to: paths.recovery })
  }
  return (
    <Screen title={t('deskCode')} back={paths.signIn} nav={false}>
      <p>{t('deskCodeNote')}</p>
      <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
        <TextField
          label={t('registeredMail')}
          type="email"
          inputMode="email"
          autoComplete="username"
          value={mail}
          onChange={setMail}
          error={tried ? mailError : undefined}
        />
        <TextField
          label={t('deskCode')}
          help={t('anyCase')}
          autoComplete="off"
          value={code}
          onChange={setCode}
          error={tried && codeError ? codeError : refused}
        />
        <TroubleNotice trouble={act.trouble} except={['desk_code_wrong']} />
        <Button type="submit" size="large" wide busy={act.busy}>
          {t('next')}
        </Button>
      </form>
    </Screen>
  )
}
