import { Field } from './Field.tsx'
import { inputClass } from './fields.ts'

type DateFieldProps = {
  label: string
  /** `2027-03-31`, or with a time `2027-03-31T23:59`; empty while nothing is chosen. */
  value: string
  onChange: (value: string) => void
  withTime?: boolean
  help?: string
  error?: string | undefined
}

/** A day, or a day and a time, chosen with the device's own calendar. Refuses nothing. */
export function DateField({ label, value, onChange, withTime, help, error }: DateFieldProps) {
  return (
    <Field label={label} help={help} error={error}>
      {(tied) => (
        <input
          {...tied}
          type={withTime ? 'datetime-local' : 'date'}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className={inputClass}
        />
      )}
    </Field>
  )
}
