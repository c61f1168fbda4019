import { useId } from 'react'
import { inputClass, labelClass } from './fields.ts'
import { IconNext } from './icons.tsx'

type SelectProps = {
  label: string
  value: string
  onChange: (value: string) => void
  options: readonly { value: string; label: string }[]
}

/** The phone's own list to choose from, which people know how to use. Refuses nothing. */
export function Select({ label, value, onChange, options }: SelectProps) {
  const id = useId()
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className={labelClass}>
        {label}
      </label>
      <div className="relative">
        <select
          id={id}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className={`${inputClass} appearance-none pr-12`}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <IconNext className="pointer-events-none absolute top-1/2 right-4 size-5 -translate-y-1/2 rotate-90" />
      </div>
    </div>
  )
}
