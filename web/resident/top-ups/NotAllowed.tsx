import { Link } from '@tanstack/react-router'
import { paths } from '../../lib/paths.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { FrozenNotice } from './FrozenNotice.tsx'
import { t } from '../words/top-ups.ts'

/** Why somebody cannot top up now, and where to go. */
export function NotAllowed({ frozen }: { frozen: boolean }) {
  if (frozen) return <FrozenNotice />
  return (
    <Notice
      tone="warning"
      title={t('notNow')}
      action={
        <Link to={paths.topUp} className={buttonClass('outline')}>
          {t('seeWhatIsMissing')}
        </Link>
      }
    />
  )
}
