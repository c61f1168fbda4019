import { useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { t } from '../words/notices.ts'
import { type PushState, pushState, startPush, stopPush } from './device-push.ts'

/** Lets this device be pushed to, or no more; says why it cannot. */
export function PushSwitch({ rehearsal }: { rehearsal: boolean }) {
  const [state, setState] = useState<PushState>(() => pushState(rehearsal))
  const { busy, failed, start } = useStartPush(setState)
  const stop = async () => {
    await stopPush()
    setState(pushState(rehearsal))
  }
  if (state === 'missing') return <p>{t('pushMissing')}</p>
  if (state === 'denied') return <Notice tone="warning">{t('pushDenied')}</Notice>
  if (state === 'on') {
    return (
      <>
        <p>{t('pushIsOn')}</p>
        <Button look="outline" wide onPress={() => void stop()}>
          {t('pushOff')}
        </Button>
      </>
    )
  }
  return (
    <>
      {failed ? <Notice tone="bad">{t('pushFailed')}</Notice> : null}
      <Button wide busy={busy} onPress={() => void start()}>
        {t('pushOn')}
      </Button>
    </>
  )
}

/** Starts it at a press, which browsers demand before they ask the person. */
export function useStartPush(onState: (state: PushState) => void) {
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState(false)
  const start = async () => {
    setBusy(true)
    setFailed(false)
    try {
      onState(await startPush())
    } catch {
      setFailed(true)
    } finally {
      setBusy(false)
    }
  }
  return { busy, failed, start }
}
