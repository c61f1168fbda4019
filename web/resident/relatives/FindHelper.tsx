import { useCallback } from 'react'
import { findHelper, helperDigits } from '#contract/relatives.ts'
import { useAct } from '../../lib/ask.ts'
import { paths } from '../../lib/paths.ts'
import { ReadCode } from '../ReadCode.tsx'
import { Screen } from '../Screen.tsx'
import { t } from '../words/relatives.ts'

/** Whose code was read. */
export type FoundHelper = { code: string; name: string }

/** The first step of letting somebody help: whose code it is. */
export function FindHelper({ onFound }: { onFound: (found: FoundHelper) => void }) {
  const { send, busy, trouble } = useAct(findHelper)
  const find = useCallback(
    async (code: string) => {
      const helper = await send({ body: { code } })
      if (helper) onFound({ code, name: helper.name })
    },
    [send, onFound],
  )
  const words = {
    ...{ brought: t('codeRead'), scan: t('scanHint'), type: t('typeNumber') },
    ...{ digits: t('digits'), short: t('digitsShort'), next: t('next') },
  }
  return (
    <Screen title={t('chooseHelper')} back={paths.family} nav={false}>
      <ReadCode length={helperDigits} words={words} busy={busy} trouble={trouble} onText={find} />
    </Screen>
  )
}
