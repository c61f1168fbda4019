import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { readWallet } from '#contract/wallets.ts'
import { useAsk } from '../../lib/ask.ts'
import { sayNumber, sayYen } from '../../lib/numbers.ts'
import { paths } from '../../lib/paths.ts'
import { useTown } from '../../lib/town.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { saySeconds, useCountdown } from '../../lib/use-countdown.ts'
import { useWakeLock } from '../../lib/use-wake-lock.ts'
import { Bars } from '../../ui/Bars.tsx'
import { buttonClass } from '../../ui/Button.tsx'
import { QrCode } from '../../ui/QrCode.tsx'
import { RadioCards } from '../../ui/RadioCards.tsx'
import { Skeleton } from '../../ui/Spinner.tsx'
import { Screen } from '../Screen.tsx'
import { type CodeTender, type PayerCode, usePayerCode } from './use-payer-code.ts'
import { t } from '../words/payments.ts'

/** コードを見せる: the person's own one-time code, for a till that scans; it renews itself. */
export function PayerCodePage() {
  const { coinName, pointsName, proposes } = useTown()
  const [tender, setTender] = useState<CodeTender>(proposes === 'points_first' ? 'points_first' : 'coin')
  const wallet = useAsk(readWallet)
  const { code, trouble } = usePayerCode(tender)
  useWakeLock()
  return (
    <Screen title={t('showCode')} back={paths.pay} nav={false}>
      <TroubleNotice trouble={trouble} />
      {code ? <ShownCode code={code} /> : trouble ? null : <Skeleton rows={4} />}
      {wallet.data && wallet.data.points > 0 ? (
        <RadioCards
          label={t('tender')}
          value={tender}
          onChange={setTender}
          cards={[
            {
              value: 'points_first',
              title: t('pointsFirst', { pointsName }),
              note: `${pointsName} ${sayNumber(wallet.data.points)}・${coinName} ${sayYen(wallet.data.coin)}`,
            },
            {
              value: 'coin',
              title: t('onlyCoin', { coinName }),
              note: `${coinName} ${sayYen(wallet.data.coin)}`,
            },
          ]}
        />
      ) : wallet.data ? (
        <p className="text-center font-bold">
          {coinName} {sayYen(wallet.data.coin)}
        </p>
      ) : null}
      <p className="text-sm text-ink-soft">{t('codeOnce')}</p>
      <Link to={paths.pay} className={buttonClass('outline', 'large', true)}>
        {t('scanStore')}
      </Link>
    </Screen>
  )
}

/** A code for the camera and for readers of bars, with the time that it has left. */
export function ShownCode({ code }: { code: PayerCode }) {
  const seconds = useCountdown(code.expiresAt)
  const spoken = code.digits.replace(/(\d{4})(?=\d)/g, '$1 ')
  return (
    <section className="flex flex-col items-center gap-3 rounded-24 border-2 border-coin-200 bg-card p-4">
      <p className="font-bold">{t('letScan')}</p>
      <Bars widths={code.bars} label={t('barcode')} />
      <p className="text-lg tracking-wide tabular-nums">{spoken}</p>
      <QrCode text={code.code} label={t('code')} className="w-full max-w-64" />
      <p className="text-ink-soft tabular-nums">{t('codeLeft', { time: saySeconds(seconds) })}</p>
    </section>
  )
}
