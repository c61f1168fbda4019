import { type AnyRouter, Link, useRouter } from '@tanstack/react-router'
import { staffSignOut } from '#contract/merchants.ts'
import { roleMay } from '#contract/staff.ts'
import { merchantPaths } from '../../lib/paths.ts'
import { LookButton } from '../../lib/LookChoice.tsx'
import { SignOutButton } from '../../lib/SignOutButton.tsx'
import { sayMinute } from '../../lib/time.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Page } from '../../ui/Page.tsx'
import { TopBar } from '../../ui/TopBar.tsx'
import { ShopLink } from '../ShopLink.tsx'
import { useStaff } from '../use-staff.ts'
import { DayOfPayments } from './DayOfPayments.tsx'
import { useLivePayments } from './use-live-payments.ts'

/** Today at the shop: what came in, and each payment as it happens. */
export function TodayPage() {
  const { store, name, role, suspended } = useStaff()
  const { history } = useRouter()
  const { connected, newest } = useLivePayments()
  return (
    <Page
      title={store.name}
      top={
        <TopBar
          end={
            <span className="flex items-center">
              <LookButton />
              <SignOutButton
                endpoint={staffSignOut}
                onDone={() => history.push(`/merchant${merchantPaths.signIn}`)}
              />
            </span>
          }
        />
      }
    >
      <p className="flex flex-wrap items-center justify-between gap-2 text-ink-soft">
        <span>{name}さん</span>
        <Line connected={connected} />
      </p>
      {suspended ? (
        <Notice tone="warning" title="お支払いの受け付けを止めています">
          <p className="whitespace-pre-line">理由：{suspended.reason}</p>
          <p>
            {sayMinute(suspended.since)}
            から、事務局が止めています。済んだお支払いの返金はできます。ご不明な点は事務局へお問い合わせください。
          </p>
        </Notice>
      ) : (
        <Link<AnyRouter, string, string>
          to={merchantPaths.receive}
          className={buttonClass('coin', 'large', true)}
        >
          お会計をする
        </Link>
      )}
      <DayOfPayments newest={newest} />
      <Link<AnyRouter, string, string>
        to={merchantPaths.code}
        className={buttonClass('outline', 'large', true)}
      >
        お店のコードを表示・印刷する
      </Link>
      {roleMay(role, 'store') ? (
        <ShopLink to={merchantPaths.store} className={buttonClass('quiet')}>
          お店の情報
        </ShopLink>
      ) : null}
      {roleMay(role, 'keys') ? (
        <ShopLink to={merchantPaths.tillKeys} className={buttonClass('quiet')}>
          レジ連携
        </ShopLink>
      ) : null}
    </Page>
  )
}

function Line({ connected }: { connected: boolean }) {
  return (
    <output className={`font-bold ${connected ? 'text-green-800' : 'text-red-900'}`}>
      {connected ? '● 受信中' : '○ つなぎ直しています'}
    </output>
  )
}
