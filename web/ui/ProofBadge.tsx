import { IconCheck } from './icons.tsx'
import { t } from '../lib/words/shared.ts'

/** The state of one proof: grey until it is done, then green 「OK」; the words say it too. */
export function ProofBadge({ proved }: { proved: boolean }) {
  if (!proved) {
    return (
      <span className="inline-flex shrink-0 items-center rounded-full bg-solid-gray-100 px-3 py-1 text-sm font-bold text-solid-gray-700">
        {t('notSet')}
      </span>
    )
  }
  return (
    <span className="inline-flex shrink-0 items-center gap-1 rounded-full bg-green-800 px-3 py-1 text-sm font-bold text-on-fill">
      <IconCheck className="size-4" />
      OK
    </span>
  )
}
