import { useId } from 'react'
import { labelClass } from './fields.ts'

type SplitSliderProps = {
  label: string
  /** The part in points, and the whole that it is a part of. */
  value: number
  whole: number
  onChange: (value: number) => void
  spoken: (value: number) => string
}

/**
 * Divides a whole between points (left) and coin (right), in true proportion. The caller keeps the value
 * within what the person has, so the thumb stays where no more can be taken.
 */
export function SplitSlider({ label, value, whole, onChange, spoken }: SplitSliderProps) {
  const id = useId()
  return (
    <div className="flex flex-col gap-2">
      <label htmlFor={id} className={labelClass}>
        {label}
      </label>
      {/* The bar ends where the middle of the thumb does, half of its width before the edge. */}
      <div className="relative flex h-12 items-center rounded-full px-5.5">
        <div className="relative h-4 w-full overflow-hidden rounded-full bg-coin-600">
          <div
            className="absolute inset-y-0 left-0 bg-points-600"
            style={{ width: `${(value / whole) * 100}%` }}
          />
        </div>
        <input
          id={id}
          type="range"
          min={0}
          max={whole}
          value={value}
          onChange={(event) => onChange(Number(event.target.value))}
          aria-valuetext={spoken(value)}
          className="framed thumb absolute inset-0"
        />
      </div>
    </div>
  )
}
