import { type ReactNode, useState } from 'react'
import { readSecondStepDelivery } from '#contract/passcodes.ts'
import { sendSecondStepPasscode } from '#contract/sign-in.ts'
import { askAnew, useAct } from '../../lib/ask.ts'
import { focusFirst } from '../../lib/focus.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { StepSmsDelivery } from '../SmsDelivery.tsx'
import { t } from '../words/sign-in.ts'

type SmsStepProps = {
  challenge: { challengeId: string; phoneEnding: string | null; passcodeSent: boolean }
  children: ReactNode
}

/** Sends the SMS when it is asked for, and shows where it went. */
export function SmsStep({ challenge, children }: SmsStepProps) {
  const [sent, setSent] = useState(challenge.passcodeSent)
  const act = useAct(sendSecondStepPasscode)
  const send = async () => {
    if (!(await act.send({ body: { challengeId: challenge.challengeId } }))) return
    setSent(true)
    askAnew(readSecondStepDelivery)
  }
  if (!sent) {
    return (
      <>
        <p>{t('smsGoesTo', { phoneEnding: challenge.phoneEnding ?? '' })}</p>
        <TroubleNotice trouble={act.trouble} />
        <Button size="large" wide busy={act.busy} onPress={() => void send()}>
          {t('sendCode')}
        </Button>
      </>
    )
  }
  return (
    <>
      <p>{t('smsWentTo', { phoneEnding: challenge.phoneEnding ?? '' })}</p>
      <StepSmsDelivery challengeId={challenge.challengeId} />
      {challenge.passcodeSent ? children : <div ref={focusFirst}>{children}</div>}
      <TroubleNotice trouble={act.trouble} />
      <Button look="quiet" busy={act.busy} onPress={() => void send()}>
        {t('sendAgain')}
      </Button>
    </>
  )
}
