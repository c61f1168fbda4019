import { Link } from '@tanstack/react-router'
import { paths } from '../lib/paths.ts'
import { buttonClass } from '../ui/Button.tsx'
import { Page } from '../ui/Page.tsx'
import { TopBar } from '../ui/TopBar.tsx'

/** What stands at an address that is no page. */
export function NotFoundPage() {
  return (
    <Page title="ページが見つかりません" top={<TopBar />}>
      <p>アドレスが変わったか、間違っているようです。</p>
      <Link to={paths.home} className={buttonClass()}>
        ホームへ
      </Link>
    </Page>
  )
}
