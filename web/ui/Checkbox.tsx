import type { ReactNode } from 'react'
import { IconCheck } from './icons.tsx'

type CheckboxProps = { children: ReactNode; checked: boolean; onChange: (checked: boolean) => void }

/** The device's own mark where the person has set the colours. */
const boxClass = [
  'framed col-start-1 row-start-1 size-7 cursor-pointer appearance-none rounded-8 border-2 border-line-strong',
  'bg-card checked:border-coin-700 checked:bg-coin-700 forced-colors:appearance-auto',
].join(' ')

/** A tick box whose whole line can be touched. Refuses nothing. */
export function Checkbox({ children, checked, onChange }: CheckboxProps) {
  return (
    <label className="grid min-h-12 cursor-pointer grid-cols-[auto_1fr] items-center gap-x-3 rounded-12 py-2 font-bold">
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        className={boxClass}
      />
      {checked ? (
        <IconCheck className="pointer-events-none col-start-1 row-start-1 size-5 justify-self-center text-on-fill forced-colors:hidden" />
      ) : null}
      <span className="col-start-2 min-w-0">{children}</span>
    </label>
  )
}
