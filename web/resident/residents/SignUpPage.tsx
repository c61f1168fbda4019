import { Link, Navigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useRef, useState } from 'react'
import type { BodyOf } from '#contract/endpoint.ts'
import { passwordMin, signUp } from '#contract/sign-in.ts'
import { codeOf, useAct } from '../../lib/ask.ts'
import { checkMail, checkNewPassword } from '../../lib/check.ts'
import { languageUsed } from '../../lib/i18n/language.ts'
import { paths } from '../../lib/paths.ts'
import { TroubleNotice, useTroubleWords } from '../../lib/Trouble.tsx'
import { makeId } from '../../lib/uuid.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { announce } from '../../ui/Toast.tsx'
import { Screen } from '../Screen.tsx'
import { ProviderButtons } from '../sign-in/ProviderButtons.tsx'
import { useEnter } from '../sign-in/use-enter.ts'
import { t } from '../words/residents.ts'

/** Registers in one of three ways; only after the terms have been agreed to. */
export function SignUpPage() {
  const { terms, privacy } = useSearch({ from: paths.signUp })
  const [byMail, setByMail] = useState(false)
  if (!terms || !privacy) return <Navigate to={paths.terms} replace />
  if (!byMail) {
    return (
      <Screen key="ways" title={t('signUpWays')} back={paths.terms} nav={false}>
        <p>{t('signUpWaysNote')}</p>
        <ProviderButtons deed="signUp" consent={{ termsVersion: terms, privacyVersion: privacy }} />
        <Button look="outline" size="large" wide onPress={() => setByMail(true)}>
          {t('signUpByMail')}
        </Button>
      </Screen>
    )
  }
  return (
    <Screen key="mail" title={t('signUpWays')} back={paths.terms} nav={false}>
      <h2 className="text-lg font-bold">{t('signUpByMail')}</h2>
      <SignUpForm termsVersion={terms} privacyVersion={privacy} />
      <Button look="quiet" onPress={() => setByMail(false)}>
        {t('otherWays')}
      </Button>
    </Screen>
  )
}

type Body = BodyOf<typeof signUp>

/** Mail address and password, and one is home; 認証設定 proves the address afterwards. */
function SignUpForm(consent: Pick<Body, 'termsVersion' | 'privacyVersion'>) {
  // The same registration sent twice, after an answer was lost, is one registration; of another address another.
  const last = useRef({ mail: '', password: '', id: '' })
  const act = useAct(signUp)
  const enter = useEnter()
  const register = async (typed: Pick<Body, 'mail' | 'password'>) => {
    const same = last.current.mail === typed.mail && last.current.password === typed.password
    if (!same) last.current = { ...typed, id: makeId() }
    const request = { id: last.current.id, ...typed, ...consent }
    if (!(await act.send({ body: { ...request, language: languageUsed() } }))) return
    announce(t('signedUp'))
    await enter()
  }
  return <MailAndPassword act={act} onSubmit={register} />
}

type MailAndPasswordProps = {
  act: Pick<ReturnType<typeof useAct>, 'busy' | 'trouble'>
  onSubmit: (typed: Pick<Body, 'mail' | 'password'>) => Promise<void>
}

function MailAndPassword({ act, onSubmit }: MailAndPasswordProps) {
  const [mail, setMail] = useState('')
  const [password, setPassword] = useState('')
  const [shown, setShown] = useState(false)
  const [tried, setTried] = useState(false)
  const say = useTroubleWords()
  const code = codeOf(act.trouble)
  const refused = act.trouble ? say(act.trouble) : undefined
  const mailError = checkMail(mail)
  const passwordError = checkNewPassword(password, passwordMin)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!mailError && !passwordError) await onSubmit({ mail: mail.trim(), password })
  }
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
      <TextField
        label={t('mail')}
        help={t('mailHelp')}
        type="email"
        inputMode="email"
        autoComplete="username"
        value={mail}
        onChange={setMail}
        error={tried ? mailError : undefined}
      />
      <div>
        <TextField
          label={t('password')}
          help={t('passwordHelp', { passwordMin })}
          type={shown ? 'text' : 'password'}
          autoComplete="new-password"
          value={password}
          onChange={setPassword}
          error={tried && passwordError ? passwordError : code === 'password_too_weak' ? refused : undefined}
        />
        <Checkbox checked={shown} onChange={setShown}>
          {t('showPassword')}
        </Checkbox>
      </div>
      <TroubleNotice
        trouble={act.trouble}
        except={['password_too_weak']}
        action={
          code === 'terms_outdated' ? (
            <Link to={paths.terms} className={buttonClass('outline')}>
              {t('newTerms')}
            </Link>
          ) : null
        }
      />
      <Button type="submit" size="large" wide busy={act.busy}>
        {t('register')}
      </Button>
    </form>
  )
}
