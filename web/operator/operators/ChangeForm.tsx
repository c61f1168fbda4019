import { useState } from 'react'
import { proposeOperatorChange } from '#contract/operators.ts'
import { useAct } from '../../lib/ask.ts'
import { makeId } from '../../lib/uuid.ts'
import { ReasonForm } from '../ReasonForm.tsx'
import { changeWords } from './words.ts'

type ChangeFormProps = {
  kind: 'recover' | 'end'
  operatorId: string
  onDone: () => void
  onClose: () => void
}

/** Proposes to set somebody's way in anew, or to end an account. Sent again it is the same wish. */
export function ChangeForm({ kind, operatorId, onDone, onClose }: ChangeFormProps) {
  const [id] = useState(makeId)
  const act = useAct(proposeOperatorChange)
  const propose = async (reason: string) => {
    if (await act.send({ params: { id }, body: { kind, operatorId, reason } })) onDone()
  }
  return (
    <ReasonForm
      about={
        kind === 'recover'
          ? `ご本人であることを、顔を見るか電話で確かめてから申し込んでください。${changeWords[kind].effect}`
          : changeWords[kind].effect
      }
      deed="申し込む"
      look={kind === 'end' ? 'danger' : 'coin'}
      act={act}
      onReason={(reason) => void propose(reason)}
      onClose={onClose}
    />
  )
}
