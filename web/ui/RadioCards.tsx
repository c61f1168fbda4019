import { type ReactNode, useId } from 'react'
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

const cardClass = [
  'flex min-h-14 cursor-pointer items-center gap-3 rounded-16 border-2 border-line bg-card px-4 py-3',
  'has-checked:border-coin-700 has-checked:bg-coin-50',
  'has-disabled:cursor-not-allowed has-disabled:bg-paper-deep has-disabled:text-ink-soft',
].join(' ')
/** A ring, with a dot in it once it is chosen; the device's own mark where the person has set the colours. */
const markClass = [
  'framed size-6 shrink-0 cursor-[inherit] appearance-none rounded-full border-2 border-line-strong',
  'checked:border-coin-700 checked:bg-coin-700 checked:inset-ring-[0.25rem] checked:inset-ring-coin-50',
  'forced-colors:appearance-auto',
].join(' ')

/** One choice out of a few, each a card with room for a remark. Refuses the cards that are disabled. */
export function RadioCards<Value extends string>({ label, value, onChange, cards }: RadioCardsProps<Value>) {
  const name = useId()
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className={`${labelClass} mb-2`}>{label}</legend>
      {cards.map((card) => (
        <label key={card.value} className={cardClass}>
          <input
            type="radio"
            name={name}
            value={card.value}
            checked={card.value === value}
            disabled={Boolean(card.disabled)}
            onChange={() => onChange(card.value)}
            className={markClass}
          />
          <span className="flex flex-col">
            <span className="font-bold">{card.title}</span>
            {card.note ? <span className="text-sm text-ink-soft">{card.note}</span> : null}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
