import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import { signIn } from '#contract/sign-in.ts'
import { useAct } from '../../lib/ask.ts'
import { paths } from '../../lib/paths.ts'
import { PasswordForm } from '../../lib/PasswordForm.tsx'
import { buttonClass } from '../../ui/Button.tsx'
import { Screen } from '../Screen.tsx'
import { ProviderButtons } from './ProviderButtons.tsx'
import { SecondStepForm } from './SecondStepForm.tsx'
import { useEnter } from './use-enter.ts'
import { t } from '../words/sign-in.ts'

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
  return <FirstStep next={next} onSecondStep={setSecondStep} onDone={() => void enter(next)} />
}

type FirstStepProps = {
  next: string | undefined
  onSecondStep: (step: SecondStep) => void
  onDone: () => void
}

function FirstStep({ next, onSecondStep, onDone }: FirstStepProps) {
  const act = useAct(signIn)
  const submit = async (typed: { mail: string; password: string }) => {
    const reply = await act.send({ body: typed })
    if (reply?.state === 'second_step') onSecondStep(reply)
    if (reply?.state === 'signed_in') onDone()
  }
  return (
    <Screen title={t('signIn')} back={paths.welcome} nav={false}>
      <PasswordForm trouble={act.trouble} busy={act.busy} onSubmit={submit} />
      <Link to={paths.passwordReset} className={buttonClass('quiet')}>
        {t('passwordForgotten')}
      </Link>
      <Link to={paths.deskRecovery} className={buttonClass('quiet')}>
        {t('gotDeskCode')}
      </Link>
      <section aria-label={t('otherSignIn')} className="flex flex-col gap-3 border-t border-line pt-5">
        <ProviderButtons deed="signIn" next={next} />
      </section>
    </Screen>
  )
}
