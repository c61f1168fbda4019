import { Notice } from '../../ui/Notice.tsx'
import { t } from '../words/wallets.ts'

/** Why nothing can be paid without a network, and what to do. */
export function OfflineNotice() {
  return (
    <Notice tone="warning" title={t('offlinePayTitle')}>
      {t('offlinePay')}
    </Notice>
  )
}
