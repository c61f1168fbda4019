import type { ReactNode } from 'react'
import { Field } from './Field.tsx'
import { inputClass } from './fields.ts'

export type TextFieldProps = {
  label: string
  value: string
  onChange: (value: string) => void
  help?: ReactNode
  error?: string | undefined
  type?: 'text' | 'email' | 'password' | 'tel' | 'search' | 'url'
  inputMode?: 'text' | 'numeric' | 'tel' | 'email' | 'search' | 'url'
  autoComplete?: string
  name?: string
  maxLength?: number
  placeholder?: string
  required?: boolean
  className?: string
}

/** One line of text with its label, help and error tied together for screen readers. Refuses nothing. */
export function TextField(props: TextFieldProps) {
  const { label, help, error, onChange, type = 'text', required, className = '', ...given } = props
  return (
    <Field label={label} help={help} error={error}>
      {(tied) => (
        <input
          {...given}
          {...tied}
          type={type}
          onChange={(event) => onChange(event.target.value)}
          // Said, not enforced: our own words tell what is missing.
          aria-required={required}
          className={`${inputClass} ${className}`}
        />
      )}
    </Field>
  )
}
