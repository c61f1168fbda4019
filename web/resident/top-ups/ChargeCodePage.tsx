import { Link, useLocation } from '@tanstack/react-router'
import { CameraView } from '../../lib/CameraView.tsx'
import { paths } from '../../lib/paths.ts'
import { useTown } from '../../lib/town.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { IconTicket } from '../../ui/icons.tsx'
import { Screen } from '../Screen.tsx'
import { useRedeemCode } from './use-redeem-code.ts'
import { t } from '../words/top-ups.ts'

/** A charge code on paper: scanned here, or by the phone's own camera, which then brings the secret along. */
export function ChargeCodePage() {
  const { coinName } = useTown()
  const secret = useLocation({ select: ({ hash }) => hash })
  return (
    <Screen title={t('chargeCode')} back={paths.topUpWays} nav={false}>
      {secret ? <Brought secret={secret} coinName={coinName} /> : <Scan coinName={coinName} />}
    </Screen>
  )
}

function Scan({ coinName }: { coinName: string }) {
  const { redeem, trouble } = useRedeemCode()
  return (
    <>
      <p>{t('codeScanHint', { coinName })}</p>
      <CameraView onText={redeem} otherwise={t('typeNumber')} />
      <TroubleNotice trouble={trouble} />
      <Link to={paths.chargeCodeNumber} className={buttonClass('outline', 'large', true)}>
        {t('typeNumber')}
      </Link>
    </>
  )
}

function Brought({ secret, coinName }: { secret: string; coinName: string }) {
  const { redeem, busy, trouble } = useRedeemCode()
  return (
    <>
      <section className="flex flex-col items-center gap-3 rounded-24 bg-coin-50 p-6 text-center text-coin-800">
        <IconTicket className="size-14" />
        <p className="font-bold text-ink">{t('codeRead')}</p>
      </section>
      <p>{t('codeReadNote', { coinName })}</p>
      <TroubleNotice trouble={trouble} />
      <Button size="large" wide busy={busy} onPress={() => void redeem(secret)}>
        {t('codeUse')}
      </Button>
    </>
  )
}
