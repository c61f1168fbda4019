import { type FormEvent, useState } from 'react'
import type { RefusalCode } from '#contract/refusals.ts'
import { Button } from '../ui/Button.tsx'
import { CodeField, codeLength } from '../ui/CodeField.tsx'
import { TextField } from '../ui/TextField.tsx'
import { codeOf, type Trouble } from './ask.ts'
import { focusFirst } from './focus.ts'
import { TroubleNotice, useTroubleWords } from './Trouble.tsx'

type CodeFormProps = {
  /** Six digits, or a recovery code. */
  kind: 'digits' | 'recovery_code'
  words: {
    label: string
    help?: string
    missing: string
    /** What the button says. */
    deed: string
  }
  /** The refusal that is said at the field. */
  wrong: RefusalCode
  act: { busy: boolean; trouble: Trouble }
  /** Sends the code; says whether it was right. */
  onCode: (code: string) => Promise<boolean>
}

/** A recovery code as it is sent, however it was typed. */
export const plainCode = (typed: string): string => typed.normalize('NFKC').replaceAll(/[\s-]/g, '')

/** Whether a code is too short to be one, so that it need not be sent. */
export const isShort = (kind: CodeFormProps['kind'], code: string): boolean =>
  kind === 'recovery_code' ? !/^[0-9A-Za-z]{10}$/.test(code) : code.length < codeLength

/** A code to type, whichever way it came. */
export function CodeForm({ kind, words, wrong, act, onCode }: CodeFormProps) {
  const { label, help, missing, deed } = words
  const [code, setCode] = useState('')
  const [tooShort, setTooShort] = useState(false)
  const say = useTroubleWords()
  const refused = codeOf(act.trouble) === wrong && act.trouble ? say(act.trouble) : undefined
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const typed = kind === 'recovery_code' ? plainCode(code) : code
    const short = isShort(kind, typed)
    setTooShort(short)
    if (!short && (await onCode(typed))) return
    if (!short) setCode('')
    focusFirst(form)
  }
  const field = { label, value: code, onChange: setCode, error: tooShort ? missing : refused }
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
      {kind === 'recovery_code' ? (
        <TextField {...field} {...(help ? { help } : {})} autoComplete="off" />
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
