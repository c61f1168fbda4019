import type { Trouble } from '../../lib/ask.ts'
import { AuthenticatorSecret } from '../../lib/AuthenticatorSecret.tsx'
import { CodeForm } from '../../lib/CodeForm.tsx'
import { secretWords, wayWords } from './words.ts'

type ScanAndConfirmProps = {
  secret: { secret: string; uri: string }
  act: { busy: boolean; trouble: Trouble }
  /** Sends the digits that the app shows; says whether they were right. */
  onCode: (code: string) => Promise<boolean>
}

/** A new authenticator app takes the secret and shows its first digits. */
export function ScanAndConfirm({ secret, act, onCode }: ScanAndConfirmProps) {
  return (
    <>
      <AuthenticatorSecret secret={secret} words={secretWords} />
      <CodeForm
        kind="digits"
        words={{ ...wayWords.authenticator, deed: '設定を完了する' }}
        wrong="authenticator_code_wrong"
        act={act}
        onCode={onCode}
      />
    </>
  )
}
