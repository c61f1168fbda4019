import { type ReactNode, useState } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import {
  finishSecondStep,
  finishSecondStepByPasskey,
  type SecondStepWay,
  sendSecondStepPasscode,
  type signIn,
} from '#contract/sign-in.ts'
import { useAct } from '../../lib/ask.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { Screen } from '../Screen.tsx'
import { CodeStep } from './CodeStep.tsx'
import { PasskeyStep } from './PasskeyStep.tsx'

type Challenge = Extract<ReplyOf<typeof signIn>, { state: 'second_step' }>
type SecondStepFormProps = { challenge: Challenge; onDone: () => void; onRestart: () => void }

const wayNames: Record<SecondStepWay, string> = {
  passkey: 'パスキー',
  authenticator: '認証アプリ',
  sms: 'SMS',
  recovery_code: 'リカバリーコード',
}

/** The second step of signing in: whatever the person has set, and a change to any other of it. */
export function SecondStepForm({ challenge, onDone, onRestart }: SecondStepFormProps) {
  const [way, choose] = useState<SecondStepWay>(challenge.ways[0] ?? 'sms')
  const others = challenge.ways.filter((other) => other !== way)
  return (
    <Screen title="2段階認証" nav={false}>
      <Step key={way} way={way} challenge={challenge} onDone={onDone} />
      {others.length > 0 ? (
        <section className="flex flex-col gap-2">
          <h2 className="font-bold">ほかの方法</h2>
          {others.map((other) => (
            <Button key={other} look="outline" wide onPress={() => choose(other)}>
              {wayNames[other]}で認証する
            </Button>
          ))}
        </section>
      ) : null}
      <Button look="quiet" onPress={onRestart}>
        最初からやり直す
      </Button>
    </Screen>
  )
}

type StepProps = { way: SecondStepWay; challenge: Challenge; onDone: () => void }

function Step({ way, challenge, onDone }: StepProps) {
  const { challengeId } = challenge
  const finish = useAct(finishSecondStep)
  const finishByPasskey = useAct(finishSecondStepByPasskey)
  if (way === 'passkey') {
    return (
      <PasskeyStep
        challengeId={challengeId}
        act={finishByPasskey}
        onCredential={async (credential) => {
          if (await finishByPasskey.send({ body: { challengeId, credential } })) onDone()
        }}
      />
    )
  }
  const answer = async (code: string) => {
    const reply = await finish.send({ body: { challengeId, way, code } })
    if (reply) onDone()
    return Boolean(reply)
  }
  if (way === 'sms') {
    return (
      <SmsStep challenge={challenge}>
        <CodeStep way="sms" act={finish} onCode={answer} />
      </SmsStep>
    )
  }
  return <CodeStep way={way} act={finish} onCode={answer} />
}

type SmsStepProps = {
  challenge: Pick<Challenge, 'challengeId' | 'phoneEnding' | 'passcodeSent'>
  children: ReactNode
}

/** Sends the SMS when it is asked for, and shows where it went. */
function SmsStep({ challenge, children }: SmsStepProps) {
  const [sent, setSent] = useState(challenge.passcodeSent)
  const act = useAct(sendSecondStepPasscode)
  const send = async () => {
    if (await act.send({ body: { challengeId: challenge.challengeId } })) setSent(true)
  }
  if (!sent) {
    return (
      <>
        <p>末尾が{challenge.phoneEnding}の電話番号に、SMSで認証コードを送ります。</p>
        <TroubleNotice trouble={act.trouble} />
        <Button size="large" wide busy={act.busy} onPress={() => void send()}>
          認証コードを送る
        </Button>
      </>
    )
  }
  return (
    <>
      <p>末尾が{challenge.phoneEnding}の電話番号に、SMSで認証コードを送りました。</p>
      {children}
      <TroubleNotice trouble={act.trouble} />
      <Button look="quiet" busy={act.busy} onPress={() => void send()}>
        SMSが届かないとき、もう一度送る
      </Button>
    </>
  )
}
