import { useState } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import { approveDeskRecovery, declineDeskRecovery, listDeskRecoveries } from '#contract/recovery.ts'
import { useAct, useAsk } from '../../lib/ask.ts'
import { sayMinute } from '../../lib/time.ts'
import { Asked, TroubleNotice } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { announce } from '../../ui/Toast.tsx'
import { Desk } from '../Desk.tsx'
import { ReasonForm } from '../ReasonForm.tsx'
import { CodeHalf } from './CodeHalf.tsx'
import { documentNames } from './document-names.ts'

type Recovery = ReplyOf<typeof listDeskRecoveries>['recoveries'][number]
type Refetch = () => Promise<unknown>

/** 復旧: what waits for a second person, and what is approved and not used yet. */
export function RecoveriesPage() {
  const query = useAsk(listDeskRecoveries)
  return (
    <Desk title="ログインの復旧">
      <p>
        スマートフォンをなくした人が窓口に来たときは、「利用者」で受け付けます。承認は、受け付けた人とは別の担当者が行います。
      </p>
      <Asked of={query}>
        {({ recoveries }) =>
          recoveries.length === 0 ? (
            <p>承認を待っている復旧はありません。</p>
          ) : (
            <ul className="grid grid-cols-[repeat(auto-fill,minmax(22rem,1fr))] gap-4">
              {recoveries.map((recovery) => (
                <li key={recovery.id}>
                  <RecoveryCard recovery={recovery} refetch={query.refetch} />
                </li>
              ))}
            </ul>
          )
        }
      </Asked>
    </Desk>
  )
}

function RecoveryCard({ recovery, refetch }: { recovery: Recovery; refetch: Refetch }) {
  const { residentName, mail, phoneEnding, documents, reason, openedBy, openedAt, approvedBy } = recovery
  const facts = [
    ['いまの電話番号', phoneEnding ? `末尾 ${phoneEnding}` : '登録なし'],
    ['確認した書類', documents.map((each) => documentNames[each]).join('、')],
    ['理由', reason],
    ['受け付け', `${openedBy}　${sayMinute(openedAt)}`],
    ...(approvedBy ? [['承認', approvedBy]] : []),
    ...(recovery.usableFrom ? [['使える期間', `${sayMinute(recovery.usableFrom)} から`]] : []),
  ] as [string, string][]
  return (
    <article className="flex h-full flex-col gap-3 rounded-16 border-2 border-line bg-card p-4">
      <h2 className="text-lg font-bold">{residentName || '（お名前の登録なし）'}</h2>
      <p className="text-sm break-all">{mail}</p>
      <dl className="flex flex-col gap-2">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt className="text-sm text-ink-soft">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className="mt-auto flex flex-wrap gap-2 pt-2">
        {approvedBy ? null : <Approve recovery={recovery} refetch={refetch} />}
        <Decline recovery={recovery} refetch={refetch} />
      </div>
    </article>
  )
}

function Approve({ recovery, refetch }: { recovery: Recovery; refetch: Refetch }) {
  const [open, setOpen] = useState(false)
  const [half, setHalf] = useState<{ secondHalf: string; usableFrom: string } | null>(null)
  const act = useAct(approveDeskRecovery)
  const name = recovery.residentName || recovery.mail
  const approve = async () => {
    const reply = await act.send({ params: { recoveryId: recovery.id } })
    if (reply) setHalf(reply)
  }
  const close = () => {
    setOpen(false)
    void refetch()
  }
  if (recovery.mine) {
    return <Notice title="あなたが受け付けました">別の担当者に承認を頼んでください。</Notice>
  }
  return (
    <>
      <Button label={`${name}の復旧を承認する`} onPress={() => setOpen(true)}>
        承認する
      </Button>
      <Sheet title={half ? '承認しました' : '復旧を承認しますか？'} open={open} onClose={close} mustAnswer>
        {half ? (
          <CodeHalf half={half.secondHalf} which="後半" name={name} onClose={close}>
            {sayMinute(half.usableFrom)} から使えます。
          </CodeHalf>
        ) : (
          <>
            <p>{name} さんが窓口にいて、書類の顔写真と同じ人であることを、ご自身の目で確かめてください。</p>
            <p>
              承認すると、すべての端末からログアウトし、登録のメールアドレスと電話番号に知らせが届きます。
            </p>
            <TroubleNotice trouble={act.trouble} />
            <Button wide busy={act.busy} onPress={() => void approve()}>
              確かめました。承認する
            </Button>
            <Button look="quiet" onPress={close}>
              やめる
            </Button>
          </>
        )}
      </Sheet>
    </>
  )
}

function Decline({ recovery, refetch }: { recovery: Recovery; refetch: Refetch }) {
  const [open, setOpen] = useState(false)
  const act = useAct(declineDeskRecovery)
  const decline = async (reason: string) => {
    if (!(await act.send({ params: { recoveryId: recovery.id }, body: { reason } }))) return
    setOpen(false)
    announce('復旧を取り下げました。')
    await refetch()
  }
  return (
    <>
      <Button
        look="outline"
        label={`${recovery.residentName || recovery.mail}の復旧を取り下げる`}
        onPress={() => setOpen(true)}
      >
        取り下げる
      </Button>
      <Sheet title="復旧を取り下げますか？" open={open} onClose={() => setOpen(false)}>
        <ReasonForm
          deed="取り下げる"
          look="danger"
          act={act}
          onReason={(reason) => void decline(reason)}
          onClose={() => setOpen(false)}
        />
      </Sheet>
    </>
  )
}
