import { type FormEvent, useState } from 'react'
import type { RefusalCode } from '#contract/refusals.ts'
import { codeOf, type Trouble } from '../../lib/ask.ts'
import { focusFirst } from '../../lib/focus.ts'
import { TroubleNotice, useTroubleWords } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { CodeField, codeLength } from '../../ui/CodeField.tsx'
import { TextField } from '../../ui/TextField.tsx'
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

/** A code to type, whichever way it came. */
export function CodeStep({ way, act, deed = t('verify'), onCode }: CodeStepProps) {
  const { label, missing, wrong } = asks[way]
  const [code, setCode] = useState('')
  const [tooShort, setTooShort] = useState(false)
  const say = useTroubleWords()
  const refused = codeOf(act.trouble) === wrong && act.trouble ? say(act.trouble) : undefined
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const typed = way === 'recovery_code' ? code.normalize('NFKC').replaceAll(/[\s-]/g, '') : code
    const short = way === 'recovery_code' ? !/^[0-9A-Za-z]{10}$/.test(typed) : typed.length < codeLength
    setTooShort(short)
    if (!short && (await onCode(typed))) return
    if (!short) setCode('')
    focusFirst(form)
  }
  const field = { label: t(label), value: code, onChange: setCode, error: tooShort ? t(missing) : refused }
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
      {way === 'recovery_code' ? (
        <TextField {...field} help={t('recoveryCodeHelp')} autoComplete="off" />
      ) : (
        <CodeField {...field} />
      )}
      <TroubleNotice trouble={act.trouble} except={[wrong]} />
      <Button type="submit" size="large" wide busy={act.busy}>
        {deed}
      </Button>
    </form>
  )
}
