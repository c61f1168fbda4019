import { type FormEvent, useRef, useState } from 'react'
import { chargeAtCounter, counterDigits, findAtCounter } from '#contract/counters.ts'
import { CameraView } from '../../lib/CameraView.tsx'
import { codeOf, useAct } from '../../lib/ask.ts'
import { digitsOf } from '../../lib/digits.ts'
import { sayYen } from '../../lib/numbers.ts'
import { TroubleNotice, useTroubleWords } from '../../lib/Trouble.tsx'
import { makeId } from '../../lib/uuid.ts'
import { Amount } from '../../ui/Amount.tsx'
import { AmountField } from '../../ui/AmountField.tsx'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/TextField.tsx'
import type { Charge, Visitor } from './CounterPage.tsx'

/** The bars of a printed card, as a reader sends them. */
const cardDigits = 44

/** The number on a phone, or a printed card: typed, sent by a scanner as if typed, or seen by the camera. */
export function FindForm({ onFound }: { onFound: (visitor: Visitor) => void }) {
  const [number, setNumber] = useState('')
  const [tooShort, setTooShort] = useState(false)
  const [camera, setCamera] = useState(false)
  const act = useAct(findAtCounter)
  const say = useTroubleWords()
  const unknown = codeOf(act.trouble) === 'counter_code_unknown' && act.trouble ? say(act.trouble) : undefined
  const find = async (text: string) => {
    const visitor = await act.send({ body: { number: text } })
    if (visitor) onFound(visitor)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const whole = number.length === counterDigits || number.length === cardDigits
    setTooShort(!whole)
    if (whole) void find(number)
  }
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      <h2 className="text-xl font-bold">お客さまの番号</h2>
      <TextField
        label="アプリに表示された番号（10桁）"
        help="お客さまのアプリで「チャージ」→「窓口でチャージ」を開いてもらいます。"
        inputMode="numeric"
        autoComplete="off"
        value={number}
        onChange={(text) => setNumber(digitsOf(text).slice(0, cardDigits))}
        error={tooShort ? '10桁の番号を入力してください。' : unknown}
        className="text-center text-3xl font-bold tracking-widest tabular-nums"
      />
      <TroubleNotice trouble={act.trouble} except={['counter_code_unknown']} />
      <Button type="submit" size="large" wide busy={act.busy}>
        次へ
      </Button>
      {camera ? (
        <CameraView onText={find} otherwise="アプリに表示された番号" />
      ) : (
        <Button look="quiet" onPress={() => setCamera(true)}>
          アプリの番号・QRカードをカメラで読み取る
        </Button>
      )}
    </form>
  )
}

const amounts = [1000, 3000, 5000, 10_000]
const amountCodes = [
  'top_up_below_minimum',
  'top_up_over_limit',
  'top_up_over_first_day_limit',
  'top_up_over_day_limit',
  'top_up_over_month_limit',
  'balance_over_cap',
] as const

function whatIsWrong(amount: number | null, { minimum, maximum }: Visitor): string | undefined {
  if (amount === null || amount < minimum) return `${sayYen(minimum)}からチャージできます。`
  return amount > maximum ? `チャージできるのは${sayYen(maximum)}までです。` : undefined
}

type ChargeFormProps = { visitor: Visitor; onBack: () => void; onDone: (charge: Charge) => void }

/** The amount, the cash that was handed over, and the change that goes back. */
export function ChargeForm({ visitor, onBack, onDone }: ChargeFormProps) {
  const [amount, setAmount] = useState<number | null>(null)
  const [received, setReceived] = useState<number | null>(null)
  const [tried, setTried] = useState(false)
  // Kept until the server has answered: pressing twice after a lost answer is one charge.
  const id = useRef(makeId())
  const act = useAct(chargeAtCounter)
  const say = useTroubleWords()
  const code = codeOf(act.trouble)
  const refused = act.trouble && amountCodes.some((each) => each === code) ? say(act.trouble) : undefined
  const change = (set: (value: number | null) => void) => (value: number | null) => {
    act.forget()
    // Other figures are another charge.
    id.current = makeId()
    set(value)
  }
  const { minimum, maximum, holder, codeId } = visitor
  const wrong = whatIsWrong(amount, visitor)
  const short = amount !== null && (received ?? 0) < amount ? 'お預かりした金額が足りません。' : undefined
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (wrong || short || amount === null || received === null) return
    const charge = await act.send({ body: { id: id.current, codeId, amount, received } })
    if (charge) onDone(charge)
  }
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      <h2 className="text-xl font-bold">{holder} 様</h2>
      <p>
        チャージできる金額は{sayYen(minimum)}〜{sayYen(maximum)}です。お名前のはじめを確かめてください。
      </p>
      <AmountField
        label="チャージする金額"
        unit="円"
        large
        value={amount}
        onChange={change(setAmount)}
        error={(tried || (amount ?? 0) > maximum ? wrong : undefined) ?? refused}
      />
      <div className="grid grid-cols-4 gap-2">
        {amounts.map((each) => (
          <Button key={each} look="outline" onPress={() => change(setAmount)(each)}>
            {sayYen(each)}
          </Button>
        ))}
      </div>
      <AmountField
        label="お預かりした現金"
        unit="円"
        large
        value={received}
        onChange={change(setReceived)}
        error={tried ? short : undefined}
      />
      <p aria-live="polite" className="flex items-baseline justify-between font-bold">
        お釣り
        <Amount value={Math.max(0, (received ?? 0) - (amount ?? 0))} unit="yen" size="large" />
      </p>
      <TroubleNotice trouble={act.trouble} except={amountCodes} />
      <Button type="submit" size="large" wide busy={act.busy}>
        チャージする
      </Button>
      <Button look="quiet" onPress={onBack}>
        やめる
      </Button>
    </form>
  )
}
