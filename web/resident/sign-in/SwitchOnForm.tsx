import { type FormEvent, useState } from 'react'
import { readSmsDelivery } from '#contract/passcodes.ts'
import { confirmSecondStep, startSecondStep } from '#contract/sign-in.ts'
import { askAnew, codeOf, useAct } from '../../lib/ask.ts'
import { TroubleNotice, useTroubleWords } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { CodeField, codeLength } from '../../ui/CodeField.tsx'
import { SmsDelivery } from '../SmsDelivery.tsx'
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
  const [code, setCode] = useState('')
  const [missing, setMissing] = useState(false)
  const confirm = useAct(confirmSecondStep)
  const say = useTroubleWords()
  const wrong =
    codeOf(confirm.trouble) === 'passcode_wrong' && confirm.trouble ? say(confirm.trouble) : undefined
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setMissing(code.length < codeLength)
    if (code.length < codeLength) return
    if (await confirm.send({ body: { code } })) onDone()
    else setCode('')
  }
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
      <CodeField
        label="認証コード（6桁）"
        value={code}
        onChange={setCode}
        error={missing ? 'SMSに届いた6桁の数字を入力してください。' : wrong}
      />
      <TroubleNotice trouble={confirm.trouble} except={['passcode_wrong']} />
      <Button type="submit" size="large" wide busy={confirm.busy}>
        認証
      </Button>
    </form>
  )
}
