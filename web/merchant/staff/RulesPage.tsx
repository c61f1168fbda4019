import { type FormEvent, useState } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import { changeStoreRules, readStoreRules } from '#contract/staff.ts'
import { askAnew, useAct, useAsk } from '../../lib/ask.ts'
import { merchantPaths } from '../../lib/paths.ts'
import { Asked, TroubleNotice } from '../../lib/Trouble.tsx'
import { AmountField } from '../../ui/AmountField.tsx'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Select } from '../../ui/Select.tsx'
import { announce } from '../../ui/Toast.tsx'
import { ShopPage } from '../ShopPage.tsx'

type Rules = ReplyOf<typeof readStoreRules>

/** 返金の上限と画面ロック: what the owner settles for everybody at the shop. */
export function RulesPage() {
  const query = useAsk(readStoreRules)
  return (
    <ShopPage title="返金の上限と画面ロック" back={merchantPaths.menu}>
      <Asked of={query}>{(rules) => <RulesForm rules={rules} />}</Asked>
    </ShopPage>
  )
}

const minutes = [1, 2, 3, 5, 10, 15, 30, 60]

function RulesForm({ rules }: { rules: Rules }) {
  const act = useAct(changeStoreRules)
  const [typed, setTyped] = useState(rules)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!(await act.send({ body: typed }))) return
    announce('決めました。すぐに使われます。')
    askAnew(readStoreRules)
  }
  const choices = [...new Set([...minutes, rules.lockMinutes])].toSorted((a, b) => a - b)
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
      <p>1件のお支払いについて、合計でいくらまで戻せるかを決めます。店主には上限がありません。</p>
      <Limit
        who="レジ"
        note="レジの人が返金できるのは、お支払いの当日だけです。"
        value={typed.tillRefundLimit}
        onChange={(tillRefundLimit) => setTyped({ ...typed, tillRefundLimit })}
      />
      <Limit
        who="店長"
        value={typed.managerRefundLimit}
        onChange={(managerRefundLimit) => setTyped({ ...typed, managerRefundLimit })}
      />
      <Select
        label="レジの端末の画面ロック"
        value={String(typed.lockMinutes)}
        onChange={(chosen) => setTyped({ ...typed, lockMinutes: Number(chosen) })}
        options={choices.map((each) => ({
          value: String(each),
          label: `${each}分さわらないとロックする`,
        }))}
      />
      <TroubleNotice trouble={act.trouble} />
      <Button type="submit" size="large" wide busy={act.busy}>
        決める
      </Button>
    </form>
  )
}

type LimitProps = {
  who: string
  note?: string
  value: number | null
  onChange: (value: number | null) => void
}

/** Nothing in the field is nothing that may go back; no limit is said by a tick. */
function Limit({ who, note, value, onChange }: LimitProps) {
  return (
    <fieldset className="flex flex-col gap-2 rounded-16 border border-line bg-card p-4">
      <legend className="sr-only">{who}の返金</legend>
      <p className="font-bold">{who}の返金</p>
      {note ? <p className="text-sm text-ink-soft">{note}</p> : null}
      <Checkbox checked={value === null} onChange={(free) => onChange(free ? null : 3000)}>
        上限を決めない
      </Checkbox>
      {value === null ? null : (
        <AmountField
          label={`${who}が戻せる金額`}
          help="0円にすると、返金はできません。"
          unit="円"
          value={value}
          onChange={(next) => onChange(next ?? 0)}
        />
      )}
    </fieldset>
  )
}
