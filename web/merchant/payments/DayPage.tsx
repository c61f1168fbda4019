import { Link, useParams } from '@tanstack/react-router'
import { merchantPaths } from '../../lib/paths.ts'
import { sayDay } from '../../lib/time.ts'
import { IconBack } from '../../ui/icons.tsx'
import { Page } from '../../ui/Page.tsx'
import { barLinkClass, TopBar } from '../../ui/TopBar.tsx'
import { DayOfPayments } from './DayOfPayments.tsx'
import { useLivePayments } from './use-live-payments.ts'

/** A day that is over, for looking up a payment and giving it back. */
export function DayPage() {
  const { day } = useParams({ strict: false }) as { day: string }
  const { newest } = useLivePayments()
  const back = (
    <Link to={merchantPaths.home} className={barLinkClass}>
      <IconBack />
      今日へ
    </Link>
  )
  return (
    <Page title={`${sayDay(day)}のお支払い`} top={<TopBar back={back} wide />} hideTitle wide>
      <DayOfPayments on={day} newest={newest} />
    </Page>
  )
}
