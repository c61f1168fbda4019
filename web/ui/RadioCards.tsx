import type { ReactNode } from 'react'
import { Label, Radio, RadioGroup } from 'react-aria-components'
import { labelClass } from './fields.ts'

type RadioCard<Value extends string> = {
  value: Value
  title: ReactNode
  note?: ReactNode
  disabled?: boolean
}

type RadioCardsProps<Value extends string> = {
  label: string
  value: Value | null
  onChange: (value: Value) => void
  cards: readonly RadioCard<Value>[]
}

/** One choice out of a few, each a card with room for a remark. Refuses the cards that are disabled. */
export function RadioCards<Value extends string>({ label, value, onChange, cards }: RadioCardsProps<Value>) {
  return (
    <RadioGroup value={value} onChange={(next) => onChange(next as Value)} className="flex flex-col gap-2">
      <Label className={labelClass}>{label}</Label>
      {cards.map((card) => (
        <Radio
          key={card.value}
          value={card.value}
          isDisabled={Boolean(card.disabled)}
          className="group relative flex min-h-14 cursor-pointer items-center gap-3 rounded-16 border-2 border-line bg-card px-4 py-3 selected:border-coin-700 selected:bg-coin-50 disabled:cursor-not-allowed disabled:bg-paper-deep disabled:text-ink-soft"
        >
          <span className="grid size-6 shrink-0 place-items-center rounded-full border-2 border-line-strong group-selected:border-coin-700">
            <span className="size-3 rounded-full group-selected:bg-coin-700" />
          </span>
          <span className="flex flex-col">
            <span className="font-bold">{card.title}</span>
            {card.note ? <span className="text-sm text-ink-soft">{card.note}</span> : null}
          </span>
        </Radio>
      ))}
    </RadioGroup>
  )
}
