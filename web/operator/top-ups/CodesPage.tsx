import { useState } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import { codeSheetPath, listCodeBatches, releaseCodeBatch } from '#contract/charge-codes.ts'
import { queryClient, useAct, useAsk } from '../../lib/ask.ts'
import { sayNumber, sayYen } from '../../lib/numbers.ts'
import { sayDay } from '../../lib/time.ts'
import { Asked, TroubleNotice } from '../../lib/Trouble.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { IconPrint } from '../../ui/icons.tsx'
import { Facts } from '../../ui/ListRow.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { announce } from '../../ui/Toast.tsx'
import { Desk } from '../Desk.tsx'
import { BatchForm, BudgetForm, VoidForm } from './CodeForms.tsx'

type Listed = ReplyOf<typeof listCodeBatches>
export type Batch = Listed['batches'][number]
export type Budget = Listed['budgets'][number]

const stateWords: Record<Batch['state'], string> = {
  draft: '準備中（まだ使えません）',
  live: '発行済み',
  over: '期限切れ',
  void: '無効',
}

/** Charge codes: budgets, batches made of them, and who made and who released them. */
export function CodesPage() {
  const query = useAsk(listCodeBatches)
  const [form, setForm] = useState<'budget' | 'batch' | null>(null)
  const close = () => setForm(null)
  return (
    <Desk title="チャージコード">
      <Asked of={query}>
        {({ batches, budgets }) => (
          <>
            <div className="flex flex-wrap gap-3">
              <Button disabled={budgets.length === 0} onPress={() => setForm('batch')}>
                コードを作る
              </Button>
              <Button look="outline" onPress={() => setForm('budget')}>
                予算を登録する
              </Button>
            </div>
            {budgets.length === 0 ? (
              <Notice>コードは予算の中から作ります。先に予算を登録してください。</Notice>
            ) : (
              <Budgets budgets={budgets} />
            )}
            <Batches batches={batches} />
            <Sheet title="予算を登録する" open={form === 'budget'} onClose={close}>
              <BudgetForm onClose={close} />
            </Sheet>
            <Sheet title="コードを作る" open={form === 'batch'} onClose={close}>
              <BatchForm budgets={budgets} onClose={close} />
            </Sheet>
          </>
        )}
      </Asked>
    </Desk>
  )
}

function Budgets({ budgets }: { budgets: Budget[] }) {
  return (
    <section className="flex max-w-xl flex-col gap-2">
      <h2 className="text-lg font-bold">予算の残り</h2>
      <Facts
        facts={budgets.map(({ name, left, ceiling }) => [
          name,
          `${sayYen(left)}（${sayYen(ceiling)}のうち）`,
        ])}
      />
    </section>
  )
}

function Batches({ batches }: { batches: Batch[] }) {
  if (batches.length === 0) return null
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-lg font-bold">作ったコード</h2>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(20rem,1fr))] gap-4">
        {batches.map((batch) => (
          <li key={batch.id}>
            <BatchCard batch={batch} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function BatchCard({ batch }: { batch: Batch }) {
  const [voiding, setVoiding] = useState(false)
  return (
    <article className="flex h-full flex-col gap-2 rounded-16 border border-line bg-card p-4">
      <p className={`font-bold ${batch.state === 'live' ? 'text-green-800' : 'text-ink-soft'}`}>
        {stateWords[batch.state]}
      </p>
      <h3 className="text-lg font-bold">{batch.purpose}</h3>
      <p>
        {sayYen(batch.value)} × {sayNumber(batch.count)}枚（使用済み {sayNumber(batch.used)}枚）
      </p>
      <p className="text-sm">
        {sayDay(batch.expiresOn)}まで・{batch.budgetName}・{batch.bonus ? 'ボーナスの対象' : 'ボーナスなし'}
      </p>
      <p className="text-sm text-ink-soft">
        作成 {batch.madeBy}
        {batch.releasedBy ? `・確定 ${batch.releasedBy}` : ''}
      </p>
      <div className="mt-auto flex flex-wrap gap-2 pt-2">
        {batch.state === 'draft' ? <DraftActs batch={batch} /> : null}
        {batch.state === 'draft' || batch.state === 'live' ? (
          <Button look="quiet" label={`${batch.purpose}を無効にする`} onPress={() => setVoiding(true)}>
            無効にする
          </Button>
        ) : null}
      </div>
      <Sheet title="コードを無効にしますか？" open={voiding} onClose={() => setVoiding(false)}>
        <VoidForm batch={batch} onClose={() => setVoiding(false)} />
      </Sheet>
    </article>
  )
}

/** A draft is printed, and then released by somebody else; the button says so to the one who made it. */
function DraftActs({ batch }: { batch: Batch }) {
  const [asking, setAsking] = useState(false)
  const act = useAct(releaseCodeBatch)
  const release = async () => {
    if (!(await act.send({ params: { batchId: batch.id } }))) return
    setAsking(false)
    announce('発行を確定しました。コードが使えるようになりました。')
    await queryClient.invalidateQueries({ queryKey: [listCodeBatches.path] })
  }
  return (
    <>
      <a
        href={`/api${codeSheetPath.replace(':batchId', batch.id)}`}
        target="_blank"
        rel="noopener"
        className={buttonClass('outline')}
      >
        <IconPrint className="size-5" />
        印刷する（PDF）
      </a>
      {batch.madeByMe ? (
        <p className="self-center text-sm text-ink-soft">確定は、別の担当者が行います。</p>
      ) : (
        <Button onPress={() => setAsking(true)}>発行を確定する</Button>
      )}
      <Sheet title="発行を確定しますか？" open={asking} onClose={() => setAsking(false)}>
        <p>
          {sayYen(batch.value)} × {sayNumber(batch.count)}枚、合計{sayYen(batch.value * batch.count)}
          分のコードが使えるようになります。確定したあとは印刷できません。
        </p>
        <TroubleNotice trouble={act.trouble} />
        <Button wide busy={act.busy} onPress={() => void release()}>
          確定する
        </Button>
        <Button look="quiet" onPress={() => setAsking(false)}>
          キャンセル
        </Button>
      </Sheet>
    </>
  )
}
