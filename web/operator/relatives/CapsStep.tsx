import { type FormEvent, useState } from 'react'
import { AmountField } from '../../ui/AmountField.tsx'
import { Button } from '../../ui/Button.tsx'
import { RadioCards } from '../../ui/RadioCards.tsx'

export type Caps = { perDay: number; perMonth: number }

/** What the relative allows: to charge and see, or to pay up to two amounts. */
export function CapsStep({ onCaps }: { onCaps: (caps: Caps) => void }) {
  const [may, setMay] = useState<'see' | 'spend'>('see')
  const [perDay, setPerDay] = useState<number | null>(3000)
  const [perMonth, setPerMonth] = useState<number | null>(10_000)
  const [tried, setTried] = useState(false)
  const dayWrong = !perDay
  const monthWrong = !perMonth || perMonth < (perDay ?? 0)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (may === 'see') onCaps({ perDay: 0, perMonth: 0 })
    else if (perDay && perMonth && !monthWrong) onCaps({ perDay, perMonth })
  }
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      <RadioCards
        label="手伝う方ができること"
        value={may}
        onChange={setMay}
        cards={[
          { value: 'see', title: 'チャージと見守りだけ', note: 'お支払いはできません' },
          { value: 'spend', title: 'お支払いもできる', note: '決めた金額まで' },
        ]}
      />
      {may === 'spend' ? (
        <>
          <AmountField
            label="1日に使える金額"
            unit="円"
            value={perDay}
            onChange={setPerDay}
            error={tried && dayWrong ? '1円以上にしてください。' : undefined}
          />
          <AmountField
            label="1か月に使える金額"
            unit="円"
            value={perMonth}
            onChange={setPerMonth}
            error={tried && monthWrong ? '1日の金額以上にしてください。' : undefined}
          />
        </>
      ) : null}
      <Button type="submit">次へ</Button>
    </form>
  )
}
