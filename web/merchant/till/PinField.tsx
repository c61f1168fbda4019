import { useEffect, useRef } from 'react'
import { TextField as AriaTextField, Input, Label, Text } from 'react-aria-components'
import { digitsOf } from '../../lib/digits.ts'
import { FieldError } from '../../ui/FieldError.tsx'
import { helpClass, inputClass, labelClass } from '../../ui/fields.ts'

type PinFieldProps = {
  label: string
  value: string
  onChange: (value: string) => void
  help?: string
  error?: string | undefined
  /** There are keys on the screen already: the tablet's own would cover them. */
  keypad?: boolean
}

/** Four to six digits that nobody beside shall read. Ignores everything that is not a digit. */
export function PinField({ label, value, onChange, help, error, keypad = false }: PinFieldProps) {
  const field = useRef<HTMLInputElement>(null)
  // A keyboard that is plugged in types at once.
  useEffect(() => {
    if (keypad) field.current?.focus()
  }, [keypad])
  return (
    <AriaTextField
      value={value}
      onChange={(text) => onChange(digitsOf(text).slice(0, 6))}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      type="password"
      inputMode={keypad ? 'none' : 'numeric'}
      // A browser would offer it to the next person.
      autoComplete="off"
      className="flex flex-col gap-1.5"
    >
      <Label className={labelClass}>{label}</Label>
      {help ? (
        <Text slot="description" className={helpClass}>
          {help}
        </Text>
      ) : null}
      <Input ref={field} className={`${inputClass} text-center text-3xl font-bold tracking-[0.4em]`} />
      <FieldError>{error}</FieldError>
    </AriaTextField>
  )
}
