import { useState } from 'react'
import { finishOperatorSecondStep, type OperatorEntry, type OperatorWay } from '#contract/operator-sign-in.ts'
import { useAct } from '../../lib/ask.ts'
import { CodeForm } from '../../lib/CodeForm.tsx'
import { Button } from '../../ui/Button.tsx'
import { Page } from '../../ui/Page.tsx'
import { TopBar } from '../../ui/TopBar.tsx'
import { wayWords } from './words.ts'

type SecondStepProps = {
  challenge: Extract<OperatorEntry, { state: 'second_step' }>
  onDone: () => void
  onRestart: () => void
}

/** The second step of signing in to the console: the authenticator app, or a recovery code. */
export function SecondStep({ challenge: { challengeId, ways }, onDone, onRestart }: SecondStepProps) {
  const [way, choose] = useState<OperatorWay>('authenticator')
  const act = useAct(finishOperatorSecondStep)
  const other = ways.find((each) => each !== way)
  const answer = async (code: string) => {
    const reply = await act.send({ body: { challengeId, way, code } })
    if (reply) onDone()
    return Boolean(reply)
  }
  return (
    <Page key={way} title="2段階認証" top={<TopBar />}>
      <CodeForm
        kind={way === 'authenticator' ? 'digits' : 'recovery_code'}
        words={{ ...wayWords[way], deed: '認証' }}
        wrong={`${way === 'authenticator' ? 'authenticator_code' : way}_wrong`}
        act={act}
        onCode={answer}
      />
      {other ? (
        <Button
          look="outline"
          wide
          onPress={() => {
            act.forget()
            choose(other)
          }}
        >
          {wayWords[other].name}で認証する
        </Button>
      ) : null}
      <Button look="quiet" onPress={onRestart}>
        はじめからやり直す
      </Button>
      <p className="text-sm text-ink-soft">
        認証アプリもリカバリーコードも使えないときは、ほかの担当者に、「担当者」のページで「ログインを設定し直す」を申し込んでもらってください。
      </p>
    </Page>
  )
}
