import { useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import { signIn } from '#contract/sign-in.ts'
import { useAct } from '../../lib/ask.ts'
import { checkMail } from '../../lib/check.ts'
import { paths } from '../../lib/paths.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { Screen } from '../Screen.tsx'
import { ProviderButtons } from './ProviderButtons.tsx'
import { SecondStepForm } from './SecondStepForm.tsx'
import { useEnter } from './use-enter.ts'

type SecondStep = Extract<ReplyOf<typeof signIn>, { state: 'second_step' }>

/** Sign in with mail and password, or with Google or Apple, then with the SMS code where the person has set one. */
export function SignInPage() {
  const [secondStep, setSecondStep] = useState<SecondStep | null>(null)
  const { next } = useSearch({ from: paths.signIn })
  const enter = useEnter()
  if (secondStep) {
    return (
      <SecondStepForm
        challenge={secondStep}
        onDone={() => void enter(next)}
        onRestart={() => setSecondStep(null)}
      />
    )
  }
  return <PasswordForm next={next} onSecondStep={setSecondStep} onDone={() => void enter(next)} />
}

type PasswordFormProps = {
  next: string | undefined
  onSecondStep: (step: SecondStep) => void
  onDone: () => void
}

function PasswordForm({ next, onSecondStep, onDone }: PasswordFormProps) {
  const [mail, setMail] = useState('')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const act = useAct(signIn)
  const mailError = checkMail(mail)
  const passwordError = password === '' ? 'パスワードを入力してください。' : undefined
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (mailError || passwordError) return
    const reply = await act.send({ body: { mail: mail.trim(), password } })
    if (reply?.state === 'second_step') onSecondStep(reply)
    if (reply?.state === 'signed_in') onDone()
  }
  return (
    <Screen title="ログイン" back={paths.welcome} nav={false}>
      <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
        <TextField
          label="メールアドレス"
          type="email"
          inputMode="email"
          autoComplete="username"
          value={mail}
          onChange={setMail}
          error={tried ? mailError : undefined}
        />
        <TextField
          label="パスワード"
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
          error={tried ? passwordError : undefined}
        />
        <TroubleNotice trouble={act.trouble} />
        <Button type="submit" size="large" wide busy={act.busy}>
          ログイン
        </Button>
      </form>
      <section aria-label="ほかのログイン方法" className="flex flex-col gap-3 border-t border-line pt-5">
        <ProviderButtons verb="ログイン" next={next} />
      </section>
    </Screen>
  )
}
