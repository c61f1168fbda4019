import type { ReactNode } from 'react'
import { readAmount } from '../lib/digits.ts'
import { sayNumber } from '../lib/numbers.ts'
import { Field } from './Field.tsx'

type AmountFieldProps = {
  label: string
  /** Whole yen or points; null while nothing is typed. */
  value: number | null
  onChange: (value: number | null) => void
  unit: string
  help?: ReactNode
  error?: string | undefined
  large?: boolean
  /** There are keys on the screen already: the device's own would cover them. */
  keypad?: boolean
}

const frameClass = [
  'flex min-w-0 items-baseline gap-2 rounded-12 border-2 border-line-strong bg-card px-4',
  'has-aria-invalid:border-red-900',
].join(' ')
const digitsClass = [
  'framed w-full min-w-0 bg-transparent py-2 text-right leading-normal font-bold tabular-nums',
  'placeholder:text-ink-soft',
].join(' ')

/** A number of yen or points, typed in half- or full-width digits. Ignores everything that is not a digit. */
export function AmountField(props: AmountFieldProps) {
  return (
    <Field label={props.label} help={props.help} error={props.error}>
      {(tied) => (
        <div className={frameClass}>
          <input
            {...tied}
            type="text"
            inputMode={props.keypad ? 'none' : 'numeric'}
            autoComplete="off"
            placeholder="0"
            value={props.value === null ? '' : sayNumber(props.value)}
            onChange={(event) => props.onChange(readAmount(event.target.value))}
            className={`${digitsClass} ${props.large ? 'text-4xl' : 'text-2xl'}`}
          />
          <span aria-hidden="true" className="shrink-0 text-lg font-bold">
            {props.unit}
          </span>
        </div>
      )}
    </Field>
  )
}
