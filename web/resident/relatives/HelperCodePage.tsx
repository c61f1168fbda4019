import { useEffect, useRef, useState } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import { listRelatives, showHelperCode } from '#contract/relatives.ts'
import { useAct, useAskEvery } from '../../lib/ask.ts'
import { serverNow } from '../../lib/clock.ts'
import { paths } from '../../lib/paths.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { saySeconds, useCountdown } from '../../lib/use-countdown.ts'
import { useWakeLock } from '../../lib/use-wake-lock.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { QrCode } from '../../ui/QrCode.tsx'
import { Skeleton } from '../../ui/Spinner.tsx'
import { Screen } from '../Screen.tsx'
import { t } from '../words/relatives.ts'

type Shown = ReplyOf<typeof showHelperCode>

/** The helper's own code for ten minutes, and above it whose help has begun meanwhile. */
export function HelperCodePage() {
  const [code, setCode] = useState<Shown | null>(null)
  const { send, busy, trouble } = useAct(showHelperCode)
  const begun = useRef(false)
  useWakeLock()
  const show = async () => {
    const shown = await send()
    if (shown) setCode(shown)
  }
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    void show()
  })
  return (
    <Screen title={t('showTitle')} back={paths.family} nav={false}>
      <Begun />
      <TroubleNotice trouble={trouble} />
      {code ? (
        <Code code={code} busy={busy} onNew={() => void show()} />
      ) : trouble ? (
        <Button wide busy={busy} onPress={() => void show()}>
          {t('newCode')}
        </Button>
      ) : (
        <Skeleton rows={4} />
      )}
    </Screen>
  )
}

function Code({ code, busy, onNew }: { code: Shown; busy: boolean; onNew: () => void }) {
  const seconds = useCountdown(code.expiresAt)
  if (seconds <= 0) {
    return (
      <>
        <Notice title={t('codeOver')} />
        <Button size="large" wide busy={busy} onPress={onNew}>
          {t('newCode')}
        </Button>
      </>
    )
  }
  return (
    <section className="flex flex-col items-center gap-3 rounded-24 border-2 border-points-200 bg-card p-4">
      <p className="text-center font-bold">{t('showThis')}</p>
      <QrCode text={code.code} label={t('codeLabel')} className="w-full max-w-64" />
      <p className="text-2xl font-bold tracking-wide tabular-nums">
        {code.digits.replace(/(\d{5})(?=\d)/g, '$1 ')}
      </p>
      <p className="text-ink-soft tabular-nums">{t('codeLeft', { time: saySeconds(seconds) })}</p>
    </section>
  )
}

const lookMs = 2000

/** Whose help has begun since this page was opened. */
function Begun() {
  const [since] = useState(serverNow)
  const { data } = useAskEvery(() => lookMs, listRelatives)
  const fresh = (data?.relatives ?? []).filter((help) => Date.parse(help.since) >= since)
  return (
    <output className="flex flex-col gap-2">
      {fresh.map(({ id, name }) => (
        <Notice key={id} tone="good" title={t('begun', { name })} />
      ))}
    </output>
  )
}
