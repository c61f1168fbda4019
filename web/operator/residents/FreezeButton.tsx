import { useRef, useState } from 'react'
import { findResidents, freezeResident, unfreezeResident } from '#contract/operators.ts'
import { queryClient, useAct } from '../../lib/ask.ts'
import { makeId } from '../../lib/uuid.ts'
import { Button } from '../../ui/Button.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { announce } from '../../ui/Toast.tsx'
import { ReasonForm } from '../ReasonForm.tsx'
import type { Resident } from './ResidentsPage.tsx'
import { sayWho } from './say-who.ts'

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
        <FreezeForm resident={resident} deed={deed} onClose={() => setOpen(false)} />
      </Sheet>
    </>
  )
}

type FreezeFormProps = { resident: Resident; deed: string; onClose: () => void }

function FreezeForm({ resident, deed, onClose }: FreezeFormProps) {
  const id = useRef(makeId())
  const act = useAct(resident.frozen ? unfreezeResident : freezeResident)
  const send = async (reason: string) => {
    if (!(await act.send({ params: { residentId: resident.id }, body: { id: id.current, reason } }))) return
    onClose()
    announce(resident.frozen ? '停止を解除しました。' : '利用を停止しました。')
    await queryClient.invalidateQueries({ queryKey: [findResidents.path] })
  }
  const look = resident.frozen ? 'coin' : 'danger'
  return (
    <ReasonForm
      {...{ about: sayWho(resident), deed, look, act, onClose }}
      onReason={(reason) => void send(reason)}
    />
  )
}
