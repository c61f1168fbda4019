import { useEffect, useRef, useState } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import type { showGiftCode } from '#contract/gifts.ts'
import type { showHelperCode } from '#contract/relatives.ts'
import { useAct } from '../lib/ask.ts'
import { TroubleNotice } from '../lib/Trouble.tsx'
import { saySeconds, useCountdown } from '../lib/use-countdown.ts'
import { useWakeLock } from '../lib/use-wake-lock.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { QrCode } from '../ui/QrCode.tsx'
import { Skeleton } from '../ui/Spinner.tsx'

type Shown = ReplyOf<typeof showGiftCode>

/** What is said around a code: what to do with it, its name, how long it lives, and that it is over. */
type CodeWords = {
  showThis: string
  label: string
  left: (time: string) => string
  over: string
  another: string
}

type OwnCodeProps = { endpoint: typeof showGiftCode | typeof showHelperCode; words: CodeWords }

/** One's own code for some minutes, for somebody else's camera or fingers; a new one when it is over. */
export function OwnCode({ endpoint, words }: OwnCodeProps) {
  const [code, setCode] = useState<Shown | null>(null)
  const { send, busy, trouble } = useAct(endpoint)
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
    <>
      <TroubleNotice trouble={trouble} />
      {code ? (
        <Code code={code} words={words} busy={busy} onNew={() => void show()} />
      ) : trouble ? (
        <Button wide busy={busy} onPress={() => void show()}>
          {words.another}
        </Button>
      ) : (
        <Skeleton rows={4} />
      )}
    </>
  )
}

type CodeProps = { code: Shown; words: CodeWords; busy: boolean; onNew: () => void }

function Code({ code, words, busy, onNew }: CodeProps) {
  const seconds = useCountdown(code.expiresAt)
  if (seconds <= 0) {
    return (
      <>
        <Notice title={words.over} />
        <Button size="large" wide busy={busy} onPress={onNew}>
          {words.another}
        </Button>
      </>
    )
  }
  return (
    <section className="flex flex-col items-center gap-3 rounded-24 border-2 border-coin-200 bg-card p-4">
      <p className="text-center font-bold">{words.showThis}</p>
      <QrCode text={code.code} label={words.label} className="w-full max-w-64" />
      <p className="text-2xl font-bold tracking-wide tabular-nums">
        {code.digits.replace(/(\d{5})(?=\d)/g, '$1 ')}
      </p>
      <p className="text-ink-soft tabular-nums">{words.left(saySeconds(seconds))}</p>
    </section>
  )
}
