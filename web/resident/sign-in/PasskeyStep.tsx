import { startAuthentication, type PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser'
import { useState } from 'react'
import { startPasskeyStep } from '#contract/sign-in.ts'
import { type Trouble, useAct } from '../../lib/ask.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { t } from '../words/sign-in.ts'

type PasskeyStepProps = {
  challengeId: string
  act: { busy: boolean; trouble: Trouble }
  onCredential: (credential: Record<string, unknown>) => Promise<void>
}

/** Asks the device for a passkey; closing its window is no failure, only a second look. */
export function PasskeyStep({ challengeId, act, onCredential }: PasskeyStepProps) {
  const [closed, setClosed] = useState(false)
  const start = useAct(startPasskeyStep)
  const ask = async () => {
    setClosed(false)
    const reply = await start.send({ body: { challengeId } })
    if (!reply) return
    const optionsJSON = reply.options as unknown as PublicKeyCredentialRequestOptionsJSON
    const credential = await startAuthentication({ optionsJSON }).catch(() => null)
    if (credential) await onCredential({ ...credential })
    else setClosed(true)
  }
  return (
    <>
      <p>{t('passkeyHere')}</p>
      {closed ? <Notice tone="bad">{t('passkeyFailed')}</Notice> : null}
      <TroubleNotice trouble={start.trouble ?? act.trouble} />
      <Button size="large" wide busy={start.busy || act.busy} onPress={() => void ask()}>
        {t('passkeyVerify')}
      </Button>
    </>
  )
}
