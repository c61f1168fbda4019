import type { ReactNode } from 'react'
import { Checkbox as AriaCheckbox } from 'react-aria-components'
import { IconCheck } from './icons.tsx'

type CheckboxProps = { children: ReactNode; checked: boolean; onChange: (checked: boolean) => void }

/** A tick box whose whole line can be touched. Refuses nothing. */
export function Checkbox({ children, checked, onChange }: CheckboxProps) {
  return (
    <AriaCheckbox
      isSelected={checked}
      onChange={onChange}
      className="group relative flex min-h-12 cursor-pointer items-center gap-3 rounded-12 py-2 font-bold"
    >
      <span className="grid size-7 shrink-0 place-items-center rounded-8 border-2 border-line-strong bg-card text-on-fill group-selected:border-coin-700 group-selected:bg-coin-700">
        {checked ? <IconCheck className="size-5" /> : null}
      </span>
      {children}
    </AriaCheckbox>
  )
}
