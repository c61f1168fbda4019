import { useEffect, useRef, useState } from 'react'
import { codeOf, type Trouble } from '../../lib/ask.ts'
import { Fault } from '../../lib/api.ts'
import { sayNumber } from '../../lib/numbers.ts'
import { useWakeLock } from '../../lib/use-wake-lock.ts'
import { Button } from '../../ui/Button.tsx'

/** Where somebody stands in line for a top-up, as the server said it at a moment of this phone's clock. */
export type PlaceInLine = { place: number; waitSeconds: number; toldAt: number }

/** The line is asked at least so often: the office may let more people in. */
const askEverySeconds = 20

/**
 * Follows the refusals of a top-up: while they say that the line is long, asks `again` by itself when it is time, also
 * after the network was away for a moment. Gives the place, and null for who stands in no line.
 */
export function useLine(trouble: Trouble, again: () => void): [PlaceInLine | null, leave: () => void] {
  const [standing, setStanding] = useState<PlaceInLine | null>(null)
  const ask = useRef(again)
  useEffect(() => {
    ask.current = again
  })
  useEffect(() => {
    // While it is asked again, and while nobody answers, the last place is the best that is known.
    if (trouble === null) return
    if (trouble instanceof Fault) setStanding((last) => last && { ...last })
    else setStanding(codeOf(trouble) === 'top_up_line' ? placeIn(trouble.facts) : null)
  }, [trouble])
  useEffect(() => {
    if (!standing) return undefined
    const seconds = Math.min(askEverySeconds, Math.max(1, secondsLeft(standing)))
    const timer = setTimeout(() => ask.current(), seconds * 1000)
    return () => clearTimeout(timer)
  }, [standing])
  return [standing, () => setStanding(null)]
}

function placeIn(facts: Record<string, unknown> = {}): PlaceInLine {
  const { place, waitSeconds } = facts
  return { place: Number(place), waitSeconds: Number(waitSeconds), toldAt: Date.now() }
}

const secondsLeft = ({ waitSeconds, toldAt }: PlaceInLine) =>
  Math.max(0, Math.ceil(waitSeconds - (Date.now() - toldAt) / 1000))

/** 「ただいま N 番目です」: goes down by itself between the server's answers, because the line moves evenly. */
export function Line({ standing, onLeave }: { standing: PlaceInLine; onLeave: () => void }) {
  useWakeLock()
  const [, tick] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), 1000)
    return () => clearInterval(timer)
  }, [])
  const left = secondsLeft(standing)
  const place = Math.max(1, Math.ceil((standing.place * left) / Math.max(1, standing.waitSeconds)))
  return (
    <section
      aria-label="チャージの順番"
      className="flex flex-col items-center gap-5 rounded-16 border-2 border-coin-200 bg-white p-6 text-center"
    >
      <p className="text-lg font-bold [word-break:auto-phrase]">ただいまチャージが混み合っています</p>
      <p>
        <span className="block text-ink-soft">あなたの順番</span>
        <span className="text-5xl font-bold text-coin-800 tabular-nums">{sayNumber(place)}</span>
        <span className="text-xl font-bold"> 番目</span>
      </p>
      <p className="text-lg">
        {left === 0 ? (
          'まもなく進みます'
        ) : (
          <>
            あと <b>{sayWaiting(left)}</b>
          </>
        )}
      </p>
      {/* Spoken when the server has told the place, and not each second. */}
      <p className="sr-only" aria-live="polite">
        {`ただいま${sayNumber(standing.place)}番目です。あと${sayWaiting(standing.waitSeconds)}です。`}
      </p>
      <p className="text-left [word-break:auto-phrase]">
        この画面を開いたままお待ちください。順番が来ると、自動で次へ進みます。待っているあいだも、お店でのお支払いは使えます。
      </p>
      <Button look="quiet" onPress={onLeave}>
        待つのをやめる
      </Button>
    </section>
  )
}

/** 「約3分」, or seconds in the last minute. */
function sayWaiting(seconds: number): string {
  return seconds > 60 ? `約${sayNumber(Math.ceil(seconds / 60))}分` : `約${sayNumber(seconds)}秒`
}
