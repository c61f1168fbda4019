import { useState } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import { decideListingChange, listListingChanges } from '#contract/store-data.ts'
import { askAnew, useAct, useAsk } from '../../lib/ask.ts'
import { sayMinute } from '../../lib/time.ts'
import { useTown } from '../../lib/town.ts'
import { Asked } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { Facts } from '../../ui/ListRow.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { announce } from '../../ui/Toast.tsx'
import { Desk } from '../Desk.tsx'
import { OfficeForm } from '../OfficeForm.tsx'
import { readPlace, wrongPlace } from '../place.ts'
import { WaitingChanges } from './WaitingChanges.tsx'

type Change = ReplyOf<typeof listListingChanges>['changes'][number]

/** Names, categories and addresses that stores ask for, each beside what holds now. */
export function ListingChangesPage() {
  return (
    <Desk title="お店の情報の変更">
      <p className="max-w-2xl">
        お店の名前・種類・住所の変更です。確かめて確定すると、アプリ・お店のページ・印刷・オープンデータがすぐに変わり、店主にメールで知らせます。
      </p>
      <Asked of={useAsk(listListingChanges)}>
        {({ changes }) => <WaitingChanges changes={changes} Card={ChangeCard} />}
      </Asked>
    </Desk>
  )
}

function ChangeCard({ change }: { change: Change }) {
  const [deed, setDeed] = useState<'confirm' | 'decline' | null>(null)
  const { categories } = useTown()
  const { from, to, number, phone, requestedBy, requestedAt } = change
  const nameOf = (code: string) => categories.find((each) => each.code === code)?.name ?? code
  const compare = (before: string, after: string) => (before === after ? before : `${before} → ${after}`)
  const close = () => setDeed(null)
  return (
    <article
      aria-label={`${from.name}の変更`}
      className="flex h-full flex-col gap-3 rounded-16 border-2 border-line bg-card p-4"
    >
      <h2 className="text-lg font-bold">{from.name}</h2>
      <Facts
        facts={[
          ['番号・電話', `${number}・${phone}`],
          ['申し込み', `${requestedBy}・${sayMinute(requestedAt)}`],
          ['店名', compare(from.name, to.name)],
          ['カナ', compare(from.kana, to.kana)],
          ['種類', compare(nameOf(from.category), nameOf(to.category))],
          ['住所', compare(`${from.address}（${from.ward}）`, `${to.address}（${to.ward}）`)],
        ]}
      />
      <div className="mt-auto flex flex-col gap-2">
        <Button onPress={() => setDeed('confirm')}>確かめて確定する</Button>
        <Button look="quiet" onPress={() => setDeed('decline')}>
          見送る
        </Button>
      </div>
      <Sheet title={deed === 'decline' ? '見送る' : '確定する'} open={deed !== null} onClose={close}>
        {deed === 'confirm' ? <ConfirmForm change={change} onClose={close} /> : null}
        {deed === 'decline' ? <DeclineForm change={change} onClose={close} /> : null}
      </Sheet>
    </article>
  )
}

type FormProps = { change: Change; onClose: () => void }

function ConfirmForm({ change: { id, to, latitude, longitude }, onClose }: FormProps) {
  const act = useAct(decideListingChange)
  const [typed, setTyped] = useState(`${latitude}, ${longitude}`)
  const [tried, setTried] = useState(false)
  const place = readPlace(typed)
  const submit = async () => {
    setTried(true)
    const body = place && { decision: 'confirmed' as const, reason: '', ...place }
    if (!body || !(await act.send({ params: { id }, body }))) return
    onClose()
    announce('確定し、店主に知らせました。')
    askAnew(listListingChanges)
  }
  return (
    <OfficeForm deed="確定する" {...act} onSubmit={submit} onClose={onClose}>
      <p>
        {to.name}　{to.address}
      </p>
      <TextField
        label="地図の位置（緯度, 経度）"
        help="はじめの値は、いまの位置です。住所が変わるときは、地図で調べた位置に直してください。"
        value={typed}
        onChange={setTyped}
        maxLength={40}
        error={tried && !place ? wrongPlace : undefined}
      />
    </OfficeForm>
  )
}

function DeclineForm({ change: { id, latitude, longitude }, onClose }: FormProps) {
  const act = useAct(decideListingChange)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const submit = async () => {
    setTried(true)
    if (reason.trim() === '') return
    const body = { decision: 'declined' as const, reason: reason.trim(), latitude, longitude }
    if (!(await act.send({ params: { id }, body }))) return
    onClose()
    announce('見送り、店主に知らせました。')
    askAnew(listListingChanges)
  }
  return (
    <OfficeForm deed="見送る" {...act} onSubmit={submit} onClose={onClose}>
      <TextArea
        label="理由"
        help="このまま店主のメールに載ります。"
        value={reason}
        onChange={setReason}
        maxLength={400}
        error={tried && reason.trim() === '' ? '理由を入力してください。' : undefined}
      />
    </OfficeForm>
  )
}
