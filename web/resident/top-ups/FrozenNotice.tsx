import { Notice } from '../../ui/Notice.tsx'
import { t } from '../words/top-ups.ts'

/** Why somebody whose account is frozen cannot top up, and whom to ask. */
export function FrozenNotice() {
  return (
    <Notice tone="bad" title={t('notNow')}>
      {t('frozen')}
    </Notice>
  )
}
