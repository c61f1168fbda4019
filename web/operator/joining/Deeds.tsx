import { useState } from 'react'
import { askApplicant, decideApproval, declineApplication, proposeApproval } from '#contract/joining.ts'
import { useAct } from '../../lib/ask.ts'
import { sayMinute } from '../../lib/time.ts'
import { makeId } from '../../lib/uuid.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { announce } from '../../ui/Toast.tsx'
import { OfficeForm } from '../OfficeForm.tsx'
import { readPlace, wrongPlace } from '../place.ts'
import { SecondPerson } from '../SecondPerson.tsx'
import type { Known } from './ApplicationPage.tsx'
import { refresh } from './refresh.ts'
import { itemWords } from './words.ts'

type Deed = 'ask' | 'propose' | 'decline'

const titles: Record<Deed, string> = {
  ask: '申込者に質問する',
  propose: '承認を提案する',
  decline: '見送る',
}

/** What can be done with an application that is open. */
export function Deeds({ known }: { known: Known }) {
  const [deed, setDeed] = useState<Deed | null>(null)
  const close = () => setDeed(null)
  const missing = Object.keys(itemWords).length - known.checks.length
  return (
    <section
      aria-label="このお申し込みを進める"
      className="flex flex-col gap-3 rounded-16 border border-line bg-card p-4"
    >
      {known.proposal ? <Proposal known={known} proposal={known.proposal} /> : null}
      {known.state === 'asked' ? (
        <Notice tone="info">質問の返事を待っています。返事が届くと、続きを進められます。</Notice>
      ) : null}
      {known.proposal || known.state === 'asked' ? null : (
        <>
          <Button disabled={missing > 0} onPress={() => setDeed('propose')}>
            承認を提案する
          </Button>
          {missing > 0 ? (
            <p className="text-sm text-ink-soft">あと{missing}項目を確認すると、提案できます。</p>
          ) : null}
        </>
      )}
      {known.state === 'asked' ? null : (
        <Button look="outline" onPress={() => setDeed('ask')}>
          質問する
        </Button>
      )}
      <Button look="quiet" onPress={() => setDeed('decline')}>
        見送る
      </Button>
      <Sheet title={deed ? titles[deed] : ''} open={deed !== null} onClose={close}>
        {deed === 'ask' ? <AskForm id={known.id} onClose={close} /> : null}
        {deed === 'propose' ? <ProposeForm known={known} onClose={close} /> : null}
        {deed === 'decline' ? <DeclineForm id={known.id} onClose={close} /> : null}
      </Sheet>
    </section>
  )
}

function Proposal({ known, proposal }: { known: Known; proposal: NonNullable<Known['proposal']> }) {
  const act = useAct(decideApproval)
  const decide = async (decision: 'confirmed' | 'withdrawn') => {
    const done = await act.send({ params: { applicationId: known.id }, body: { decision } })
    if (!done) return
    announce(
      done.storeNumber ? `承認しました。お店の番号は ${done.storeNumber} です。` : '提案を取り下げました。',
    )
    await refresh()
  }
  return (
    <>
      <h2 className="text-lg font-bold">承認の提案</h2>
      <p>
        {proposal.by}が{sayMinute(proposal.at)}に提案しました。地図の位置は {proposal.latitude},{' '}
        {proposal.longitude} です。
      </p>
      <p className="text-sm text-ink-soft">
        確定すると、お店・番号・コード・振込先・店長のログインが一度に用意され、メールで知らせます。
      </p>
      <SecondPerson mine={proposal.mine} act={act} onDecide={decide} />
    </>
  )
}

function AskForm({ id, onClose }: { id: string; onClose: () => void }) {
  const act = useAct(askApplicant)
  const [questionId] = useState(makeId)
  const [text, setText] = useState('')
  const [tried, setTried] = useState(false)
  const submit = async () => {
    setTried(true)
    if (text.trim() === '') return
    const body = { id: questionId, text: text.trim() }
    if (!(await act.send({ params: { applicationId: id }, body }))) return
    onClose()
    announce('質問をメールで送りました。')
    await refresh()
  }
  return (
    <OfficeForm deed="質問を送る" {...act} onSubmit={submit} onClose={onClose}>
      <TextArea
        label="質問"
        help="このまま申込者のメールに載ります。返事と書類の追加は、申込者のページで受け取ります。"
        value={text}
        onChange={setText}
        maxLength={2000}
        rows={6}
        error={tried && text.trim() === '' ? '質問を入力してください。' : undefined}
      />
    </OfficeForm>
  )
}

function DeclineForm({ id, onClose }: { id: string; onClose: () => void }) {
  const act = useAct(declineApplication)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const submit = async () => {
    setTried(true)
    if (reason.trim() === '') return
    if (!(await act.send({ params: { applicationId: id }, body: { reason: reason.trim() } }))) return
    onClose()
    announce('見送りとし、メールで知らせました。')
    await refresh()
  }
  return (
    <OfficeForm deed="見送りを知らせる" look="danger" {...act} onSubmit={submit} onClose={onClose}>
      <TextArea
        label="理由"
        help="このまま申込者のメールに載ります。"
        value={reason}
        onChange={setReason}
        maxLength={1000}
        error={tried && reason.trim() === '' ? '理由を入力してください。' : undefined}
      />
    </OfficeForm>
  )
}

function ProposeForm({ known, onClose }: { known: Known; onClose: () => void }) {
  const act = useAct(proposeApproval)
  const [typed, setTyped] = useState(known.place ? `${known.place.latitude}, ${known.place.longitude}` : '')
  const [tried, setTried] = useState(false)
  const place = readPlace(typed)
  const submit = async () => {
    setTried(true)
    if (!place) return
    if (!(await act.send({ params: { applicationId: known.id }, body: place }))) return
    onClose()
    announce('提案しました。別の担当者が確定してください。')
    await refresh()
  }
  return (
    <OfficeForm deed="提案する" {...act} onSubmit={submit} onClose={onClose}>
      <p>{known.form.address}</p>
      <TextField
        label="地図の位置（緯度, 経度）"
        help={`はじめの値は${known.form.ward}のお店の真ん中です。地図で調べた位置に直してください。`}
        value={typed}
        onChange={setTyped}
        maxLength={40}
        error={tried && !place ? wrongPlace : undefined}
      />
    </OfficeForm>
  )
}
