import { Label, Text, TextArea as AriaTextArea, TextField as AriaTextField } from 'react-aria-components'
import { FieldError } from './FieldError.tsx'
import { helpClass, inputClass, labelClass } from './fields.ts'

type TextAreaProps = {
  label: string
  value: string
  onChange: (value: string) => void
  maxLength: number
  help?: string
  error?: string | undefined
}

/** Several lines of text with their label, help and error tied together for screen readers. Refuses nothing. */
export function TextArea({ label, value, onChange, maxLength, help, error }: TextAreaProps) {
  return (
    <AriaTextField
      value={value}
      onChange={onChange}
      maxLength={maxLength}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      className="flex flex-col gap-1.5"
    >
      <Label className={labelClass}>{label}</Label>
      {help ? (
        <Text slot="description" className={helpClass}>
          {help}
        </Text>
      ) : null}
      <AriaTextArea rows={6} className={`${inputClass} py-3 leading-normal`} />
      <FieldError>{error}</FieldError>
    </AriaTextField>
  )
}
