import { Link } from '@tanstack/react-router'
import { paths } from '../lib/paths.ts'
import { buttonClass } from '../ui/Button.tsx'
import { Page } from '../ui/Page.tsx'
import { TopBar } from '../ui/TopBar.tsx'
import { t } from './words/app.ts'

/** What stands at an address that is no page. */
export function NotFoundPage() {
  return (
    <Page title={t('notFoundTitle')} top={<TopBar />}>
      <p>{t('notFound')}</p>
      <Link to={paths.home} className={buttonClass()}>
        {t('toHome')}
      </Link>
    </Page>
  )
}
