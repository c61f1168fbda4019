import { useRef, useState } from 'react'
import { listCodeBatches, makeCodeBatch, makeCodeBudget, voidCodeBatch } from '#contract/charge-codes.ts'
import { queryClient, useAct } from '../../lib/ask.ts'
import { sayYen } from '../../lib/numbers.ts'
import { makeId } from '../../lib/uuid.ts'
import { AmountField } from '../../ui/AmountField.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { DayField } from '../../ui/DayField.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { announce } from '../../ui/Toast.tsx'
import { OfficeForm, ReasonField } from '../OfficeForm.tsx'
import type { Batch, Budget } from './CodesPage.tsx'

const refresh = () => queryClient.invalidateQueries({ queryKey: [listCodeBatches.path] })

/** Money that charge codes may be made of. */
export function BudgetForm({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('')
  const [ceiling, setCeiling] = useState<number | null>(null)
  const [tried, setTried] = useState(false)
  const id = useRef(makeId())
  const act = useAct(makeCodeBudget)
  const save = async () => {
    setTried(true)
    if (name.trim() === '' || !ceiling) return
    if (!(await act.send({ body: { id: id.current, name: name.trim(), ceiling } }))) return
    onClose()
    announce('予算を登録しました。')
    await refresh()
  }
  return (
    <OfficeForm deed="登録する" {...act} onSubmit={save} onClose={onClose}>
      <TextField
        label="予算の名前"
        value={name}
        onChange={setName}
        maxLength={60}
        error={tried && name.trim() === '' ? '名前を入力してください。' : undefined}
      />
      <AmountField
        label="上限の金額"
        unit="円"
        value={ceiling}
        onChange={setCeiling}
        error={tried && !ceiling ? '金額を入力してください。' : undefined}
      />
    </OfficeForm>
  )
}

type BatchFormProps = { budgets: Budget[]; onClose: () => void }

/** A batch: what for, how much each, how many, until when, and whether it brings a bonus. */
export function BatchForm({ budgets, onClose }: BatchFormProps) {
  const [budgetId, setBudgetId] = useState(budgets[0]?.id ?? '')
  const [purpose, setPurpose] = useState('')
  const [value, setValue] = useState<number | null>(null)
  const [count, setCount] = useState<number | null>(null)
  const [expiresOn, setExpiresOn] = useState('')
  const [bonus, setBonus] = useState(false)
  const [tried, setTried] = useState(false)
  const id = useRef(makeId())
  const act = useAct(makeCodeBatch)
  const missing = (wrong: boolean, words: string) => (tried && wrong ? words : undefined)
  const save = async () => {
    setTried(true)
    if (purpose.trim() === '' || !value || !count || count > 2000 || expiresOn === '') return
    const body = { id: id.current, budgetId, purpose: purpose.trim(), value, count, expiresOn, bonus }
    if (!(await act.send({ body }))) return
    onClose()
    announce('コードを作りました。印刷して、別の担当者に確定を依頼してください。')
    await refresh()
  }
  return (
    <OfficeForm deed="作る" {...act} onSubmit={save} onClose={onClose}>
      <Select
        label="予算"
        value={budgetId}
        onChange={setBudgetId}
        options={budgets.map((budget) => ({
          value: budget.id,
          label: `${budget.name}（残り${sayYen(budget.left)}）`,
        }))}
      />
      <TextField
        label="目的"
        help="券面と、利用者の履歴に表示されます。"
        value={purpose}
        onChange={setPurpose}
        maxLength={60}
        error={missing(purpose.trim() === '', '目的を入力してください。')}
      />
      <AmountField
        label="1枚の金額"
        unit="円"
        value={value}
        onChange={setValue}
        error={missing(!value, '金額を入力してください。')}
      />
      <AmountField
        label="枚数"
        unit="枚"
        help="一度に2,000枚まで作れます。"
        value={count}
        onChange={setCount}
        error={missing(!count || count > 2000, '1から2,000までの枚数を入力してください。')}
      />
      <DayField
        label="最終利用日"
        value={expiresOn}
        onChange={setExpiresOn}
        error={missing(expiresOn === '', '日を選んでください。')}
      />
      <Checkbox checked={bonus} onChange={setBonus}>
        チャージのボーナスをつける
      </Checkbox>
      {value && count ? <p className="font-bold">合計 {sayYen(value * count)}</p> : null}
    </OfficeForm>
  )
}

/** Ends a batch; a reason stays in the log. */
export function VoidForm({ batch, onClose }: { batch: Batch; onClose: () => void }) {
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const act = useAct(voidCodeBatch)
  const save = async () => {
    setTried(true)
    if (reason.trim() === '') return
    if (!(await act.send({ params: { batchId: batch.id }, body: { reason: reason.trim() } }))) return
    onClose()
    announce('コードを無効にしました。')
    await refresh()
  }
  return (
    <OfficeForm deed="無効にする" {...act} onSubmit={save} onClose={onClose}>
      <p>まだ使われていないコードは、すぐに使えなくなります。元に戻せません。</p>
      <ReasonField value={reason} onChange={setReason} tried={tried} maxLength={200} />
    </OfficeForm>
  )
}
