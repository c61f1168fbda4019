import type { RefusalCode } from '#contract/refusals.ts'
import type { Trouble } from '../../lib/ask.ts'
import { CodeForm } from '../../lib/CodeForm.tsx'
import { t } from '../words/sign-in.ts'

type CodeWay = 'sms' | 'authenticator' | 'recovery_code'

const asks = {
  sms: {
    label: 'smsCode',
    missing: 'smsCodeMissing',
    wrong: 'passcode_wrong',
  },
  authenticator: {
    label: 'authenticatorDigits',
    missing: 'authenticatorDigitsMissing',
    wrong: 'authenticator_code_wrong',
  },
  recovery_code: {
    label: 'recoveryCode',
    missing: 'recoveryCodeMissing',
    wrong: 'recovery_code_wrong',
  },
} as const satisfies Record<CodeWay, { label: string; missing: string; wrong: RefusalCode }>

type CodeStepProps = {
  way: CodeWay
  act: { busy: boolean; trouble: Trouble }
  /** What the button says. */
  deed?: string
  /** Sends the code; says whether it was right. */
  onCode: (code: string) => Promise<boolean>
}

/** A code to type, whichever way it came, in the language in use. */
export function CodeStep({ way, act, deed = t('verify'), onCode }: CodeStepProps) {
  const { label, missing, wrong } = asks[way]
  return (
    <CodeForm
      kind={way === 'recovery_code' ? 'recovery_code' : 'digits'}
      words={{ label: t(label), help: t('recoveryCodeHelp'), missing: t(missing), deed }}
      {...{ wrong, act, onCode }}
    />
  )
}
