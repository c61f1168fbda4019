import type { ComponentType } from 'react'
import { Notice } from '../../ui/Notice.tsx'

type WaitingChangesProps<Change> = { changes: Change[]; Card: ComponentType<{ change: Change }> }

/** What merchants ask the office to change, side by side, or that nothing waits. */
export function WaitingChanges<Change extends { id: string }>({
  changes,
  Card,
}: WaitingChangesProps<Change>) {
  if (changes.length === 0) return <Notice tone="good" title="待っている変更はありません" />
  return (
    <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,24rem),1fr))] gap-4">
      {changes.map((change) => (
        <li key={change.id}>
          <Card change={change} />
        </li>
      ))}
    </ul>
  )
}
