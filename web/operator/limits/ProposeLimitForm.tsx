import { useState } from 'react'
import { type LimitName, proposeLimit } from '#contract/limits.ts'
import { useAct } from '../../lib/ask.ts'
import { serverNow } from '../../lib/clock.ts'
import { sayYen } from '../../lib/numbers.ts'
import { addDays, dayOf, fromClock } from '../../lib/time.ts'
import { makeId } from '../../lib/uuid.ts'
import { AmountField } from '../../ui/AmountField.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { OfficeForm, ReasonField } from '../OfficeForm.tsx'

type ProposeLimitFormProps = { name: LimitName; value: number; onClose: () => void; onDone: () => void }

/** A new value of a limit, from when, and why; it waits for a second person. */
export function ProposeLimitForm({ name, value, onClose, onDone }: ProposeLimitFormProps) {
  const [next, setNext] = useState<number | null>(null)
  // The next midnight in Japan: nobody's limit changes in the middle of a day unless somebody wants it.
  const [from, setFrom] = useState(() => `${addDays(dayOf(new Date(serverNow()).toISOString()), 1)}T00:00`)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const [id] = useState(makeId)
  const act = useAct(proposeLimit)
  const submit = async () => {
    setTried(true)
    if (next === null || from === '' || reason.trim() === '') return
    const body = { name, value: next, validFrom: fromClock(from), reason: reason.trim() }
    if (await act.send({ params: { id }, body })) onDone()
  }
  return (
    <OfficeForm deed="登録する" {...act} onSubmit={submit} onClose={onClose}>
      <p>いまは{sayYen(value)}です。</p>
      <AmountField
        label="新しい金額"
        unit="円"
        value={next}
        onChange={setNext}
        error={tried && next === null ? '金額を入力してください。' : undefined}
      />
      <DateField
        label="いつから"
        help="過ぎた日時を選ぶと、確定した時からになります。"
        withTime
        value={from}
        onChange={setFrom}
        error={tried && from === '' ? '日時を選んでください。' : undefined}
      />
      <ReasonField value={reason} onChange={setReason} tried={tried} />
    </OfficeForm>
  )
}
