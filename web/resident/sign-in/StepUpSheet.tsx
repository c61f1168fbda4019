import { type FormEvent, useEffect, useState } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import { readWaysIn } from '#contract/federated.ts'
import { finishStepUp, finishStepUpByPasskey, startStepUp, type StepUpWay } from '#contract/sign-in.ts'
import { codeOf, useAct, useAsk } from '../../lib/ask.ts'
import { focusFirst } from '../../lib/focus.ts'
import { TroubleNotice, useTroubleWords } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { CodeStep } from './CodeStep.tsx'
import { PasskeyStep } from './PasskeyStep.tsx'
import { ProviderButtons } from './ProviderButtons.tsx'
import { SmsStep } from './SmsStep.tsx'
import { sayWay } from './way-names.ts'
import { t } from '../words/sign-in.ts'

type Started = ReplyOf<typeof startStepUp>
type StepUpSheetProps = { onDone: () => void; onClose: () => void }

/** Asks the person to prove again who is there, above whatever page wanted it. */
export function StepUpSheet({ onDone, onClose }: StepUpSheetProps) {
  const [started, setStarted] = useState<Started | null>(null)
  const [way, choose] = useState<StepUpWay | null>(null)
  const { send, trouble } = useAct(startStepUp)
  useEffect(() => void send().then(setStarted), [send])
  const chosen = way ?? started?.ways[0]
  return (
    <Sheet title={t('confirmYou')} open onClose={onClose} mustAnswer>
      <p>{t('confirmYouNote')}</p>
      {started || trouble ? null : <Spinner label={t('preparing')} />}
      <TroubleNotice trouble={trouble} />
      {started && !chosen ? <SignInAnew /> : null}
      {started && chosen ? (
        <>
          <div key={chosen} ref={way ? focusFirst : null} className="flex flex-col gap-4">
            <Step way={chosen} started={started} onDone={onDone} />
          </div>
          {started.ways
            .filter((other) => other !== chosen)
            .map((other) => (
              <Button key={other} look="outline" wide onPress={() => choose(other)}>
                {t('confirmBy', { other: sayWay(other) })}
              </Button>
            ))}
        </>
      ) : null}
      <Button look="quiet" onPress={onClose}>
        {t('stop')}
      </Button>
    </Sheet>
  )
}

function Step({ way, started, onDone }: { way: StepUpWay; started: Started; onDone: () => void }) {
  const { challengeId, phoneEnding } = started
  const finish = useAct(finishStepUp)
  const byPasskey = useAct(finishStepUpByPasskey)
  if (way === 'passkey') {
    return (
      <PasskeyStep
        challengeId={challengeId}
        act={byPasskey}
        onCredential={async (credential) => {
          if (await byPasskey.send({ body: { challengeId, credential } })) onDone()
        }}
      />
    )
  }
  const answer = async (code: string) => {
    const reply = await finish.send({ body: { challengeId, way, code } })
    if (reply) onDone()
    return Boolean(reply)
  }
  if (way === 'password') return <PasswordStep act={finish} onPassword={answer} />
  if (way === 'sms') {
    return (
      <SmsStep challenge={{ challengeId, phoneEnding, passcodeSent: false }}>
        <CodeStep way="sms" act={finish} onCode={answer} />
      </SmsStep>
    )
  }
  return <CodeStep way={way} act={finish} onCode={answer} />
}

/** Who has neither password nor second step goes through the provider again and comes back to this page. */
function SignInAnew() {
  const linked = useAsk(readWaysIn).data?.providers ?? []
  return (
    <>
      <p>{t('comesBack')}</p>
      <ProviderButtons deed="signIn" only={linked} next={location.pathname} />
    </>
  )
}

type PasswordStepProps = {
  act: Pick<ReturnType<typeof useAct>, 'busy' | 'trouble'>
  onPassword: (password: string) => Promise<boolean>
}

function PasswordStep({ act, onPassword }: PasswordStepProps) {
  const [password, setPassword] = useState('')
  const [missing, setMissing] = useState(false)
  const say = useTroubleWords()
  const wrong = codeOf(act.trouble) === 'password_wrong' && act.trouble ? say(act.trouble) : undefined
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    setMissing(password === '')
    if (password !== '' && (await onPassword(password))) return
    setPassword('')
    focusFirst(form)
  }
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
      <TextField
        label={t('password')}
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        error={missing ? t('passwordMissing') : wrong}
      />
      <TroubleNotice trouble={act.trouble} except={['password_wrong']} />
      <Button type="submit" size="large" wide busy={act.busy}>
        {t('confirm')}
      </Button>
    </form>
  )
}
