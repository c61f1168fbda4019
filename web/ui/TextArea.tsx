import { Field } from './Field.tsx'
import { inputClass } from './fields.ts'
import type { TextFieldProps } from './TextField.tsx'

type TextAreaProps = Pick<TextFieldProps, 'label' | 'value' | 'onChange' | 'help' | 'error' | 'maxLength'> & {
  rows?: number
}

/** Several lines of text with their label, help and error tied together for screen readers. Refuses nothing. */
export function TextArea({ label, help, error, onChange, rows = 4, ...given }: TextAreaProps) {
  return (
    <Field label={label} help={help} error={error}>
      {(tied) => (
        <textarea
          {...given}
          {...tied}
          rows={rows}
          onChange={(event) => onChange(event.target.value)}
          className={`${inputClass} py-3 leading-relaxed`}
        />
      )}
    </Field>
  )
}
