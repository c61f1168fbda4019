import { useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { RadioCards } from '../ui/RadioCards.tsx'
import { Sheet } from '../ui/Sheet.tsx'
import { chooseLook, useLook } from './look.ts'
import { t } from './words/shared.ts'

/** Light or dark, and how large the letters are; seen at once. */
export function LookChoice() {
  const look = useLook()
  return (
    <>
      <RadioCards
        label={t('brightness')}
        value={look.scheme}
        onChange={(scheme) => chooseLook({ ...look, scheme })}
        cards={[
          { value: 'auto', title: t('schemeAuto'), note: t('schemeAutoNote') },
          { value: 'light', title: t('schemeLight') },
          { value: 'dark', title: t('schemeDark') },
        ]}
      />
      <RadioCards
        label={t('textSize')}
        value={look.text}
        onChange={(text) => chooseLook({ ...look, text })}
        cards={[
          { value: 'normal', title: t('textNormal') },
          { value: 'large', title: t('textLarge') },
          { value: 'largest', title: t('textLargest') },
        ]}
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
        {t('display')}
      </Button>
      <Sheet title={t('displayTitle')} open={open} onClose={() => setOpen(false)}>
        <LookChoice />
        <Button wide onPress={() => setOpen(false)}>
          {t('close')}
        </Button>
      </Sheet>
    </>
  )
}
