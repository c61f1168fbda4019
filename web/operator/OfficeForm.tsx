import type { FormEvent, ReactNode } from 'react'
import type { Trouble } from '../lib/ask.ts'
import { TroubleNotice } from '../lib/Trouble.tsx'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/TextField.tsx'

type OfficeFormProps = {
  children: ReactNode
  /** What the button says. */
  deed: string
  look?: 'coin' | 'danger'
  busy: boolean
  trouble: Trouble
  onSubmit: () => unknown
  onClose: () => void
}

/** A form in a sheet of the office: its fields, what went wrong, the deed, and the way out. */
export function OfficeForm({
  children,
  deed,
  look = 'coin',
  busy,
  trouble,
  onSubmit,
  onClose,
}: OfficeFormProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void onSubmit()
  }
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      {children}
      <TroubleNotice trouble={trouble} />
      <Button type="submit" look={look} wide busy={busy}>
        {deed}
      </Button>
      <Button look="quiet" onPress={onClose}>
        キャンセル
      </Button>
    </form>
  )
}

type ReasonFieldProps = {
  value: string
  onChange: (reason: string) => void
  /** Whether somebody has tried to go on, so that a missing reason is said. */
  tried: boolean
  help?: string
  maxLength?: number
}

/** Why the office does it. */
export function ReasonField({ value, onChange, tried, help, maxLength }: ReasonFieldProps) {
  return (
    <TextField
      label="理由"
      help={help ?? '記録に残ります。'}
      value={value}
      onChange={onChange}
      maxLength={maxLength ?? 400}
      error={tried && value.trim() === '' ? '理由を入力してください。' : undefined}
    />
  )
}
