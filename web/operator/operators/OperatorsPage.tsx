import { useState } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import { decideOperatorChange, listOperators } from '#contract/operators.ts'
import { askAnew, useAct, useAsk } from '../../lib/ask.ts'
import { sayMinute } from '../../lib/time.ts'
import { Asked } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { announce } from '../../ui/Toast.tsx'
import { Desk } from '../Desk.tsx'
import { SecondPerson } from '../SecondPerson.tsx'
import { ChangeForm } from './ChangeForm.tsx'
import { InviteForm } from './InviteForm.tsx'
import { changeWords } from './words.ts'

type Reply = ReplyOf<typeof listOperators>
type Operator = Reply['operators'][number]
type Waiting = Reply['waiting'][number]

/** 担当者: who belongs to the office and its counters, and what waits for a second person. */
export function OperatorsPage() {
  const [inviting, setInviting] = useState(false)
  const proposed = () => {
    setInviting(false)
    announce('登録しました。別の担当者が確定してください。')
    askAnew(listOperators)
  }
  return (
    <Desk title="担当者">
      <p className="max-w-2xl">
        招待、ログインの設定し直し、登録の終了は、1人が申し込み、別の担当者が確かめると行われます。自分のことは、自分では申し込めません。
      </p>
      <div>
        <Button onPress={() => setInviting(true)}>担当者を招待する</Button>
      </div>
      <Sheet title="担当者の招待" open={inviting} onClose={() => setInviting(false)}>
        {inviting ? <InviteForm onDone={proposed} onClose={() => setInviting(false)} /> : null}
      </Sheet>
      <Asked of={useAsk(listOperators)}>
        {({ operators, waiting }) => (
          <>
            {waiting.length === 0 ? null : <WaitingList waiting={waiting} />}
            <section className="flex flex-col gap-3">
              <h2 className="text-lg font-bold">いまの担当者</h2>
              <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,22rem),1fr))] gap-4">
                {operators.map((each) => (
                  <li key={each.id}>
                    <OperatorCard operator={each} onProposed={proposed} />
                  </li>
                ))}
              </ul>
            </section>
          </>
        )}
      </Asked>
    </Desk>
  )
}

/** How far somebody is with getting in. */
function sayStanding({ signsIn, secondStep }: Operator): string {
  if (!signsIn) return '招待中（まだログインしていません）'
  return secondStep ? '2段階認証：設定済み' : '2段階認証：未設定'
}

type OperatorCardProps = { operator: Operator; onProposed: () => void }

function OperatorCard({ operator, onProposed }: OperatorCardProps) {
  const [open, setOpen] = useState<'recover' | 'end' | null>(null)
  const { id, name, mail, place, you } = operator
  return (
    <article className="flex h-full flex-col gap-2 rounded-16 border border-line bg-card p-4">
      <h3 className="font-bold">
        {name}
        {you ? '（あなた）' : ''}
      </h3>
      <p>{place ?? '事務局'}</p>
      {mail ? <p className="text-sm break-all">{mail}</p> : null}
      <p className="text-sm text-ink-soft">{sayStanding(operator)}</p>
      {you ? null : (
        <div className="mt-auto flex flex-wrap gap-2 pt-2">
          <Button
            look="outline"
            label={`${name}さんのログインを設定し直す`}
            onPress={() => setOpen('recover')}
          >
            ログインを設定し直す
          </Button>
          <Button look="quiet" label={`${name}さんの登録を終える`} onPress={() => setOpen('end')}>
            登録を終える
          </Button>
        </div>
      )}
      <Sheet
        title={open ? `${name}さん：${changeWords[open].title}` : ''}
        open={open !== null}
        onClose={() => setOpen(null)}
      >
        {open ? (
          <ChangeForm
            kind={open}
            operatorId={id}
            onClose={() => setOpen(null)}
            onDone={() => {
              setOpen(null)
              onProposed()
            }}
          />
        ) : null}
      </Sheet>
    </article>
  )
}

function WaitingList({ waiting }: { waiting: readonly Waiting[] }) {
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-lg font-bold">確認を待っている申し込み</h2>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,24rem),1fr))] gap-4">
        {waiting.map((change) => (
          <li key={change.id}>
            <WaitingCard change={change} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function WaitingCard({ change }: { change: Waiting }) {
  const act = useAct(decideOperatorChange)
  const { id, kind, name, mail, place, reason, proposedBy, proposedAt, mine } = change
  const { title, effect } = changeWords[kind]
  const decide = async (decision: 'confirmed' | 'withdrawn') => {
    if (!(await act.send({ params: { id }, body: { decision } }))) return
    announce(decision === 'confirmed' ? '確定しました。' : '取り下げました。')
    askAnew(listOperators)
  }
  return (
    <article
      aria-label={`${name}さんの${title}`}
      className="flex h-full flex-col gap-3 rounded-16 border-2 border-yellow-500 bg-card p-4"
    >
      <h3 className="font-bold">
        {title}：{name}さん
      </h3>
      <p>
        {place ?? '事務局'}
        {mail ? <span className="block text-sm break-all">{mail}</span> : null}
      </p>
      <p className="text-sm">
        {proposedBy}が{sayMinute(proposedAt)}に申し込みました。理由：{reason}
      </p>
      <p className="text-sm text-ink-soft">{effect}</p>
      <SecondPerson mine={mine} act={act} onDecide={decide} />
    </article>
  )
}
