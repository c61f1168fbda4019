import { useParams } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { listRelatives } from '#contract/relatives.ts'
import { listRelativesHistory, readRelativesWallet } from '#contract/wallets.ts'
import { askAnew, useAsk } from '../../lib/ask.ts'
import { sayNumber, sayYen } from '../../lib/numbers.ts'
import { paths } from '../../lib/paths.ts'
import { useTown } from '../../lib/town.ts'
import { Asked, TroubleNotice } from '../../lib/Trouble.tsx'
import { useWakeLock } from '../../lib/use-wake-lock.ts'
import { Notice } from '../../ui/Notice.tsx'
import { RadioCards } from '../../ui/RadioCards.tsx'
import { Skeleton } from '../../ui/Spinner.tsx'
import { ShownCode } from '../payments/PayerCodePage.tsx'
import { type CodeTender, usePayerCode } from '../payments/use-payer-code.ts'
import { Screen } from '../Screen.tsx'
import { t as payments } from '../words/payments.ts'
import { t } from '../words/relatives.ts'
import type { Help } from './FamilyPage.tsx'

/** 〇〇さんのカードで支払う: the relative's one-time code on the helper's phone. It says whose money it is. */
export function RelativeCodePage() {
  const { helpId } = useParams({ from: '/inside/family/relatives/$helpId/code' })
  const query = useAsk(listRelatives)
  const help = query.data?.relatives.find(({ id }) => id === helpId)
  return (
    <Screen title={help ? t('payFor', { name: help.name }) : t('title')} back={paths.family} nav={false}>
      <Asked of={query} rows={4}>
        {() => (help ? <Code help={help} /> : <Notice title={t('over')} />)}
      </Asked>
    </Screen>
  )
}

function Code({ help: { id, name } }: { help: Help }) {
  const { coinName, pointsName } = useTown()
  const [tender, setTender] = useState<CodeTender>('points_first')
  const wallet = useAsk(readRelativesWallet, { params: { id } })
  const { code, trouble } = usePayerCode(tender, id)
  useWakeLock()
  // What a till takes meanwhile is seen on the way back.
  useEffect(() => () => [listRelatives, readRelativesWallet, listRelativesHistory].forEach(askAnew), [])
  return (
    <>
      <p className="rounded-16 bg-points-50 p-4 font-bold text-points-800">{t('payHint', { name })}</p>
      <TroubleNotice trouble={trouble} />
      {code ? <ShownCode code={code} /> : trouble ? null : <Skeleton rows={4} />}
      {wallet.data && wallet.data.points > 0 ? (
        <RadioCards
          label={payments('tender')}
          value={tender}
          onChange={setTender}
          cards={[
            {
              value: 'points_first',
              title: payments('pointsFirst', { pointsName }),
              note: `${pointsName} ${sayNumber(wallet.data.points)}・${coinName} ${sayYen(wallet.data.coin)}`,
            },
            {
              value: 'coin',
              title: payments('onlyCoin', { coinName }),
              note: `${coinName} ${sayYen(wallet.data.coin)}`,
            },
          ]}
        />
      ) : null}
    </>
  )
}
