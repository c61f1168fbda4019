import { useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { RadioCards } from '../ui/RadioCards.tsx'
import { Sheet } from '../ui/Sheet.tsx'
import { chooseLook, type Look, useLook } from './look.ts'

const schemes: { value: Look['scheme']; title: string; note?: string }[] = [
  { value: 'auto', title: '自動', note: '端末の設定に合わせます' },
  { value: 'light', title: '明るい' },
  { value: 'dark', title: '暗い' },
]
const sizes: { value: Look['text']; title: string }[] = [
  { value: 'normal', title: '標準' },
  { value: 'large', title: '大きな文字' },
  { value: 'largest', title: 'とても大きな文字' },
]

/** Light or dark, and how large the letters are; seen at once. */
export function LookChoice() {
  const look = useLook()
  return (
    <>
      <RadioCards
        label="画面の明るさ"
        value={look.scheme}
        onChange={(scheme) => chooseLook({ ...look, scheme })}
        cards={schemes}
      />
      <RadioCards
        label="文字の大きさ"
        value={look.text}
        onChange={(text) => chooseLook({ ...look, text })}
        cards={sizes}
      />
    </>
  )
}

/** The choice behind one button, for apps without a menu. */
export function LookButton() {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button look="quiet" onPress={() => setOpen(true)}>
        表示
      </Button>
      <Sheet title="表示の設定" open={open} onClose={() => setOpen(false)}>
        <LookChoice />
        <Button wide onPress={() => setOpen(false)}>
          閉じる
        </Button>
      </Sheet>
    </>
  )
}
