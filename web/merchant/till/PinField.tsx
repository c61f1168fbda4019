import { useEffect, useRef } from 'react'
import { digitsOf } from '../../lib/digits.ts'
import { Field } from '../../ui/Field.tsx'
import { inputClass } from '../../ui/fields.ts'

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
    <Field label={label} help={help} error={error}>
      {(tied) => (
        <input
          {...tied}
          ref={field}
          type="password"
          inputMode={keypad ? 'none' : 'numeric'}
          // A browser would offer it to the next person.
          autoComplete="off"
          value={value}
          onChange={(event) => onChange(digitsOf(event.target.value).slice(0, 6))}
          className={`${inputClass} text-center text-3xl font-bold tracking-[0.4em]`}
        />
      )}
    </Field>
  )
}
