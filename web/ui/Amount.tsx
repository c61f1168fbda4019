import { sayNumber } from '../lib/numbers.ts'
import { t } from '../lib/words/shared.ts'

export type Unit = 'yen' | 'points'
type AmountProps = { value: number; unit: Unit; size?: 'hero' | 'large' | 'normal'; sign?: boolean }

const sizes = {
  hero: 'text-[min(3rem,18cqi)]',
  large: 'text-3xl',
  normal: 'text-lg',
}

/** Yen or points with digits of one width, read aloud as one number. Refuses nothing. */
export function Amount({ value, unit, size = 'normal', sign = false }: AmountProps) {
  const mark = value < 0 ? '−' : sign && value > 0 ? '+' : ''
  const count = Math.abs(value)
  const number = sayNumber(count)
  // Some languages write the unit before the number, others after it.
  const [before = '', after = ''] = t(unit, { count }).split(number)
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-1 font-bold tabular-nums">
      <span className={`${sizes[size]} leading-tight`}>
        {mark}
        {before}
        {number}
      </span>
      {after ? (
        <span className={size === 'hero' ? 'text-[min(1.25rem,8cqi)]' : 'text-sm'}>{after.trim()}</span>
      ) : null}
    </span>
  )
}
