import { startAuthentication, type PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser'
import { useState } from 'react'
import { startPasskeyStep } from '#contract/sign-in.ts'
import { type Trouble, useAct } from '../../lib/ask.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'

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
      <p>この端末のパスキー（指紋・顔・暗証番号）で認証します。</p>
      {closed ? (
        <Notice tone="bad">パスキーを使えませんでした。もう一度試すか、ほかの方法を選んでください。</Notice>
      ) : null}
      <TroubleNotice trouble={start.trouble ?? act.trouble} />
      <Button size="large" wide busy={start.busy || act.busy} onPress={() => void ask()}>
        パスキーで認証する
      </Button>
    </>
  )
}
