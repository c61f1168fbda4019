import { Link } from '@tanstack/react-router'
import { readTopUpTerms } from '#contract/top-ups.ts'
import { useAsk } from '../../lib/ask.ts'
import { CameraView } from '../../lib/CameraView.tsx'
import { sayYen } from '../../lib/numbers.ts'
import { paths } from '../../lib/paths.ts'
import { useTown } from '../../lib/town.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { buttonClass } from '../../ui/Button.tsx'
import { Screen } from '../Screen.tsx'
import { useLinkAtm } from './use-link-atm.ts'
import { t } from '../words/top-ups.ts'

/** Charging at a cash machine: the camera reads the code on the machine's screen. */
export function AtmPage() {
  const { atmName } = useTown()
  const { found, trouble } = useLinkAtm()
  const { data: terms } = useAsk(readTopUpTerms)
  return (
    <Screen title={t('atmTitle', { atmName })} back={paths.topUpWays} nav={false}>
      <p>{t('atmScanHint')}</p>
      <CameraView onText={found} otherwise={t('typeNumber')} />
      <TroubleNotice trouble={trouble} />
      <Link to={paths.atmNumber} className={buttonClass('outline', 'large', true)}>
        {t('typeNumber')}
      </Link>
      {terms && terms.maximum > 0 ? (
        <p className="text-center text-sm text-ink-soft">
          {t('atmMaximum', { maximum: sayYen(terms.maximum) })}
        </p>
      ) : null}
    </Screen>
  )
}
