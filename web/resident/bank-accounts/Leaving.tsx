import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { paths } from '../../lib/paths.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import { Screen } from '../Screen.tsx'
import { type BankForm, goToBank, needsOwnWindow, openBankWindow, rememberLinking } from './go-to-bank.ts'
import { t } from '../words/bank-accounts.ts'

type LeavingProps = { bankName: string; accountId: string; form: BankForm | null }

/**
 * The person leaves for the bank: in the same window, or, from an app on the home screen, in one beside it. A
 * browser that blocks the new window is noticed, and the same window offered.
 */
export function Leaving({ bankName, accountId, form }: LeavingProps) {
  const [blocked, setBlocked] = useState(false)
  const navigate = useNavigate()
  const wait = () => void navigate({ to: paths.bankReturn, search: { id: accountId } })
  useEffect(() => {
    if (!form) return
    rememberLinking(accountId)
    if (!needsOwnWindow()) goToBank(form)
    else if (openBankWindow(form)) wait()
    else setBlocked(true)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the bank is opened once for each form
  }, [form])
  if (blocked && form) {
    return (
      <Screen key="blocked" title={t('windowNotOpened')} nav={false}>
        <Notice tone="warning" title={t('popUpBlocked')}>
          {t('popUpBlockedNote')}
        </Notice>
        <Button size="large" wide onPress={() => goToBank(form)}>
          {t('openHere')}
        </Button>
        <Button
          look="outline"
          size="large"
          wide
          onPress={() => {
            if (openBankWindow(form)) wait()
          }}
        >
          {t('openAgain')}
        </Button>
        <p className="text-sm text-ink-soft">{t('popUpSettings')}</p>
      </Screen>
    )
  }
  return (
    <Screen key="leaving" title={t('leavingFor', { bankName })} nav={false}>
      <Spinner label={t('opening')} />
      <p>{t('agreeThere')}</p>
    </Screen>
  )
}
