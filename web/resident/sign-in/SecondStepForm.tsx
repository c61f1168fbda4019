import { type FormEvent, useState } from 'react'
import { finishSecondStep } from '#contract/sign-in.ts'
import { codeOf, useAct } from '../../lib/ask.ts'
import { TroubleNotice, useTroubleWords } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { CodeField, codeLength } from '../../ui/CodeField.tsx'
import { Screen } from '../Screen.tsx'

type SecondStepFormProps = {
  challenge: { challengeId: string; phoneEnding: string }
  onDone: () => void
  onRestart: () => void
}

/** The second step of signing in: the six digits of the SMS. */
export function SecondStepForm({ challenge, onDone, onRestart }: SecondStepFormProps) {
  const [code, setCode] = useState('')
  const [missing, setMissing] = useState(false)
  const act = useAct(finishSecondStep)
  const say = useTroubleWords()
  const wrong = codeOf(act.trouble) === 'passcode_wrong'
  const submit = async (event?: FormEvent) => {
    event?.preventDefault()
    setMissing(code.length < codeLength)
    if (code.length < codeLength) return
    const reply = await act.send({ body: { challengeId: challenge.challengeId, code } })
    if (reply) onDone()
    else setCode('')
  }
  const error = missing
    ? 'SMSに届いた6桁の数字を入力してください。'
    : wrong && act.trouble
      ? say(act.trouble)
      : undefined
  return (
    <Screen title="2段階認証" nav={false}>
      <p>末尾が{challenge.phoneEnding}の電話番号に、SMSで認証コードを送りました。</p>
      <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
        <CodeField label="認証コード（6桁）" value={code} onChange={setCode} error={error} />
        <TroubleNotice trouble={act.trouble} except={['passcode_wrong']} />
        <Button type="submit" size="large" wide busy={act.busy}>
          認証
        </Button>
        <Button look="quiet" onPress={onRestart}>
          最初からやり直す
        </Button>
      </form>
    </Screen>
  )
}
