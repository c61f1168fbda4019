import { type FormEvent, useState } from 'react'
import type { Trouble } from '../lib/ask.ts'
import { TroubleNotice } from '../lib/Trouble.tsx'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/TextField.tsx'

type ReasonFormProps = {
  /** Whom or what it is done to. */
  about: string
  /** What the button says. */
  deed: string
  look: 'coin' | 'danger'
  act: { busy: boolean; trouble: Trouble }
  onReason: (reason: string) => void
  onClose: () => void
}

/** What the office does to somebody has a reason, which is kept. */
export function ReasonForm({ about, deed, look, act, onReason, onClose }: ReasonFormProps) {
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (reason.trim() !== '') onReason(reason.trim())
  }
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      <p>{about}</p>
      <TextField
        label="理由"
        help="記録に残ります。"
        value={reason}
        onChange={setReason}
        maxLength={400}
        error={tried && reason.trim() === '' ? '理由を入力してください。' : undefined}
      />
      <TroubleNotice trouble={act.trouble} />
      <Button type="submit" look={look} wide busy={act.busy}>
        {deed}
      </Button>
      <Button look="quiet" onPress={onClose}>
        キャンセル
      </Button>
    </form>
  )
}
