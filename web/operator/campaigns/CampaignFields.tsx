import type { ReactNode } from 'react'
import { ageBandWords } from '../../lib/words/campaigns.ts'
import { AmountField } from '../../ui/AmountField.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { RadioCards } from '../../ui/RadioCards.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import type { AgeBand, Draft, Mistakes } from './draft.ts'
import { kindWords } from './words.ts'

type FieldsProps = { draft: Draft; change: (part: Partial<Draft>) => void; mistakes: Mistakes }

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="flex flex-col gap-4 rounded-16 border border-line bg-card p-4">
      <legend className="px-1 text-lg font-bold">{title}</legend>
      {children}
    </fieldset>
  )
}

/** What it is for, what it is called, what it gives, and when it runs. */
export function AboutFields({ draft, change, mistakes }: FieldsProps) {
  return (
    <Group title="内容と期間">
      <RadioCards
        label="対象の行動"
        value={draft.kind}
        onChange={(kind) => change({ kind })}
        cards={[
          { value: 'top_up', title: kindWords.top_up.name, note: kindWords.top_up.note },
          { value: 'payment', title: kindWords.payment.name, note: kindWords.payment.note },
        ]}
      />
      <TextField
        label="名前"
        help="利用者の画面と履歴に出ます。"
        value={draft.name}
        onChange={(name) => change({ name })}
        maxLength={40}
        error={mistakes.name}
      />
      <TextField
        label="率（%）"
        help={`${kindWords[draft.kind].base}に対する割合。1ポイント未満は切り捨てます。`}
        inputMode="text"
        value={draft.rate}
        onChange={(rate) => change({ rate })}
        maxLength={7}
        error={mistakes.rate}
      />
      <TextField
        label="費用を負担する団体"
        value={draft.funding}
        onChange={(funding) => change({ funding })}
        maxLength={40}
        error={mistakes.funding}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <DateField
          label="開始"
          withTime
          value={draft.startsAt}
          onChange={(startsAt) => change({ startsAt })}
          error={mistakes.startsAt}
        />
        <DateField
          label="終了（この時刻の直前まで）"
          withTime
          value={draft.endsAt}
          onChange={(endsAt) => change({ endsAt })}
          error={mistakes.endsAt}
        />
      </div>
    </Group>
  )
}

/** For whom it is. */
export function AudienceFields({ draft, change }: FieldsProps) {
  const toggle = (band: AgeBand, on: boolean) =>
    change({ ageBands: on ? [...draft.ageBands, band] : draft.ageBands.filter((each) => each !== band) })
  return (
    <Group title="対象">
      <AmountField
        label={`${kindWords[draft.kind].base}の最低額（空欄なら制限なし）`}
        unit="円"
        value={draft.minimumAmount}
        onChange={(minimumAmount) => change({ minimumAmount })}
      />
      <Checkbox checked={draft.onlyInTown} onChange={(onlyInTown) => change({ onlyInTown })}>
        マイナンバーカードの住所が街の中にある人だけ
      </Checkbox>
      <div className="flex flex-col">
        <p>年齢（選ばなければ、すべての年齢）</p>
        <div className="grid grid-cols-2 gap-x-4">
          {(Object.keys(ageBandWords) as AgeBand[]).map((band) => (
            <Checkbox key={band} checked={draft.ageBands.includes(band)} onChange={(on) => toggle(band, on)}>
              {ageBandWords[band]}
            </Checkbox>
          ))}
        </div>
      </div>
    </Group>
  )
}

/** Up to what it gives. Whatever is left empty has no limit. */
export function LimitFields({ draft, change }: FieldsProps) {
  return (
    <Group title="上限と予算（空欄なら上限なし）">
      <AmountField
        label={`1回の${kindWords[draft.kind].act}で`}
        unit="ポイント"
        value={draft.capEach}
        onChange={(capEach) => change({ capEach })}
      />
      <AmountField
        label="おひとり、全期間で"
        unit="ポイント"
        value={draft.capPerPerson}
        onChange={(capPerPerson) => change({ capPerPerson })}
      />
      <div className="grid items-end gap-4 sm:grid-cols-2">
        <Select
          label="おひとり、期間ごとに"
          value={draft.period}
          onChange={(period) => change({ period: period === 'month' ? 'month' : 'day' })}
          options={[
            { value: 'day', label: '1日に' },
            { value: 'month', label: '1か月に' },
          ]}
        />
        <AmountField
          label="期間ごとの上限"
          unit="ポイント"
          value={draft.capPerPeriod}
          onChange={(capPerPeriod) => change({ capPerPeriod })}
        />
      </div>
      <AmountField
        label="全体の予算"
        help="使い切ると、自動で付与しなくなります。"
        unit="ポイント"
        value={draft.budget}
        onChange={(budget) => change({ budget })}
      />
    </Group>
  )
}

const hours = Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: `${hour}時から` }))

/** When points come, how long they last, and whether they come on top of others. */
export function GivingFields({ draft, change, mistakes }: FieldsProps) {
  const { act, did } = kindWords[draft.kind]
  return (
    <Group title="付与と有効期限">
      <RadioCards
        label="届く時"
        value={draft.when}
        onChange={(when) => change({ when })}
        cards={[
          { value: 'at_once', title: `${act}のすぐあと` },
          { value: 'next_day', title: '翌日' },
        ]}
      />
      {draft.when === 'next_day' ? (
        <Select
          label="翌日の時刻"
          value={draft.grantHour}
          onChange={(grantHour) => change({ grantHour })}
          options={hours}
        />
      ) : null}
      <RadioCards
        label="有効期限"
        value={draft.expiry}
        onChange={(expiry) => change({ expiry })}
        cards={[
          { value: 'months', title: `${did}月から数か月後の月末まで` },
          { value: 'days', title: `${did}日から数日間` },
          { value: 'day', title: '決まった日まで', note: 'キャンペーンの終了は、その日より前にします' },
        ]}
      />
      {draft.expiry === 'day' ? (
        <DateField
          label="最後に使える日"
          value={draft.expiresOn}
          onChange={(expiresOn) => change({ expiresOn })}
          error={mistakes.expiresOn}
        />
      ) : draft.expiry === 'days' ? (
        <AmountField
          label="日数"
          unit="日"
          value={draft.expiryDays}
          onChange={(expiryDays) => change({ expiryDays })}
          error={mistakes.expiryDays}
        />
      ) : (
        <AmountField
          label="月数"
          unit="か月後"
          value={draft.expiryMonths}
          onChange={(expiryMonths) => change({ expiryMonths })}
          error={mistakes.expiryMonths}
        />
      )}
      <RadioCards
        label="ほかのキャンペーンと重なったとき"
        value={draft.stacks}
        onChange={(stacks) => change({ stacks })}
        cards={[
          { value: 'yes', title: '上乗せして付与する' },
          { value: 'no', title: '上乗せしない', note: '上乗せしないもの同士では、多いほうだけを付与します' },
        ]}
      />
    </Group>
  )
}
