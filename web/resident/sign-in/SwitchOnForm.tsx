import { useState } from 'react'
import { readSmsDelivery } from '#contract/passcodes.ts'
import { confirmSecondStep, startSecondStep } from '#contract/sign-in.ts'
import { askAnew, useAct } from '../../lib/ask.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { SmsDelivery } from '../SmsDelivery.tsx'
import { CodeStep } from './CodeStep.tsx'
import { useGuardedAct } from './use-guarded-act.tsx'
import { t } from '../words/sign-in.ts'

type SwitchOnFormProps = { onDone: () => void; onChangePhone: () => void }

/** Switches the second step on: a passcode goes out by SMS and comes back typed. */
export function SwitchOnForm({ onDone, onChangePhone }: SwitchOnFormProps) {
  const [phoneEnding, setPhoneEnding] = useState<string | null>(null)
  const start = useGuardedAct(startSecondStep, (reply) => {
    setPhoneEnding(reply.phoneEnding)
    askAnew(readSmsDelivery)
  })
  if (phoneEnding === null) {
    return (
      <>
        <p>{t('switchOnNote')}</p>
        {start.gate}
        <TroubleNotice trouble={start.trouble} />
        <Button size="large" wide busy={start.busy} onPress={() => void start.send()}>
          {t('switchOn')}
        </Button>
        <Button look="quiet" onPress={onChangePhone}>
          {t('phoneCorrect')}
        </Button>
      </>
    )
  }
  return (
    <>
      <p>{t('smsWentTo', { phoneEnding })}</p>
      <SmsDelivery />
      <ConfirmForm onDone={onDone} />
      {start.gate}
      <TroubleNotice trouble={start.trouble} />
      <Button look="quiet" busy={start.busy} onPress={() => void start.send()}>
        {t('sendAgain')}
      </Button>
      <Button look="quiet" onPress={onChangePhone}>
        {t('phoneCorrect')}
      </Button>
    </>
  )
}

function ConfirmForm({ onDone }: { onDone: () => void }) {
  const confirm = useAct(confirmSecondStep)
  const answer = async (code: string) => {
    const reply = await confirm.send({ body: { code } })
    if (reply) onDone()
    return Boolean(reply)
  }
  return <CodeStep way="sms" act={confirm} onCode={answer} />
}
