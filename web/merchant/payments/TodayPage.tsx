import { useRouter } from '@tanstack/react-router'
import { staffSignOut } from '#contract/merchants.ts'
import { merchantPaths } from '../../lib/paths.ts'
import { LookButton } from '../../lib/LookChoice.tsx'
import { SignOutButton } from '../../lib/SignOutButton.tsx'
import { sayMinute } from '../../lib/time.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Page } from '../../ui/Page.tsx'
import { TopBar } from '../../ui/TopBar.tsx'
import { ShopLink } from '../ShopLink.tsx'
import { roleNames } from '../staff/role-names.ts'
import { useLock } from '../till/use-till-lock.ts'
import { useStaff } from '../use-staff.ts'
import { DayOfPayments } from './DayOfPayments.tsx'
import { PendingCharges } from './PendingCharges.tsx'
import { useLivePayments } from './use-live-payments.ts'

/** Today at the shop: what came in, and each payment as it happens. On a tablet the acts stand beside the list. */
export function TodayPage() {
  const { store, name, role, suspended } = useStaff()
  const { connected, newest } = useLivePayments()
  return (
    <Page title={store.name} top={<TopBar end={<Corner />} wide />} wide>
      <p className="flex flex-wrap items-center justify-between gap-2 text-ink-soft">
        <span>
          {name}さん（{roleNames[role]}）
        </span>
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
      ) : null}
      <PendingCharges />
      <DayOfPayments newest={newest}>
        {suspended ? null : (
          <ShopLink to={merchantPaths.receive} className={buttonClass('coin', 'large', true)}>
            お会計をする
          </ShopLink>
        )}
        <div className="grid grid-cols-[repeat(auto-fit,minmax(8.5rem,1fr))] gap-3">
          <ShopLink to={merchantPaths.code} className={buttonClass('outline')}>
            お店のコード
          </ShopLink>
          <ShopLink to={merchantPaths.menu} className={buttonClass('outline')}>
            メニュー
          </ShopLink>
        </div>
      </DayOfPayments>
    </Page>
  )
}

function Corner() {
  return (
    <span className="flex items-center">
      <LookButton />
      <WayOut />
    </span>
  )
}

/** At a shared till one person hands over to the next; on a device of one's own one signs out. */
function WayOut() {
  const { till } = useStaff()
  const { history } = useRouter()
  const lock = useLock()
  if (till) {
    return (
      <Button look="outline" onPress={() => void lock()}>
        交代・ロック
      </Button>
    )
  }
  const leave = () => history.push(`/merchant${merchantPaths.signIn}`)
  return <SignOutButton endpoint={staffSignOut} onDone={leave} />
}

function Line({ connected }: { connected: boolean | null }) {
  if (connected === null) return <output>つないでいます</output>
  return (
    <output className={`font-bold ${connected ? 'text-green-800' : 'text-red-900'}`}>
      {connected ? '● 受信中' : '○ つなぎ直しています'}
    </output>
  )
}
