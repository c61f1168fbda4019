import { type FormEvent, useState } from 'react'
import { CameraPicture, ReadAnew } from '../../lib/CameraView.tsx'
import type { Trouble } from '../../lib/ask.ts'
import { sayYen } from '../../lib/numbers.ts'
import { TroubleNotice, useTroubleWords } from '../../lib/Trouble.tsx'
import { Amount } from '../../ui/Amount.tsx'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { PoorLine } from './PoorLine.tsx'
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
  const { charge, read, seen, readAnew, ...charging } = useCharge(amount, onPaid)
  const { state, trouble, waiting, goOn, giveUp } = charging
  const [digits, setDigits] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (digits.trim()) void charge(digits)
  }
  if (waiting?.wants === 'pin') {
    return (
      <TypeCardPin
        amount={amount}
        busy={state !== 'ready'}
        trouble={trouble}
        onPin={(pin) => goOn({ pin })}
        onStop={giveUp}
      />
    )
  }
  return (
    <>
      <p className="flex items-baseline justify-between gap-4 rounded-16 border border-line bg-card p-4">
        <span className="font-bold">お会計</span>
        <Amount value={amount} unit="yen" size="large" />
      </p>
      {waiting ? (
        <OnceMore
          busy={state !== 'ready'}
          trouble={trouble}
          onYes={() => goOn({ again: true })}
          onNo={giveUp}
        />
      ) : state === 'asking' ? (
        <Spinner label={`${sayYen(amount)}のお支払いを確かめています`} />
      ) : (
        <CameraPicture onText={read} otherwise={typed} />
      )}
      {state === 'unsure' ? <PoorLine /> : null}
      {waiting ? null : <TroubleNotice trouble={trouble} />}
      {seen && state === 'ready' && !waiting ? <ReadAnew onPress={readAnew} /> : null}
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

type OnceMoreProps = { busy: boolean; trouble: Trouble; onYes: () => void; onNo: () => void }

/** A printed card has paid the same a moment ago: only people know whether this is another purchase. */
function OnceMore({ busy, trouble, onYes, onNo }: OnceMoreProps) {
  const say = useTroubleWords()
  return (
    <Notice
      tone="warning"
      title="もう一度いただきますか"
      action={
        <span className="flex flex-wrap gap-3">
          <Button busy={busy} onPress={onYes}>
            もう一度いただく
          </Button>
          <Button look="outline" disabled={busy} onPress={onNo}>
            いただかない
          </Button>
        </span>
      }
    >
      {trouble ? say(trouble) : null}
    </Notice>
  )
}
