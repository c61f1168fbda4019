import { useId } from 'react'
import { inputClass, labelClass } from './fields.ts'

type DayFieldProps = {
  label: string
  value: string
  onChange: (day: string) => void
  error?: string | undefined
}

/** A day of the calendar, `2027-03-31`; empty where none is chosen. The device brings its own calendar. */
export function DayField({ label, value, onChange, error }: DayFieldProps) {
  const id = useId()
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <label htmlFor={id} className={labelClass}>
        {label}
      </label>
      <input
        id={id}
        type="date"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-invalid={error !== undefined}
        aria-describedby={error === undefined ? undefined : `${id}-error`}
        className={inputClass}
      />
      {error === undefined ? null : (
        <p id={`${id}-error`} className="font-bold text-red-900">
          {error}
        </p>
      )}
    </div>
  )
}
