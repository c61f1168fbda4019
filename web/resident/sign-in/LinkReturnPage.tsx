import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { finishLink } from '#contract/federated.ts'
import { useAct } from '../../lib/ask.ts'
import { paths } from '../../lib/paths.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { buttonClass } from '../../ui/Button.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import { announce } from '../../ui/Toast.tsx'
import { Screen } from '../Screen.tsx'
import { t } from '../words/sign-in.ts'

/** Where Google and Apple send somebody back to who adds a way in: finishes it by itself. */
export function LinkReturnPage() {
  const { send, trouble } = useAct(finishLink)
  const navigate = useNavigate()
  useEffect(() => {
    const finish = async () => {
      if (!(await send())) return
      announce(t('wayAdded'))
      await navigate({ to: paths.waysIn, replace: true })
    }
    void finish()
  }, [send, navigate])
  return (
    <Screen title={t('waysIn')} back={paths.waysIn}>
      {trouble ? (
        <>
          <TroubleNotice trouble={trouble} />
          <Link to={paths.waysIn} className={buttonClass('outline', 'large', true)}>
            {t('toWaysIn')}
          </Link>
        </>
      ) : (
        <Spinner label={t('checking')} />
      )}
    </Screen>
  )
}
