import { Label, Slider, SliderThumb, SliderTrack } from 'react-aria-components'
import { labelClass } from './fields.ts'

type SplitSliderProps = {
  label: string
  value: number
  min: number
  max: number
  onChange: (value: number) => void
  spoken: (value: number) => string
}

/** Divides an amount between points (left part) and coin (right part). Refuses values outside its ends. */
export function SplitSlider({ label, value, min, max, onChange, spoken }: SplitSliderProps) {
  const share = max > min ? ((value - min) / (max - min)) * 100 : 0
  return (
    <Slider
      value={value}
      minValue={min}
      maxValue={max}
      onChange={(next) => onChange(Array.isArray(next) ? (next[0] ?? min) : next)}
      isDisabled={max <= min}
      className="flex flex-col gap-2"
    >
      <Label className={labelClass}>{label}</Label>
      <div className="px-5">
        <SliderTrack className="relative flex h-12 w-full items-center">
          <div className="relative h-3 w-full overflow-hidden rounded-full bg-coin-600">
            <div className="absolute inset-y-0 left-0 bg-points-600" style={{ width: `${share}%` }} />
          </div>
          <SliderThumb
            aria-label={label}
            aria-valuetext={spoken(value)}
            className="top-1/2 size-11 rounded-full border-4 border-points-600 bg-white shadow-1"
          />
        </SliderTrack>
      </div>
    </Slider>
  )
}
