import { useState } from 'react'
import { signOutResident } from '#contract/operators.ts'
import { useAct } from '../../lib/ask.ts'
import { Button } from '../../ui/Button.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { announce } from '../../ui/Toast.tsx'
import { ReasonForm } from '../ReasonForm.tsx'
import type { Resident } from './ResidentsPage.tsx'
import { sayWho } from './say-who.ts'

/** Ends every session of a resident, for a phone that is gone; signing in again stays possible. */
export function SignOutResidentButton({ resident }: { resident: Resident }) {
  const [open, setOpen] = useState(false)
  const act = useAct(signOutResident)
  const close = () => setOpen(false)
  const send = async (reason: string) => {
    if (!(await act.send({ params: { residentId: resident.id }, body: { reason } }))) return
    close()
    announce('すべての端末からログアウトさせました。')
  }
  return (
    <>
      <Button
        look="outline"
        label={`${resident.name || resident.mail}をすべての端末からログアウトさせる`}
        onPress={() => setOpen(true)}
      >
        ログアウトさせる
      </Button>
      <Sheet title="すべての端末からログアウトさせますか？" open={open} onClose={close}>
        <p>本人は、もう一度ログインすれば使えます。お金とポイントはそのままです。</p>
        <ReasonForm
          {...{ about: sayWho(resident), act, look: 'danger', deed: 'ログアウトさせる' }}
          onReason={(reason) => void send(reason)}
          onClose={close}
        />
      </Sheet>
    </>
  )
}
