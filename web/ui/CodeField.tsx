import { TextField as AriaTextField, Input, Label, Text } from 'react-aria-components'
import { digitsOf } from '../lib/digits.ts'
import { FieldError } from './FieldError.tsx'
import { helpClass, inputClass, labelClass } from './fields.ts'

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
    <AriaTextField
      value={value}
      onChange={(text) => onChange(digitsOf(text).slice(0, codeLength))}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      inputMode="numeric"
      autoComplete="one-time-code"
      className="flex flex-col gap-1.5"
    >
      <Label className={labelClass}>{label}</Label>
      {help ? (
        <Text slot="description" className={helpClass}>
          {help}
        </Text>
      ) : null}
      <Input className={`${inputClass} text-center text-3xl font-bold tracking-[0.4em] tabular-nums`} />
      <FieldError>{error}</FieldError>
    </AriaTextField>
  )
}
