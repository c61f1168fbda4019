import { type FormEvent, useRef, useState } from 'react'
import {
  decideResolution,
  type DifferenceRow,
  noteDifference,
  proposeResolution,
  type Resolution,
  resolutionsOf,
} from '#contract/reconciliation.ts'
import { useAct } from '../../lib/ask.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { makeId } from '../../lib/uuid.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { RadioCards } from '../../ui/RadioCards.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { announce } from '../../ui/Toast.tsx'
import { type Known, refresh } from './known.ts'
import { resolutionWords } from './words.ts'

/** One person says how it ends, and why. */
export function ProposeForm({ difference }: { difference: DifferenceRow }) {
  const [resolution, setResolution] = useState<Resolution | null>(null)
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const id = useRef(makeId())
  const act = useAct(proposeResolution)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (resolution === null || note.trim() === '') return
    const body = { id: id.current, resolution, note: note.trim() }
    if (!(await act.send({ params: { id: difference.id }, body }))) return
    announce('提案しました。ほかの担当者が確定すると終わります。')
    await refresh()
  }
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      <RadioCards
        label="終わらせ方"
        value={resolution}
        onChange={setResolution}
        cards={resolutionsOf[difference.kind].map((value) => ({ value, ...resolutionWords[value] }))}
      />
      {tried && resolution === null ? <p className="text-red-900">終わらせ方を選んでください。</p> : null}
      <TextField
        label="理由"
        help="だれに何を確かめたか。記録に残ります。"
        value={note}
        onChange={setNote}
        maxLength={1000}
        error={tried && note.trim() === '' ? '理由を入力してください。' : undefined}
      />
      <TroubleNotice trouble={act.trouble} />
      <Button type="submit" wide busy={act.busy}>
        提案する
      </Button>
    </form>
  )
}

type DecideFormProps = { known: Known; resolution: Resolution; mayDecide: boolean }

/** Another person confirms it, or sends it back. */
export function DecideForm({ known, resolution, mayDecide }: DecideFormProps) {
  const [note, setNote] = useState('')
  const id = useRef(makeId())
  const act = useAct(decideResolution)
  const proposal = known.notes.findLast((each) => each.act === 'proposed')
  const decide = async (confirm: boolean) => {
    const body = { id: id.current, confirm, note: note.trim() }
    if (!(await act.send({ params: { id: known.difference.id }, body }))) return
    announce(confirm ? '確定しました。' : '差し戻しました。')
    await refresh()
  }
  return (
    <div className="flex flex-col gap-4">
      <Notice title={`提案：${resolutionWords[resolution].title}`}>
        {proposal ? `${proposal.operator ?? ''}「${proposal.note}」` : null}
      </Notice>
      {mayDecide ? (
        <>
          <TextField label="ひとこと（なくてもよい）" value={note} onChange={setNote} maxLength={1000} />
          <TroubleNotice trouble={act.trouble} />
          <Button wide busy={act.busy} onPress={() => void decide(true)}>
            確定する
          </Button>
          <Button look="quiet" onPress={() => void decide(false)}>
            差し戻す
          </Button>
        </>
      ) : (
        <p>提案した人は確定できません。ほかの担当者が確定すると終わります。</p>
      )}
    </div>
  )
}

/** What was found out meanwhile, for whoever looks next. */
export function NoteForm({ id: differenceId }: { id: string }) {
  const [note, setNote] = useState('')
  const id = useRef(makeId())
  const act = useAct(noteDifference)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (note.trim() === '') return
    if (!(await act.send({ params: { id: differenceId }, body: { id: id.current, note: note.trim() } })))
      return
    id.current = makeId()
    setNote('')
    await refresh()
  }
  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-3 border-t border-line pt-4">
      <TextField label="メモ" value={note} onChange={setNote} maxLength={1000} />
      <TroubleNotice trouble={act.trouble} />
      <Button type="submit" look="outline" busy={act.busy}>
        メモを残す
      </Button>
    </form>
  )
}
