import { useState } from 'react'
import { readWishes } from '#contract/notices.ts'
import { useAsk } from '../../lib/ask.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { t } from '../words/notices.ts'
import { type PushState, pushState } from './device-push.ts'
import { useStartPush } from './PushSwitch.tsx'

const kept = 'enishi.push-offered'

function wasOffered(): boolean {
  try {
    return localStorage.getItem(kept) !== null
  } catch {
    return true
  }
}

/** Offers notifications when somebody has just seen what they are good for; a no is final, the menu still has it. */
export function PushOffer() {
  const settings = useAsk(readWishes).data
  const [state, setState] = useState<PushState | 'answered' | null>(() => (wasOffered() ? 'answered' : null))
  const { busy, failed, start } = useStartPush(setState)
  if (!settings || (state ?? pushState(settings.rehearsal)) !== 'off') return null
  const refuse = () => {
    try {
      localStorage.setItem(kept, 'no')
    } catch {
      // It is offered once more.
    }
    setState('answered')
  }
  return (
    <Notice
      title={t('offerTitle')}
      action={
        <div className="flex flex-wrap gap-2">
          <Button busy={busy} onPress={() => void start()}>
            {t('offerYes')}
          </Button>
          <Button look="quiet" onPress={refuse}>
            {t('offerNo')}
          </Button>
        </div>
      }
    >
      {failed ? t('pushFailed') : t('offer')}
    </Notice>
  )
}
