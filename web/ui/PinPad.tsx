import { useId, useState } from 'react'
import { digitsOf } from '../lib/digits.ts'
import { t } from '../lib/words/shared.ts'
import { helpClass, labelClass } from './fields.ts'

type PinPadProps = {
  label: string
  help?: string
  error?: string | undefined
  /** While true nothing more is taken. */
  busy?: boolean
  /** Called with the fourth digit; the field is then empty for the next try. */
  onPin: (pin: string) => void
}

const length = 4
const keyClass = [
  'min-h-13 cursor-pointer rounded-16 border-2 border-line bg-card text-2xl font-bold tabular-nums',
  'hover:bg-coin-50 active:bg-coin-100 disabled:cursor-not-allowed disabled:bg-paper-deep',
].join(' ')

/**
 * Four secret digits on large keys, for fingers that do not type, and by keyboard. What is typed is never shown. Takes
 * digits only.
 */
export function PinPad({ label, help, error, busy = false, onPin }: PinPadProps) {
  const [pin, setPin] = useState('')
  const id = useId()
  const take = (text: string) => {
    const digits = digitsOf(text).slice(0, length)
    setPin(digits.length === length ? '' : digits)
    if (digits.length === length && !busy) onPin(digits)
  }
  const described = [help ? `${id}-help` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return (
    <div className="flex flex-col gap-3">
      <label htmlFor={id} className={`${labelClass} text-center`}>
        {label}
      </label>
      {help ? (
        <p id={`${id}-help`} className={`${helpClass} text-center`}>
          {help}
        </p>
      ) : null}
      <input
        id={id}
        type="password"
        // The keys below are the keyboard; a real one works as well.
        inputMode="none"
        autoComplete="off"
        value={pin}
        onChange={(event) => take(event.target.value)}
        aria-invalid={Boolean(error)}
        aria-describedby={described || undefined}
        className="mx-auto w-48 rounded-12 border-2 border-line-strong bg-card py-2 text-center text-4xl tracking-[0.4em]"
      />
      {error ? (
        <p id={`${id}-error`} role="alert" className="text-center font-bold text-red-900">
          {error}
        </p>
      ) : null}
      <fieldset aria-label={t('digitKeys')} className="mx-auto grid w-full max-w-80 grid-cols-3 gap-2">
        {['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((key) => (
          <Key key={key} digit={key} busy={busy} onPress={() => take(pin + key)} />
        ))}
        <button type="button" disabled={busy} className={`${keyClass} text-base`} onClick={() => setPin('')}>
          {t('clear')}
        </button>
        <Key digit="0" busy={busy} onPress={() => take(`${pin}0`)} />
      </fieldset>
    </div>
  )
}

function Key({ digit, busy, onPress }: { digit: string; busy: boolean; onPress: () => void }) {
  return (
    <button type="button" disabled={busy} className={keyClass} onClick={onPress}>
      {digit}
    </button>
  )
}
