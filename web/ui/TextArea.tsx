import { TextField as AriaTextField, Label, Text, TextArea as AriaTextArea } from 'react-aria-components'
import { FieldError } from './FieldError.tsx'
import { helpClass, inputClass, labelClass } from './fields.ts'
import type { TextFieldProps } from './TextField.tsx'

type TextAreaProps = Pick<TextFieldProps, 'label' | 'value' | 'onChange' | 'help' | 'error' | 'maxLength'> & {
  rows?: number
}

/** Several lines of text with their label, help and error tied together for screen readers. Refuses nothing. */
export function TextArea({ label, value, onChange, help, error, maxLength, rows = 4 }: TextAreaProps) {
  return (
    <AriaTextField
      value={value}
      onChange={onChange}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      className="flex flex-col gap-1.5"
      {...(maxLength ? { maxLength } : {})}
    >
      <Label className={labelClass}>{label}</Label>
      {help ? (
        <Text slot="description" className={helpClass}>
          {help}
        </Text>
      ) : null}
      <AriaTextArea rows={rows} className={`${inputClass} py-3 leading-relaxed`} />
      <FieldError>{error}</FieldError>
    </AriaTextField>
  )
}
