import { type FormEvent, useState } from 'react'
import { readAmount } from '../../lib/digits.ts'
import { makeId } from '../../lib/uuid.ts'
import { AmountField } from '../../ui/AmountField.tsx'
import { Button } from '../../ui/Button.tsx'
import { Keypad } from '../Keypad.tsx'
import { ShopPage } from '../ShopPage.tsx'
import { AmountCode } from './AmountCode.tsx'
import { PendingCharges } from './PendingCharges.tsx'
import { ReadPayerCode } from './ReadPayerCode.tsx'
import { Received, type ReceivedPayment } from './Received.tsx'

type Step =
  | { at: 'amount' }
  | { at: 'show' | 'read'; id: string; amount: number }
  | { at: 'done'; payment: ReceivedPayment }

/** お会計: an amount, and then either the shop's code with it or the customer's own code. */
export function ReceivePage() {
  const [step, setStep] = useState<Step>({ at: 'amount' })
  const again = () => setStep({ at: 'amount' })
  const done = (payment: ReceivedPayment) => setStep({ at: 'done', payment })
  return (
    <ShopPage key={step.at} title={titles[step.at]} hideTitle={step.at === 'done'}>
      {step.at === 'amount' ? (
        <>
          <PendingCharges />
          <AmountForm onNext={(at, amount) => setStep({ at, amount, id: makeId() })} />
        </>
      ) : step.at === 'done' ? (
        <Received payment={step.payment} onNext={again} />
      ) : step.at === 'show' ? (
        <AmountCode id={step.id} amount={step.amount} onPaid={done} onStop={again} />
      ) : (
        <ReadPayerCode amount={step.amount} onPaid={done} onStop={again} />
      )}
    </ShopPage>
  )
}

const titles: Record<Step['at'], string> = {
  amount: 'お会計',
  show: 'お客さまに読み取ってもらう',
  read: 'お客さまのコードを読み取る',
  done: 'お支払い完了',
}

/** An amount, and whether the shop shows its code or reads the customer's. */
export function AmountForm({ onNext }: { onNext: (at: 'show' | 'read', amount: number) => void }) {
  const [amount, setAmount] = useState<number | null>(null)
  const [tried, setTried] = useState(false)
  const go = (at: 'show' | 'read') => {
    setTried(true)
    if (amount) onNext(at, amount)
  }
  const type = (digits: string) => setAmount(readAmount(`${amount ?? ''}${digits}`))
  const erase = () => setAmount(readAmount(String(amount ?? '').slice(0, -1)))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    go('show')
  }
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      <AmountField
        label="お会計の金額"
        unit="円"
        large
        keypad
        value={amount}
        onChange={setAmount}
        error={tried && !amount ? '金額を入力してください。' : undefined}
      />
      <Keypad extra="00" onDigits={type} onBack={erase} />
      <Button type="submit" size="large" wide>
        コードを出す
      </Button>
      <Button look="outline" size="large" wide onPress={() => go('read')}>
        お客さまのコードを読み取る
      </Button>
    </form>
  )
}
