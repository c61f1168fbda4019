import { useState } from 'react'
import type { Trouble } from '../lib/ask.ts'
import { OfficeForm, ReasonField } from './OfficeForm.tsx'

type ReasonFormProps = {
  /** Whom or what it is done to. */
  about?: string
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
  const submit = () => {
    setTried(true)
    if (reason.trim() !== '') onReason(reason.trim())
  }
  return (
    <OfficeForm deed={deed} look={look} {...act} onSubmit={submit} onClose={onClose}>
      {about ? <p>{about}</p> : null}
      <ReasonField value={reason} onChange={setReason} tried={tried} />
    </OfficeForm>
  )
}
