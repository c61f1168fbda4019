import { useState } from 'react'
import { readSmsDelivery } from '#contract/passcodes.ts'
import { confirmSecondStep, startSecondStep } from '#contract/sign-in.ts'
import { askAnew, useAct } from '../../lib/ask.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { SmsDelivery } from '../SmsDelivery.tsx'
import { CodeStep } from './CodeStep.tsx'
import { useGuardedAct } from './use-guarded-act.tsx'

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
        <p>登録した携帯電話に、6桁の認証コードをSMSで送ります。</p>
        {start.gate}
        <TroubleNotice trouble={start.trouble} />
        <Button size="large" wide busy={start.busy} onPress={() => void start.send()}>
          2段階認証設定を有効にする
        </Button>
        <Button look="quiet" onPress={onChangePhone}>
          電話番号を直す
        </Button>
      </>
    )
  }
  return (
    <>
      <p>末尾が{phoneEnding}の電話番号に、SMSで認証コードを送りました。</p>
      <SmsDelivery />
      <ConfirmForm onDone={onDone} />
      {start.gate}
      <TroubleNotice trouble={start.trouble} />
      <Button look="quiet" busy={start.busy} onPress={() => void start.send()}>
        SMSが届かないとき、もう一度送る
      </Button>
      <Button look="quiet" onPress={onChangePhone}>
        電話番号を直す
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
