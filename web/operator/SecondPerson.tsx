import type { Trouble } from '../lib/ask.ts'
import { TroubleNotice } from '../lib/Trouble.tsx'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'

type SecondPersonProps = {
  /** Whether the person at the screen is the one who proposed it. */
  mine: boolean
  act: { busy: boolean; trouble: Trouble }
  onDecide: (decision: 'confirmed' | 'withdrawn') => Promise<void>
}

/** What one person proposed is confirmed by another one, and withdrawn by either. */
export function SecondPerson({ mine, act, onDecide }: SecondPersonProps) {
  return (
    <>
      <TroubleNotice trouble={act.trouble} />
      {mine ? (
        <Notice tone="info">確定には、別の担当者の確認が必要です。</Notice>
      ) : (
        <Button busy={act.busy} onPress={() => void onDecide('confirmed')}>
          確かめて確定する
        </Button>
      )}
      <Button look="quiet" busy={act.busy} onPress={() => void onDecide('withdrawn')}>
        取り下げる
      </Button>
    </>
  )
}
