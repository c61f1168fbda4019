import { FieldError as AriaFieldError } from 'react-aria-components'
import { IconWarning } from './icons.tsx'

/** The sentence beside a field that says what is wrong and what to do; spoken with the field. */
export function FieldError({ children }: { children?: string | undefined }) {
  return (
    <AriaFieldError className="flex items-start gap-1.5 text-base font-bold text-red-900">
      <IconWarning className="mt-1 size-4 shrink-0" />
      <span className="[word-break:auto-phrase]">{children}</span>
    </AriaFieldError>
  )
}
