import { IconWarning } from './icons.tsx'

/** What is wrong with a choice above it, spoken at once; the look of a field's error. Nothing without words. */
export function FieldNote({ children }: { children?: string | undefined }) {
  if (!children) return null
  return (
    <p role="alert" className="-mt-3 flex items-start gap-1.5 font-bold text-red-900">
      <IconWarning className="mt-1 size-4 shrink-0" />
      {children}
    </p>
  )
}
