import { useState } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import {
  finishSecondStep,
  finishSecondStepByPasskey,
  type SecondStepWay,
  type signIn,
} from '#contract/sign-in.ts'
import { useAct } from '../../lib/ask.ts'
import { Button } from '../../ui/Button.tsx'
import { Screen } from '../Screen.tsx'
import { CodeStep } from './CodeStep.tsx'
import { LostPhone } from './LostPhone.tsx'
import { PasskeyStep } from './PasskeyStep.tsx'
import { SmsStep } from './SmsStep.tsx'
import { sayWay } from './way-names.ts'
import { t } from '../words/sign-in.ts'

type Challenge = Extract<ReplyOf<typeof signIn>, { state: 'second_step' }>
type SecondStepFormProps = { challenge: Challenge; onDone: () => void; onRestart: () => void }

/** The second step of signing in: whatever the person has set, and a change to any other of it. */
export function SecondStepForm({ challenge, onDone, onRestart }: SecondStepFormProps) {
  const [lost, setLost] = useState(false)
  const [way, choose] = useState<SecondStepWay>(challenge.ways[0] ?? 'sms')
  const others = challenge.ways.filter((other) => other !== way)
  if (lost) return <LostPhone challengeId={challenge.challengeId} onBack={() => setLost(false)} />
  return (
    <Screen key={way} title={t('secondStep')} nav={false}>
      <Step way={way} challenge={challenge} onDone={onDone} />
      {others.length > 0 ? (
        <section className="flex flex-col gap-2">
          <h2 className="font-bold">{t('otherWays')}</h2>
          {others.map((other) => (
            <Button key={other} look="outline" wide onPress={() => choose(other)}>
              {t('verifyBy', { other: sayWay(other) })}
            </Button>
          ))}
        </section>
      ) : null}
      <Button look="quiet" onPress={() => setLost(true)}>
        {t('lostOrChanged')}
      </Button>
      <Button look="quiet" onPress={onRestart}>
        {t('fromStart')}
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
