import { Link, useNavigate } from '@tanstack/react-router'
import { useCallback, useEffect } from 'react'
import { findStoreToPay, readStore } from '#contract/merchants.ts'
import { asking, queryClient, useAct } from '../../lib/ask.ts'
import { CameraView } from '../../lib/CameraView.tsx'
import { paths } from '../../lib/paths.ts'
import { useMe } from '../../lib/session.ts'
import { useTown } from '../../lib/town.ts'
import { useOnline } from '../../lib/use-online.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { buttonClass } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { forgetBegun, rememberBegun } from '../come-back.tsx'
import { MissingProofs, stepsOf } from '../residents/MissingProofs.tsx'
import { Screen } from '../Screen.tsx'
import { OfflineNotice } from './OfflineNotice.tsx'
import { t } from '../words/payments.ts'
import { t as practice } from '../words/practice.ts'

/** 支払う: the camera looks for the shop's code; the number and the list of shops are always there too. */
export function PayPage() {
  const me = useMe()
  const online = useOnline()
  const { coinName } = useTown()
  const steps = stepsOf(me, 'pay')
  const ready = steps.every((step) => step.done)
  useEffect(() => (ready ? forgetBegun('pay') : rememberBegun('pay')), [ready])
  const { send, trouble } = useAct(findStoreToPay)
  const navigate = useNavigate()
  const found = useCallback(
    async (text: string) => {
      const answer = await send({ body: { text } })
      if (!answer) return
      const { request, ...store } = answer
      queryClient.setQueryData(asking(readStore, { params: { id: store.id } }).queryKey, store)
      const asked = request ? { request: request.id, amount: String(request.amount) } : {}
      await navigate({
        to: paths.payAmount,
        params: { storeId: store.id },
        search: { via: 'store_code', ...asked },
      })
    },
    [send, navigate],
  )
  return (
    <Screen title={t('pay')} back={paths.home}>
      {online ? null : <OfflineNotice />}
      {me.frozen ? (
        <Notice tone="bad" title={t('cannotPay')}>
          {t('frozen')}
        </Notice>
      ) : !ready ? (
        <MissingProofs deed={t('deed')} steps={steps}>
          {t('proofNeeded', { coinName })}
        </MissingProofs>
      ) : (
        <>
          <p>{t('scanHint', { coinName })}</p>
          <CameraView onText={found} otherwise={t('typeNumber')} />
          <TroubleNotice trouble={trouble} />
          <Link to={paths.payerCode} className={buttonClass('coin', 'large', true)}>
            {t('showMine')}
          </Link>
          <Link to={paths.payByNumber} className={buttonClass('outline', 'large', true)}>
            {t('typeNumber')}
          </Link>
          <Link to={paths.stores} className={buttonClass('quiet')}>
            {t('chooseStore')}
          </Link>
          <Link to={paths.practice} className={buttonClass('quiet')}>
            {practice('menu')}
          </Link>
        </>
      )}
    </Screen>
  )
}
