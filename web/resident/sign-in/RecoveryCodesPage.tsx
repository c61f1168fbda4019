import { useState } from 'react'
import { makeRecoveryCodes, readSecondSteps } from '#contract/sign-in.ts'
import { useAsk } from '../../lib/ask.ts'
import { paths } from '../../lib/paths.ts'
import { Asked, TroubleNotice } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { RecoveryCodeList } from '../../ui/RecoveryCodeList.tsx'
import { Screen } from '../Screen.tsx'
import { useGuardedAct } from './use-guarded-act.tsx'
import { t } from '../words/sign-in.ts'

/** リカバリーコード: ten codes for the day on which the phone is gone; shown once. */
export function RecoveryCodesPage() {
  const query = useAsk(readSecondSteps)
  const [codes, setCodes] = useState<string[] | null>(null)
  const make = useGuardedAct(makeRecoveryCodes, async (reply) => {
    setCodes(reply.codes)
    await query.refetch()
  })
  if (codes) {
    return (
      <Screen key="shown" title={t('recoveryCode')} back={paths.proofs}>
        <Notice tone="warning" title={t('writeDown')}>
          {t('writeDownNote')}
        </Notice>
        <RecoveryCodeList codes={codes} />
        <Button look="outline" wide onPress={() => print()}>
          {t('print')}
        </Button>
      </Screen>
    )
  }
  return (
    <Screen key="ask" title={t('recoveryCode')} back={paths.proofs}>
      <p>{t('recoveryCodesNote')}</p>
      <Asked of={query}>
        {({ recoveryCodesLeft }) =>
          recoveryCodesLeft > 0 ? (
            <Notice tone="good">{t('recoveryCodesLeft', { recoveryCodesLeft })}</Notice>
          ) : null
        }
      </Asked>
      {make.gate}
      <TroubleNotice trouble={make.trouble} />
      <Button size="large" wide busy={make.busy} onPress={() => void make.send()}>
        {t('recoveryCodesMake')}
      </Button>
    </Screen>
  )
}
