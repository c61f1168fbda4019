import { t } from '../lib/words/shared.ts'

/** A turning ring; with `label` it also tells screen readers what is awaited. Refuses nothing. */
export function Spinner({ small, label }: { small?: boolean; label?: string }) {
  const size = small ? 'size-5 border-2' : 'size-12 border-4'
  const ring = `${size} inline-block shrink-0 animate-spin rounded-full border-current border-t-transparent`
  if (!label) return <span aria-hidden="true" className={ring} />
  return (
    <output className="flex flex-col items-center gap-4 py-10 text-coin-700">
      <span aria-hidden="true" className={ring} />
      <span className="text-ink">{label}</span>
    </output>
  )
}

/** Grey bars in the shape of a list while it loads. Refuses nothing. */
export function Skeleton({ rows = 3 }: { rows?: number }) {
  return (
    <output className="flex flex-col gap-3 py-2">
      <span className="sr-only">{t('loading')}</span>
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} aria-hidden="true" className="block h-16 animate-pulse rounded-16 bg-paper-deep" />
      ))}
    </output>
  )
}
