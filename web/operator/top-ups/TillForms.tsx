import { type FormEvent, useRef, useState } from 'react'
import { closeTill, openTill } from '#contract/counters.ts'
import { codeOf, useAct } from '../../lib/ask.ts'
import { sayYen } from '../../lib/numbers.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { makeId } from '../../lib/uuid.ts'
import { AmountField } from '../../ui/AmountField.tsx'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { announce } from '../../ui/Toast.tsx'
import type { Till } from './CounterPage.tsx'
import { sayDifference } from './till-words.ts'

/** The morning: what is in the drawer. */
export function OpenTillForm({ onDone }: { onDone: () => Promise<void> }) {
  const [opening, setOpening] = useState<number | null>(null)
  const [tried, setTried] = useState(false)
  const id = useRef(makeId())
  const act = useAct(openTill)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (opening === null) return
    if (await act.send({ body: { id: id.current, opening } })) await onDone()
  }
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex max-w-xl flex-col gap-4">
      <p>レジの現金を数えて、金額を入力してください。</p>
      <AmountField
        label="はじめの現金（釣銭）"
        unit="円"
        large
        value={opening}
        onChange={setOpening}
        error={tried && opening === null ? '金額を入力してください。なければ0と入力します。' : undefined}
      />
      <TroubleNotice trouble={act.trouble} />
      <Button type="submit" size="large" wide busy={act.busy}>
        レジを開く
      </Button>
    </form>
  )
}

type CloseTillFormProps = { till: Till; onClose: () => void; onDone: () => Promise<void> }

/** The evening: what was counted, the difference, and a word about it where there is one. */
export function CloseTillForm({ till, onClose, onDone }: CloseTillFormProps) {
  const [counted, setCounted] = useState<number | null>(null)
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const act = useAct(closeTill)
  const difference = counted === null ? null : counted - till.expected
  const wordMissing = difference !== null && difference !== 0 && note.trim() === ''
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (counted === null || wordMissing) return
    const closed = await act.send({ params: { tillId: till.id }, body: { counted, note: note.trim() } })
    if (!closed) {
      // A charge was taken meanwhile: what must be there has changed.
      if (codeOf(act.trouble) === 'till_note_needed') await onDone()
      return
    }
    onClose()
    announce('レジを締めました。')
    await onDone()
  }
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      <p>
        あるはずの現金は<strong>{sayYen(till.expected)}</strong>です。
      </p>
      <AmountField
        label="数えた現金"
        unit="円"
        large
        value={counted}
        onChange={setCounted}
        error={tried && counted === null ? '金額を入力してください。' : undefined}
      />
      {difference === null ? null : (
        <Notice tone={difference === 0 ? 'good' : 'warning'}>{sayDifference(difference)}</Notice>
      )}
      {difference ? (
        <TextField
          label="差の理由"
          help="記録に残ります。わからないときは、そのように書いてください。"
          value={note}
          onChange={setNote}
          maxLength={200}
          error={tried && wordMissing ? '理由を入力してください。' : undefined}
        />
      ) : null}
      <TroubleNotice trouble={act.trouble} />
      <Button type="submit" wide busy={act.busy}>
        レジを締める
      </Button>
      <Button look="quiet" onPress={onClose}>
        キャンセル
      </Button>
    </form>
  )
}
