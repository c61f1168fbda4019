import { Label, Slider, SliderThumb, SliderTrack } from 'react-aria-components'
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
  return (
    <Slider
      value={value}
      minValue={0}
      maxValue={whole}
      onChange={(next) => onChange(Array.isArray(next) ? (next[0] ?? 0) : next)}
      className="flex flex-col gap-2"
    >
      <Label className={labelClass}>{label}</Label>
      <div className="px-5">
        <SliderTrack className="relative flex h-12 w-full items-center">
          <div className="relative h-4 w-full overflow-hidden rounded-full bg-coin-600">
            <div
              className="absolute inset-y-0 left-0 bg-points-600"
              style={{ width: `${(value / whole) * 100}%` }}
            />
          </div>
          <SliderThumb
            aria-label={label}
            aria-valuetext={spoken(value)}
            className="top-1/2 size-11 rounded-full border-4 border-ink bg-card shadow-1"
          />
        </SliderTrack>
      </div>
    </Slider>
  )
}
