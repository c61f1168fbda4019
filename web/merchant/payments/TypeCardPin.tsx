import { useEffect } from 'react'
import { codeOf, type Trouble } from '../../lib/ask.ts'
import { TroubleNotice, useTroubleWords } from '../../lib/Trouble.tsx'
import { Amount } from '../../ui/Amount.tsx'
import { Button } from '../../ui/Button.tsx'
import { PinPad } from '../../ui/PinPad.tsx'
import { useStaff } from '../use-staff.ts'

type TypeCardPinProps = {
  amount: number
  busy: boolean
  trouble: Trouble
  onPin: (pin: string) => void
  onStop: () => void
}

/** A printed card above its amount: the screen is turned to the customer, who sees the sum and types the PIN. */
export function TypeCardPin({ amount, busy, trouble, onPin, onStop }: TypeCardPinProps) {
  const { store } = useStaff()
  const say = useTroubleWords()
  const wrong = codeOf(trouble) === 'paper_card_pin_wrong' && trouble ? say(trouble) : undefined
  useEffect(() => {
    document.querySelector('main')?.scrollTo({ top: 0 })
  }, [])
  return (
    <>
      <p className="text-center text-lg font-bold">画面をお客さまに向けてください</p>
      <section className="flex flex-col items-center gap-1 rounded-24 bg-hero p-2 text-center text-on-hero">
        <p className="font-bold">{store.name}・QRカード</p>
        <p>
          <Amount value={amount} unit="yen" size="hero" />
        </p>
      </section>
      <TroubleNotice trouble={trouble} except={['paper_card_pin_wrong', 'paper_card_pin_needed']} />
      <PinPad label="カードの暗証番号（4桁）" error={wrong} busy={busy} onPin={onPin} />
      <Button look="quiet" disabled={busy} onPress={onStop}>
        支払いをやめる
      </Button>
    </>
  )
}
