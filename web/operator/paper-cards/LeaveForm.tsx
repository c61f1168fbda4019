import { useRef, useState } from 'react'
import { listDepartures, receiveDeparture } from '#contract/desk-leaving.ts'
import type { DeskDocument } from '#contract/recovery.ts'
import { askAnew, useAct } from '../../lib/ask.ts'
import { useTown } from '../../lib/town.ts'
import { makeId } from '../../lib/uuid.ts'
import { Amount } from '../../ui/Amount.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Facts } from '../../ui/ListRow.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { RadioCards } from '../../ui/RadioCards.tsx'
import { announce } from '../../ui/Toast.tsx'
import { OfficeForm } from '../OfficeForm.tsx'
import { DocumentFields } from '../residents/DocumentFields.tsx'
import type { Found } from './FindHolder.tsx'

/** Somebody without a phone leaves, or the heirs come: what is given up is said in yen, and signed for. */
export function LeaveForm({ holder, onClose }: { holder: Found; onClose: () => void }) {
  const { coinName, pointsName } = useTown()
  const [reason, setReason] = useState<'wish' | 'died'>('wish')
  const [seen, setSeen] = useState<DeskDocument[]>([])
  const [signed, setSigned] = useState(false)
  const [tried, setTried] = useState(false)
  const id = useRef(makeId())
  const act = useAct(receiveDeparture)
  const submit = async () => {
    setTried(true)
    if (seen.length === 0 || !signed) return
    const { coin, points } = holder
    const body = { id: id.current, residentId: holder.id, reason, coin, points, documents: seen, signed }
    if (!(await act.send({ body: { ...body, signed: true } }))) return
    announce('退会を受け付けました。別の担当者の承認を待っています。')
    askAnew(listDepartures)
    onClose()
  }
  return (
    <OfficeForm deed="退会を受け付ける" look="danger" {...act} onSubmit={submit} onClose={onClose}>
      <RadioCards
        label="退会の理由"
        value={reason}
        onChange={setReason}
        cards={[
          { value: 'wish', title: 'ご本人の希望' },
          {
            value: 'died',
            title: 'お亡くなりになった',
            note: '受け付けと同時に、カードとお手伝いが止まります',
          },
        ]}
      />
      <Facts
        facts={[
          [`手放す${coinName}`, <Amount key="coin" value={holder.coin} unit="yen" />],
          [`手放す${pointsName}`, <Amount key="points" value={holder.points} unit="points" />],
        ]}
      />
      <Notice tone="warning" title="残高は払い戻せません">
        使い切ってからの退会をおすすめください。転出などで払い戻しができるかは、運営にご確認ください。
      </Notice>
      <DocumentFields seen={seen} onChange={setSeen} tried={tried} />
      <div>
        <Checkbox checked={signed} onChange={setSigned}>
          残高を手放すことを金額で説明し、署名をいただきました
        </Checkbox>
        {tried && !signed ? (
          <p role="alert" className="text-red-900">
            署名を確かめてください。
          </p>
        ) : null}
      </div>
    </OfficeForm>
  )
}
