import { useState } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import { decideAccountChange, listAccountChanges, proposeAccountChange } from '#contract/store-data.ts'
import { askAnew, useAct, useAsk } from '../../lib/ask.ts'
import { dayOf, sayDay, sayMinute } from '../../lib/time.ts'
import { Asked, TroubleNotice } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { Facts } from '../../ui/ListRow.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { announce } from '../../ui/Toast.tsx'
import { Desk } from '../Desk.tsx'
import { OfficeForm } from '../OfficeForm.tsx'
import { SecondPerson } from '../SecondPerson.tsx'
import { WaitingChanges } from './WaitingChanges.tsx'

type Change = ReplyOf<typeof listAccountChanges>['changes'][number]

const refresh = () => askAnew(listAccountChanges)

/** Accounts that merchants want to be paid out to: made sure of by one person, confirmed by another. */
export function AccountChangesPage() {
  return (
    <Desk title="振込先の変更">
      <p className="max-w-2xl">
        登録済みの電話番号にかけて、本人の申し込みかを確かめてください。確定すると店主全員にメールで知らせ、待つ日数のあとに有効になります。
      </p>
      <Asked of={useAsk(listAccountChanges)}>
        {({ changes }) => <WaitingChanges changes={changes} Card={ChangeCard} />}
      </Asked>
    </Desk>
  )
}

function sayAccount(account: Change['to'] | null): string {
  if (!account) return '登録なし'
  const { bankName, branchName, kind, number, holderKana } = account
  return [bankName, branchName, kind === 'futsu' ? '普通' : '当座', number, holderKana].join(' ')
}

function ChangeCard({ change }: { change: Change }) {
  return (
    <article
      aria-label={`${change.merchantName}の振込先の変更`}
      className="flex h-full flex-col gap-3 rounded-16 border-2 border-line bg-card p-4"
    >
      <h2 className="text-lg font-bold">{change.merchantName}</h2>
      <Facts
        facts={[
          ['お店', change.storeNames.join('、')],
          ['申し込み', `${change.requestedBy}・${sayMinute(change.requestedAt)}`],
          ['いまの口座', sayAccount(change.from)],
          ['新しい口座', sayAccount(change.to)],
        ]}
      />
      {change.from && !change.sameHolder ? (
        <Notice tone="warning">名義が、いまの口座と違います。</Notice>
      ) : null}
      {change.validFrom ? (
        <Waiting change={change} from={change.validFrom} />
      ) : change.proposal ? (
        <Proposed change={change} proposal={change.proposal} />
      ) : (
        <MakeSure change={change} />
      )}
    </article>
  )
}

function useDecision(change: Change) {
  const act = useAct(decideAccountChange)
  const decide = async (decision: 'confirmed' | 'withdrawn') => {
    if (!(await act.send({ params: { id: change.id }, body: { decision } }))) return
    announce(decision === 'confirmed' ? '確定し、店主に知らせました。' : '変更を止めました。')
    refresh()
  }
  return { act, decide }
}

function Waiting({ change, from }: { change: Change; from: string }) {
  const { act, decide } = useDecision(change)
  return (
    <>
      <Notice tone="info">{sayDay(dayOf(from))}から有効になります。</Notice>
      <TroubleNotice trouble={act.trouble} />
      <Button look="outline" busy={act.busy} onPress={() => void decide('withdrawn')}>
        変更を止める
      </Button>
    </>
  )
}

function Proposed({ change, proposal }: { change: Change; proposal: NonNullable<Change['proposal']> }) {
  const { act, decide } = useDecision(change)
  return (
    <>
      <p>
        {proposal.by}が確かめました：<span className="whitespace-pre-line">{proposal.note}</span>
      </p>
      <SecondPerson mine={proposal.mine} act={act} onDecide={decide} />
    </>
  )
}

function MakeSure({ change }: { change: Change }) {
  const [open, setOpen] = useState(false)
  const { act: stopping, decide } = useDecision(change)
  const act = useAct(proposeAccountChange)
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const submit = async () => {
    setTried(true)
    if (note.trim() === '') return
    if (!(await act.send({ params: { id: change.id }, body: { note: note.trim() } }))) return
    setOpen(false)
    announce('記録しました。別の担当者が確定してください。')
    refresh()
  }
  return (
    <div className="mt-auto flex flex-col gap-2">
      <Button onPress={() => setOpen(true)}>確かめたことを記録する</Button>
      <TroubleNotice trouble={stopping.trouble} />
      <Button look="quiet" busy={stopping.busy} onPress={() => void decide('withdrawn')}>
        変更を止める
      </Button>
      <Sheet title="確かめたことを記録する" open={open} onClose={() => setOpen(false)}>
        <OfficeForm deed="記録する" {...act} onSubmit={submit} onClose={() => setOpen(false)}>
          <p>{change.merchantName}</p>
          <TextArea
            label="確かめた方法"
            help="だれに、どの電話番号で確かめたか。記録に残ります。"
            value={note}
            onChange={setNote}
            maxLength={400}
            error={tried && note.trim() === '' ? '確かめた方法を入力してください。' : undefined}
          />
        </OfficeForm>
      </Sheet>
    </div>
  )
}
