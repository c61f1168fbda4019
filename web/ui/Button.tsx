import type { ReactNode } from 'react'
import { Spinner } from './Spinner.tsx'

export type ButtonLook = 'coin' | 'points' | 'outline' | 'quiet' | 'danger'
export type ButtonSize = 'normal' | 'large'

const looks: Record<ButtonLook, string> = {
  coin: 'bg-coin-700 text-on-fill hover:bg-coin-800 active:bg-coin-900',
  points: 'bg-points-600 text-on-fill hover:bg-points-700',
  outline: 'border-2 border-coin-700 bg-card text-coin-800 hover:bg-coin-50',
  quiet: 'text-coin-800 underline underline-offset-4 hover:bg-coin-50',
  danger: 'bg-red-900 text-on-fill hover:bg-red-1000',
}

/** Gives the classes of a button, for links that look like one. Refuses nothing. */
export function buttonClass(look: ButtonLook = 'coin', size: ButtonSize = 'normal', wide = false): string {
  const room = size === 'large' ? 'min-h-16 px-5 py-3 text-xl' : 'min-h-12 px-5 py-2 text-base'
  return [
    'inline-flex items-center justify-center gap-2 rounded-full text-center font-bold transition-colors',
    'cursor-pointer disabled:cursor-not-allowed disabled:border-transparent disabled:bg-paper-deep',
    'disabled:text-ink-soft disabled:no-underline',
    looks[look],
    room,
    wide ? 'w-full' : '',
  ].join(' ')
}

type ButtonProps = {
  children: ReactNode
  look?: ButtonLook
  size?: ButtonSize
  wide?: boolean
  type?: 'button' | 'submit'
  disabled?: boolean
  /** While true the button cannot be pressed again and says that it is working. */
  busy?: boolean
  onPress?: () => void
  label?: string
}

/** A button with a touch target of at least 48 px. Refuses presses while it is busy or disabled. */
export function Button(props: ButtonProps) {
  const press = props.busy ? undefined : props.onPress
  return (
    <button
      type={props.busy ? 'button' : (props.type ?? 'button')}
      disabled={props.disabled}
      // Busy is not disabled: a disabled button would lose the focus to the top of the page.
      aria-disabled={props.busy}
      aria-busy={props.busy}
      aria-label={props.label}
      onClick={press}
      className={buttonClass(props.look, props.size, props.wide)}
    >
      {props.busy ? <Spinner small /> : null}
      {props.children}
    </button>
  )
}
