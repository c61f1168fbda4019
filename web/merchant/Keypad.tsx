type KeypadProps = {
  /** Below nought: `00` for amounts, nothing for a PIN. */
  extra?: '00'
  onDigits: (digits: string) => void
  onBack: () => void
}

const rows = [
  ['1', '2', '3'],
  ['4', '5', '6'],
  ['7', '8', '9'],
] as const

const keyClass = [
  'grid min-h-14 cursor-pointer place-items-center rounded-16 border border-line bg-card text-2xl font-bold tabular-nums',
  'select-none hover:bg-coin-50 active:bg-coin-100 md:min-h-18 md:text-3xl',
].join(' ')

/** Large keys for digits, for whoever stands before a tablet. They type into a field that the page has. */
export function Keypad({ extra, onDigits, onBack }: KeypadProps) {
  return (
    <div className="grid grid-cols-3 gap-2">
      {rows.flat().map((digit) => (
        <Key key={digit} digits={digit} onDigits={onDigits} />
      ))}
      {extra ? <Key digits={extra} onDigits={onDigits} /> : <span />}
      <Key digits="0" onDigits={onDigits} />
      <button type="button" aria-label="1文字消す" className={keyClass} onClick={onBack}>
        ⌫
      </button>
    </div>
  )
}

function Key({ digits, onDigits }: { digits: string; onDigits: KeypadProps['onDigits'] }) {
  return (
    <button type="button" className={keyClass} onClick={() => onDigits(digits)}>
      {digits}
    </button>
  )
}
