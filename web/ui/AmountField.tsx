import type { ReactNode } from 'react'
import { TextField as AriaTextField, Group, Input, Label, Text } from 'react-aria-components'
import { readAmount } from '../lib/digits.ts'
import { FieldError } from './FieldError.tsx'
import { helpClass, labelClass } from './fields.ts'
import { sayNumber } from '../lib/numbers.ts'

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

const digitsClass =
  'framed w-full min-w-0 bg-transparent py-2 text-right leading-normal font-bold tabular-nums'

/** A number of yen or points, typed in half- or full-width digits. Ignores everything that is not a digit. */
export function AmountField(props: AmountFieldProps) {
  return (
    <AriaTextField
      value={props.value === null ? '' : sayNumber(props.value)}
      onChange={(text) => props.onChange(readAmount(text))}
      isInvalid={Boolean(props.error)}
      validationBehavior="aria"
      inputMode={props.keypad ? 'none' : 'numeric'}
      autoComplete="off"
      className="flex flex-col gap-1.5"
    >
      <Label className={labelClass}>{props.label}</Label>
      {props.help ? (
        <Text slot="description" className={helpClass}>
          {props.help}
        </Text>
      ) : null}
      <Group className="flex min-w-0 items-baseline gap-2 rounded-12 border-2 border-line-strong bg-card px-4 invalid:border-red-900">
        <Input placeholder="0" className={`${digitsClass} ${props.large ? 'text-4xl' : 'text-2xl'}`} />
        <span aria-hidden="true" className="shrink-0 text-lg font-bold">
          {props.unit}
        </span>
      </Group>
      <FieldError>{props.error}</FieldError>
    </AriaTextField>
  )
}
