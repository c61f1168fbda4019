import { useEffect, useRef, useState } from 'react'
import { codeOf, type Trouble } from '../../lib/ask.ts'
import { Fault } from '../../lib/api.ts'
import { useWakeLock } from '../../lib/use-wake-lock.ts'
import { Button } from '../../ui/Button.tsx'
import { t } from '../words/top-ups.ts'

/** Where somebody stands in line for a top-up, as the server has just said. */
export type PlaceInLine = { place: number; waitSeconds: number }

/** The line is asked at least so often: the office may let more people in. */
const askEverySeconds = 20

/**
 * Follows the refusals of a top-up: while they say that the line is long, asks `again` by itself when it is time, also
 * after the network was away for a moment. Gives the place, and null for who stands in no line.
 */
export function useLine(trouble: Trouble, again: () => void): [PlaceInLine | null, leave: () => void] {
  const [standing, setStanding] = useState<PlaceInLine | null>(null)
  const [heard, setHeard] = useState<Trouble>(null)
  // While it is asked again, and while nobody answers or is free, the last place is the best that is known.
  if (trouble !== null && trouble !== heard) {
    setHeard(trouble)
    if (trouble instanceof Fault || codeOf(trouble) === 'busy') setStanding(standing && { ...standing })
    else setStanding(codeOf(trouble) === 'top_up_line' ? placeIn(trouble.facts) : null)
  }
  const ask = useRef(again)
  useEffect(() => {
    ask.current = again
  })
  useEffect(() => {
    if (!standing) return undefined
    const timer = setTimeout(() => ask.current(), Math.min(askEverySeconds, standing.waitSeconds) * 1000)
    return () => clearTimeout(timer)
  }, [standing])
  return [standing, () => setStanding(null)]
}

const placeIn = (facts: Record<string, unknown> = {}): PlaceInLine => ({
  place: Number(facts['place']),
  waitSeconds: Number(facts['waitSeconds']),
})

/** 「ただいま N 番目です」: goes down by itself between the server's answers, because the line moves evenly. */
export function Line({ standing, onLeave }: { standing: PlaceInLine; onLeave: () => void }) {
  useWakeLock()
  const [told, setTold] = useState(standing)
  const [passed, setPassed] = useState(0)
  if (told !== standing) {
    setTold(standing)
    setPassed(0)
  }
  useEffect(() => {
    const timer = setInterval(() => setPassed((seconds) => seconds + 1), 1000)
    return () => clearInterval(timer)
  }, [])
  const left = Math.max(0, standing.waitSeconds - passed)
  const place = Math.max(1, Math.ceil((standing.place * left) / Math.max(1, standing.waitSeconds)))
  return (
    <section
      aria-label={t('line')}
      className="flex flex-col items-center gap-5 rounded-16 border-2 border-coin-200 bg-card p-6 text-center"
    >
      <p className="text-lg font-bold [word-break:auto-phrase]">{t('lineBusy')}</p>
      <p>
        <span className="block text-ink-soft">{t('yourPlace')}</span>
        <span className="text-4xl font-bold text-coin-800 tabular-nums">{t('place', { count: place })}</span>
      </p>
      <p className="text-lg">{left === 0 ? t('soon') : t('waitLeft', { time: sayWaiting(left) })}</p>
      {/* Spoken when the server has told the place, and not each second. */}
      <p className="sr-only" aria-live="polite">
        {t('lineSpoken', { count: standing.place, waitSeconds: sayWaiting(standing.waitSeconds) })}
      </p>
      <p className="text-left [word-break:auto-phrase]">{t('lineNote')}</p>
      <Button look="quiet" onPress={onLeave}>
        {t('leaveLine')}
      </Button>
    </section>
  )
}

/** 「約3分」, or seconds in the last minute. */
function sayWaiting(seconds: number): string {
  return seconds > 60
    ? t('aboutMinutes', { count: Math.ceil(seconds / 60) })
    : t('aboutSeconds', { count: seconds })
}
