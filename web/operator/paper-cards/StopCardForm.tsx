import { useState } from 'react'
import { stopPaperCard } from '#contract/paper-cards.ts'
import { useAct } from '../../lib/ask.ts'
import { announce } from '../../ui/Toast.tsx'
import { OfficeForm, ReasonField } from '../OfficeForm.tsx'
import { isWhole, nobody, WhoFields } from './WhoFields.tsx'

/** A card is lost: what the person says must all be right, and then it stops at once. */
export function StopCardForm({ onClose }: { onClose: () => void }) {
  const [who, setWho] = useState(nobody)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const act = useAct(stopPaperCard)
  const submit = async () => {
    setTried(true)
    if (!isWhole(who) || reason.trim() === '') return
    if (!(await act.send({ body: { ...who, reason: reason.trim() } }))) return
    announce('カードを止めました。残高はそのままです。')
    onClose()
  }
  return (
    <OfficeForm deed="カードを止める" look="danger" {...act} onSubmit={submit} onClose={onClose}>
      <p>お電話でも受け付けます。お名前・生年月日・住所を、お客さまに言っていただいてください。</p>
      <WhoFields who={who} onChange={setWho} tried={tried} />
      <ReasonField value={reason} onChange={setReason} tried={tried} />
    </OfficeForm>
  )
}
