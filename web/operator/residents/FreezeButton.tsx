import { type FormEvent, useRef, useState } from 'react'
import { findResidents, freezeResident, unfreezeResident } from '#contract/operators.ts'
import { queryClient, useAct } from '../../lib/ask.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { makeId } from '../../lib/uuid.ts'
import { Button } from '../../ui/Button.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { announce } from '../../ui/Toast.tsx'
import type { Resident } from './ResidentsPage.tsx'

/** Freezes a resident or lifts the freeze; both need a reason, which is kept. */
export function FreezeButton({ resident }: { resident: Resident }) {
  const [open, setOpen] = useState(false)
  const deed = resident.frozen ? '停止を解除する' : '停止する'
  return (
    <>
      <Button
        look={resident.frozen ? 'outline' : 'danger'}
        label={`${resident.name || resident.mail}の利用を${deed}`}
        onPress={() => setOpen(true)}
      >
        {deed}
      </Button>
      <Sheet
        title={resident.frozen ? '停止を解除しますか？' : '利用を停止しますか？'}
        open={open}
        onClose={() => setOpen(false)}
      >
        <ReasonForm resident={resident} deed={deed} onClose={() => setOpen(false)} />
      </Sheet>
    </>
  )
}

type ReasonFormProps = { resident: Resident; deed: string; onClose: () => void }

function ReasonForm({ resident, deed, onClose }: ReasonFormProps) {
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const id = useRef(makeId())
  const act = useAct(resident.frozen ? unfreezeResident : freezeResident)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (reason.trim() === '') return
    const body = { id: id.current, reason: reason.trim() }
    if (!(await act.send({ params: { residentId: resident.id }, body }))) return
    onClose()
    announce(resident.frozen ? '停止を解除しました。' : '利用を停止しました。')
    await queryClient.invalidateQueries({ queryKey: [findResidents.path] })
  }
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      <p>
        {resident.name}（{resident.mail}）
      </p>
      <TextField
        label="理由"
        help="記録に残ります。"
        value={reason}
        onChange={setReason}
        maxLength={400}
        error={tried && reason.trim() === '' ? '理由を入力してください。' : undefined}
      />
      <TroubleNotice trouble={act.trouble} />
      <Button type="submit" look={resident.frozen ? 'coin' : 'danger'} wide busy={act.busy}>
        {deed}
      </Button>
      <Button look="quiet" onPress={onClose}>
        キャンセル
      </Button>
    </form>
  )
}
