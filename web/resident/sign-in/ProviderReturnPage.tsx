import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { finishFederatedSignIn } from '#contract/federated.ts'
import type { ReplyOf } from '#contract/endpoint.ts'
import { codeOf, type Trouble, useAct } from '../../lib/ask.ts'
import { paths } from '../../lib/paths.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { buttonClass } from '../../ui/Button.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import { Screen } from '../Screen.tsx'
import { SecondStepForm } from './SecondStepForm.tsx'
import { rememberedNext, useEnter } from './use-enter.ts'
import { t } from '../words/sign-in.ts'

type SecondStep = Extract<ReplyOf<typeof finishFederatedSignIn>, { state: 'second_step' }>

/** Where Google and Apple send people back to: finishes by itself what this browser began. */
export function ProviderReturnPage() {
  const [secondStep, setSecondStep] = useState<SecondStep | null>(null)
  const { send, trouble } = useAct(finishFederatedSignIn)
  const enter = useEnter()
  useEffect(() => {
    const finish = async () => {
      const reply = await send()
      if (reply?.state === 'second_step') setSecondStep(reply)
      if (reply?.state === 'signed_in') await enter(rememberedNext())
    }
    void finish()
  }, [send, enter])
  if (secondStep) {
    return (
      <SecondStepForm
        challenge={secondStep}
        onDone={() => void enter(rememberedNext())}
        onRestart={() => location.assign(paths.signIn)}
      />
    )
  }
  return (
    <Screen title={t('signIn')} nav={false}>
      {trouble ? <WhatNow trouble={trouble} /> : <Spinner label={t('checking')} />}
    </Screen>
  )
}

/** Says what happened; the step that helps stands first. */
function WhatNow({ trouble }: { trouble: Trouble }) {
  const registerFirst = ['account_unknown', 'terms_outdated', 'provider_gave_no_mail'].includes(
    codeOf(trouble) ?? '',
  )
  const ways = [
    { to: paths.signIn, words: t('toSignIn') },
    { to: paths.terms, words: t('toSignUp') },
  ] as const
  return (
    <>
      <TroubleNotice trouble={trouble} />
      {(registerFirst ? ways.toReversed() : ways).map(({ to, words }, index) => (
        <Link key={to} to={to} className={buttonClass(index === 0 ? 'coin' : 'outline', 'large', true)}>
          {words}
        </Link>
      ))}
    </>
  )
}
