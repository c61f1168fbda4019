import { useEffect, useState } from 'react'
import { showGiftCode } from '#contract/gifts.ts'
import { listHistory, readWallet } from '#contract/wallets.ts'
import { askAnew, useAskEvery } from '../../lib/ask.ts'
import { serverNow } from '../../lib/clock.ts'
import { sayYen } from '../../lib/numbers.ts'
import { paths } from '../../lib/paths.ts'
import { Notice } from '../../ui/Notice.tsx'
import { OwnCode } from '../OwnCode.tsx'
import { Screen } from '../Screen.tsx'
import { t } from '../words/gifts.ts'

/** うけとる: one's own code for ten minutes, and above it what has arrived meanwhile. */
export function ReceiveGiftPage() {
  const words = {
    ...{ showThis: t('showThis'), label: t('codeLabel'), over: t('codeOver'), another: t('newCode') },
    left: (time: string) => t('codeLeft', { time }),
  }
  return (
    <Screen title={t('receive')} back={paths.gifts} nav={false}>
      <Arrived />
      <OwnCode endpoint={showGiftCode} words={words} />
    </Screen>
  )
}

const lookMs = 2000

/** What has been given since this page was opened. */
function Arrived() {
  const [since] = useState(serverNow)
  const { data } = useAskEvery(() => lookMs, listHistory, { query: { limit: 5 } })
  const gifts = (data?.items ?? []).filter(
    ({ kind, at }) => kind === 'gift_received' && Date.parse(at) >= since,
  )
  useEffect(() => {
    if (gifts.length > 0) askAnew(readWallet)
  }, [gifts.length])
  return (
    <output className="flex flex-col gap-2">
      {gifts.map(({ id, counterpart, coin, giftCard }) => (
        <Notice
          key={id}
          tone="good"
          title={t('got', {
            name: counterpart ? t('who', { name: counterpart }) : t('someone'),
            amount: sayYen(coin),
          })}
        >
          {giftCard ? t(`card_${giftCard}`) : null}
        </Notice>
      ))}
    </output>
  )
}
