import { type FormEvent, useCallback, useState } from 'react'
import { CameraView } from '../../lib/CameraView.tsx'
import { sayYen } from '../../lib/numbers.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { Amount } from '../../ui/Amount.tsx'
import { Button } from '../../ui/Button.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import { TextField } from '../../ui/TextField.tsx'
import type { ReceivedPayment } from './Received.tsx'
import { TypeCardPin } from './TypeCardPin.tsx'
import { useCharge } from './use-charge.ts'

type ReadPayerCodeProps = {
  amount: number
  onPaid: (payment: ReceivedPayment) => void
  onStop: () => void
}

const typed = 'バーコードの番号を入力する'

/** The customer's own code: by the camera, by a bar reader that types, or by hand. */
export function ReadPayerCode({ amount, onPaid, onStop }: ReadPayerCodeProps) {
  const { charge, state, trouble, pinFor, forgetPin } = useCharge(amount, onPaid)
  const [digits, setDigits] = useState('')
  const read = useCallback(async (text: string) => charge(text), [charge])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (digits.trim()) void charge(digits)
  }
  if (pinFor) {
    return (
      <TypeCardPin
        amount={amount}
        busy={state !== 'ready'}
        trouble={trouble}
        onPin={(pin) => void charge(pinFor.code, pin)}
        onStop={forgetPin}
      />
    )
  }
  return (
    <>
      <p className="flex items-baseline justify-between gap-4 rounded-16 border border-line bg-card p-4">
        <span className="font-bold">お会計</span>
        <Amount value={amount} unit="yen" size="large" />
      </p>
      {state === 'asking' ? (
        <Spinner label={`${sayYen(amount)}のお支払いを確かめています`} />
      ) : (
        <CameraView onText={read} otherwise={typed} />
      )}
      {state === 'unsure' ? (
        <output className="font-bold">
          通信が不安定です。結果がわかるまで自動で確認します。二重にはなりません。
        </output>
      ) : null}
      <TroubleNotice trouble={trouble} />
      <form noValidate onSubmit={submit} className="flex flex-col gap-3">
        <TextField
          label={typed}
          help="バーコードリーダーをつなぐと、読み取った番号がそのまま入ります。"
          inputMode="numeric"
          autoComplete="off"
          value={digits}
          onChange={setDigits}
        />
        <Button type="submit" look="outline" busy={state !== 'ready'}>
          この番号で受け取る
        </Button>
      </form>
      <Button look="quiet" disabled={state !== 'ready'} onPress={onStop}>
        金額を直す
      </Button>
    </>
  )
}
