import { useState } from 'react'
import { listRelatives, showHelperCode } from '#contract/relatives.ts'
import { useAskEvery } from '../../lib/ask.ts'
import { serverNow } from '../../lib/clock.ts'
import { paths } from '../../lib/paths.ts'
import { Notice } from '../../ui/Notice.tsx'
import { OwnCode } from '../OwnCode.tsx'
import { Screen } from '../Screen.tsx'
import { t } from '../words/relatives.ts'

/** The helper's own code for ten minutes, and above it whose help has begun meanwhile. */
export function HelperCodePage() {
  const words = {
    ...{ showThis: t('showThis'), label: t('codeLabel'), over: t('codeOver'), another: t('newCode') },
    left: (time: string) => t('codeLeft', { time }),
  }
  return (
    <Screen title={t('showTitle')} back={paths.family} nav={false}>
      <Begun />
      <OwnCode endpoint={showHelperCode} words={words} />
    </Screen>
  )
}

const lookMs = 2000

/** Whose help has begun since this page was opened. */
function Begun() {
  const [since] = useState(serverNow)
  const { data } = useAskEvery(() => lookMs, listRelatives)
  const fresh = (data?.relatives ?? []).filter((help) => Date.parse(help.since) >= since)
  return (
    <output className="flex flex-col gap-2">
      {fresh.map(({ id, name }) => (
        <Notice key={id} tone="good" title={t('begun', { name })} />
      ))}
    </output>
  )
}
