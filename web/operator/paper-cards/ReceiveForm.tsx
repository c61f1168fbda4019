import { useRef, useState } from 'react'
import { receivePaperPerson } from '#contract/paper-cards.ts'
import { type DeskDocument, deskDocuments, photoDocuments } from '#contract/recovery.ts'
import { useAct } from '../../lib/ask.ts'
import { makeId } from '../../lib/uuid.ts'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { announce } from '../../ui/Toast.tsx'
import { OfficeForm } from '../OfficeForm.tsx'
import { documentNames } from '../residents/document-names.ts'
import { isWhole, nobody, WhoFields } from './WhoFields.tsx'

/** Somebody stands here with papers: who it is, what was seen, and that the terms are agreed to. */
export function ReceiveForm({ onDone, onClose }: { onDone: () => void; onClose: () => void }) {
  const [who, setWho] = useState(nobody)
  const [seen, setSeen] = useState<readonly DeskDocument[]>([])
  const [agreed, setAgreed] = useState(false)
  const [tried, setTried] = useState(false)
  const act = useAct(receivePaperPerson)
  const id = useRef(makeId())
  const toggle = (document: DeskDocument) => (on: boolean) =>
    setSeen(on ? [...seen, document] : seen.filter((each) => each !== document))
  const enough = seen.length >= 2 || photoDocuments.some((each) => seen.includes(each))
  const submit = async () => {
    setTried(true)
    if (!isWhole(who) || !enough || !agreed) return
    const done = await act.send({ body: { id: id.current, ...who, documents: [...seen], agreed } })
    if (!done) return
    announce('受け付けました。別の担当者の承認を待っています。')
    onDone()
  }
  return (
    <OfficeForm deed="受け付ける" {...act} onSubmit={submit} onClose={onClose}>
      <WhoFields who={who} onChange={setWho} tried={tried} />
      <fieldset className="flex flex-col">
        <legend className="font-bold">確認した書類（顔写真つき1つ、または2つ以上）</legend>
        {deskDocuments.map((each) => (
          <Checkbox key={each} checked={seen.includes(each)} onChange={toggle(each)}>
            {documentNames[each]}
            {photoDocuments.includes(each) ? '（顔写真つき）' : ''}
          </Checkbox>
        ))}
        {tried && !enough ? (
          <p role="alert" className="text-red-900">
            顔写真つきの書類を1つ、または写真のない書類を2つ以上、確認してください。
          </p>
        ) : null}
      </fieldset>
      <div>
        <Checkbox checked={agreed} onChange={setAgreed}>
          利用規約とプライバシーポリシーを紙でお渡しし、署名をいただきました
        </Checkbox>
        {tried && !agreed ? (
          <p role="alert" className="text-red-900">
            規約への同意を確かめてください。
          </p>
        ) : null}
      </div>
    </OfficeForm>
  )
}
