import { type Campaign, stateWords } from './words.ts'

const looks: Record<Campaign['state'], string> = {
  draft: 'border-yellow-500 bg-yellow-50 text-yellow-1100',
  planned: 'border-points-200 bg-points-50 text-points-800',
  running: 'border-green-300 bg-green-50 text-green-900',
  ended: 'border-line bg-paper-deep text-ink',
  stopped: 'border-red-300 bg-red-50 text-red-900',
}

/** Where a campaign stands, in a word. */
export function StateMark({ state }: { state: Campaign['state'] }) {
  return (
    <span className={`shrink-0 rounded-full border-2 px-3 py-0.5 text-sm font-bold ${looks[state]}`}>
      {stateWords[state]}
    </span>
  )
}
