import { useRef, useState } from 'react'
import {
  type DeskDocument,
  deskDocuments,
  listDeskRecoveries,
  openDeskRecovery,
  photoDocuments,
} from '#contract/recovery.ts'
import { queryClient, useAct } from '../../lib/ask.ts'
import { makeId } from '../../lib/uuid.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { OfficeForm, ReasonField } from '../OfficeForm.tsx'
import { CodeHalf } from './CodeHalf.tsx'
import { documentNames } from './document-names.ts'
import type { Resident } from './ResidentsPage.tsx'

/** The resident is at the desk without a phone: what was seen, why, and the first half of the code. */
export function OpenRecoveryButton({ resident }: { resident: Resident }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        look="outline"
        label={`${resident.name || resident.mail}のログインの復旧を受け付ける`}
        onPress={() => setOpen(true)}
      >
        復旧を受け付ける
      </Button>
      <Sheet title="ログインの復旧を受け付ける" open={open} onClose={() => setOpen(false)} mustAnswer>
        <OpenForm resident={resident} onClose={() => setOpen(false)} />
      </Sheet>
    </>
  )
}

function OpenForm({ resident, onClose }: { resident: Resident; onClose: () => void }) {
  const [seen, setSeen] = useState<DeskDocument[]>([])
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const [firstHalf, setFirstHalf] = useState<string | null>(null)
  const id = useRef(makeId())
  const act = useAct(openDeskRecovery)
  const noPhoto = !seen.some((each) => photoDocuments.includes(each))
  const submit = async () => {
    setTried(true)
    if (noPhoto || reason.trim() === '') return
    const body = { id: id.current, documents: seen, reason: reason.trim() }
    const reply = await act.send({ params: { residentId: resident.id }, body })
    if (!reply) return
    setFirstHalf(reply.firstHalf)
    await queryClient.invalidateQueries({ queryKey: [listDeskRecoveries.path] })
  }
  const name = resident.name || resident.mail
  if (firstHalf) {
    return (
      <CodeHalf half={firstHalf} which="前半" name={name} onClose={onClose}>
        別の担当者が「復旧」の画面で承認すると、コードの後半が出ます。両方を本人に渡してください。
      </CodeHalf>
    )
  }
  const toggle = (each: DeskDocument) => (on: boolean) =>
    setSeen(on ? [...seen, each] : seen.filter((other) => other !== each))
  return (
    <OfficeForm deed="受け付ける" {...act} onSubmit={submit} onClose={onClose}>
      <p>
        {resident.name}（{resident.mail}）
      </p>
      <fieldset className="flex flex-col">
        <legend className="font-bold">窓口で確認した書類</legend>
        {deskDocuments.map((each) => (
          <Checkbox key={each} checked={seen.includes(each)} onChange={toggle(each)}>
            {documentNames[each]}
            {photoDocuments.includes(each) ? '（顔写真つき）' : ''}
          </Checkbox>
        ))}
        {tried && noPhoto ? (
          <p role="alert" className="text-red-900">
            顔写真つきの書類を、1つ以上確認してください。
          </p>
        ) : null}
      </fieldset>
      <ReasonField
        value={reason}
        onChange={setReason}
        tried={tried}
        help="記録に残ります。書類の番号は書かないでください。"
      />
    </OfficeForm>
  )
}
