import { useId } from 'react'
import { helpClass, inputClass, labelClass } from './fields.ts'

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
  const id = useId()
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className={labelClass}>
        {label}
      </label>
      {help ? (
        <p id={`${id}-help`} className={helpClass}>
          {help}
        </p>
      ) : null}
      <input
        id={id}
        type={withTime ? 'datetime-local' : 'date'}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-invalid={Boolean(error)}
        aria-describedby={error ? `${id}-error` : help ? `${id}-help` : undefined}
        className={inputClass}
      />
      {error ? (
        <p id={`${id}-error`} className="font-bold text-red-900">
          {error}
        </p>
      ) : null}
    </div>
  )
}
