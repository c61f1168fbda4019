import { digitsOf } from '../lib/digits.ts'
import { Field } from './Field.tsx'
import { inputClass } from './fields.ts'

type CodeFieldProps = {
  label: string
  value: string
  onChange: (value: string) => void
  help?: string
  error?: string | undefined
}

export const codeLength = 6

/**
 * The six digits of an SMS or an authenticator app. One field, so that pasting, autofill from the message
 * and screen readers work; full-width digits are accepted. Ignores everything that is not a digit.
 */
export function CodeField({ label, value, onChange, help, error }: CodeFieldProps) {
  return (
    <Field label={label} help={help} error={error}>
      {(tied) => (
        <input
          {...tied}
          type="text"
          inputMode="numeric"
          autoComplete="one-time-code"
          value={value}
          onChange={(event) => onChange(digitsOf(event.target.value).slice(0, codeLength))}
          className={`${inputClass} text-center text-3xl font-bold tracking-[0.4em] tabular-nums`}
        />
      )}
    </Field>
  )
}
