import { useState } from 'react'
import { setPaperCardPin } from '#contract/paper-cards.ts'
import { useAct } from '../../lib/ask.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { PinPad } from '../../ui/PinPad.tsx'
import { announce } from '../../ui/Toast.tsx'

/** The person types four digits twice, out of the clerk's sight. */
export function TwoPins({ busy, onPin }: { busy: boolean; onPin: (pin: string) => void }) {
  const [first, setFirst] = useState<string | null>(null)
  const [differs, setDiffers] = useState(false)
  const take = (pin: string) => {
    if (first === null) {
      setDiffers(false)
      return setFirst(pin)
    }
    setFirst(null)
    if (first === pin) onPin(pin)
    else setDiffers(true)
  }
  return (
    <PinPad
      key={first === null ? 'first' : 'again'}
      label={first === null ? '暗証番号（4桁）を決めてください' : 'もう一度、同じ番号を入力してください'}
      help="お客さまに入力してもらいます。同じ数字、続き番号、誕生日は使えません。"
      error={differs ? '2回の番号が違います。はじめから入力してください。' : undefined}
      busy={busy}
      onPin={take}
    />
  )
}

/** A new PIN for the card that the person has. */
export function NewPin({ personId, onClose }: { personId: string; onClose: () => void }) {
  const act = useAct(setPaperCardPin)
  const set = async (pin: string) => {
    if (!(await act.send({ params: { id: personId }, body: { pin } }))) return
    announce('暗証番号を決め直しました。カードはまた使えます。')
    onClose()
  }
  return (
    <>
      <TroubleNotice trouble={act.trouble} />
      <TwoPins busy={act.busy} onPin={(pin) => void set(pin)} />
      <Button look="quiet" onPress={onClose}>
        やめる
      </Button>
    </>
  )
}
