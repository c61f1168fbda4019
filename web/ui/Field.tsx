import { type ReactNode, useId } from 'react'
import { helpClass, labelClass } from './fields.ts'
import { IconWarning } from './icons.tsx'

/** What a control needs so that its label, help and error are spoken with it. */
export type Tied = { id: string; 'aria-describedby': string | undefined; 'aria-invalid': boolean }

type FieldProps = {
  label: string
  help?: ReactNode
  error?: string | undefined
  children: (tied: Tied) => ReactNode
}

/** A place to type in, drawn by `children`, with its label and help above and its error below. Refuses nothing. */
export function Field({ label, help, error, children }: FieldProps) {
  const id = useId()
  const spoken = [help ? `${id}-help` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className={labelClass}>
        {label}
      </label>
      {help ? (
        <span id={`${id}-help`} className={helpClass}>
          {help}
        </span>
      ) : null}
      {children({ id, 'aria-describedby': spoken || undefined, 'aria-invalid': Boolean(error) })}
      {error ? (
        <span id={`${id}-error`} className="flex items-start gap-1.5 text-base font-bold text-red-900">
          <IconWarning className="mt-1 size-4 shrink-0" />
          <span className="[word-break:auto-phrase]">{error}</span>
        </span>
      ) : null}
    </div>
  )
}
