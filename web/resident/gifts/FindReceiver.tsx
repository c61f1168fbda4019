import { useCallback } from 'react'
import { findGiftReceiver, giftDigits } from '#contract/gifts.ts'
import { useAct } from '../../lib/ask.ts'
import { paths } from '../../lib/paths.ts'
import { ReadCode } from '../ReadCode.tsx'
import { Screen } from '../Screen.tsx'
import { t } from '../words/gifts.ts'

/** Whose code was read. */
export type Found = { code: string; name: string | null }

/** The first step of おくる: whose code it is. */
export function FindReceiver({ onFound }: { onFound: (found: Found) => void }) {
  const { send, busy, trouble } = useAct(findGiftReceiver)
  const find = useCallback(
    async (code: string) => {
      const receiver = await send({ body: { code } })
      if (receiver) onFound({ code, name: receiver.name })
    },
    [send, onFound],
  )
  const words = {
    ...{ brought: t('codeRead'), scan: t('scanHint'), type: t('typeNumber') },
    ...{ digits: t('digits'), short: t('digitsShort'), next: t('next') },
  }
  return (
    <Screen title={t('give')} back={paths.gifts} nav={false}>
      <ReadCode length={giftDigits} words={words} busy={busy} trouble={trouble} onText={find} />
    </Screen>
  )
}
