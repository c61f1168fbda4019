import { Link, useLocation } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { paths } from '../lib/paths.ts'
import { BottomNav, navLinkClass } from '../ui/BottomNav.tsx'
import { IconBack, IconHistory, IconHome, IconMenu, IconPay, IconShop } from '../ui/icons.tsx'
import { Page } from '../ui/Page.tsx'
import { barLinkClass, TopBar } from '../ui/TopBar.tsx'
import { t } from './words/app.ts'

type PlainPath =
  | typeof paths.home
  | typeof paths.history
  | typeof paths.pay
  | typeof paths.stores
  | typeof paths.menu
  | typeof paths.notices
  | typeof paths.welcome
  | typeof paths.terms
  | typeof paths.signIn
  | typeof paths.proofs
  | typeof paths.waysIn
  | typeof paths.devices
  | typeof paths.topUp
  | typeof paths.gifts
  | typeof paths.family
  | typeof paths.topUpWays
  | typeof paths.topUpAccounts
  | typeof paths.topUpCard
  | typeof paths.atm
  | typeof paths.chargeCode

type ScreenProps = {
  title: string
  children: ReactNode
  /** The screen above this one; a screen without it shows the mark instead. */
  back?: PlainPath
  end?: ReactNode
  /** Buttons that stay in the thumb's reach while the page scrolls. */
  actions?: ReactNode
  /** Off for flows that must be finished or left, not wandered away from. */
  nav?: boolean
  hideTitle?: boolean
  /** For a screen that has two columns on a tablet. */
  wide?: boolean
}

/** One screen of the resident app: bar, heading, content, the row of main places. */
export function Screen({
  title,
  children,
  back,
  end,
  actions,
  nav = true,
  hideTitle,
  wide = false,
}: ScreenProps) {
  const top = <TopBar back={back ? <BackLink to={back} /> : null} end={end} wide={wide} />
  return (
    <>
      <Page title={title} top={top} hideTitle={Boolean(hideTitle)} wide={wide}>
        {children}
      </Page>
      {actions ? (
        <div className={`border-t border-line ${nav ? '' : 'pb-[env(safe-area-inset-bottom)]'}`}>
          <div className="mx-auto flex w-full max-w-lg flex-col gap-3 px-4 py-3">{actions}</div>
        </div>
      ) : null}
      {nav ? <MainPlaces /> : null}
    </>
  )
}

/** The way back to the screen above, wherever the person came from. */
function BackLink({ to }: { to: PlainPath }) {
  return (
    <Link to={to} className={barLinkClass}>
      <IconBack />
      {t('back')}
    </Link>
  )
}

const places = [
  { to: paths.home, name: 'home', Icon: IconHome },
  { to: paths.history, name: 'history', Icon: IconHistory },
  { to: paths.pay, name: 'pay', Icon: IconPay },
  { to: paths.stores, name: 'stores', Icon: IconShop },
  { to: paths.menu, name: 'menu', Icon: IconMenu },
] as const

function MainPlaces() {
  const here = useLocation().pathname
  return (
    <BottomNav>
      {places.map(({ to, name, Icon }) => (
        <li key={to} className="min-w-16 flex-1">
          <Link
            to={to}
            className={navLinkClass}
            activeProps={{}}
            aria-current={here === to || (to !== '/' && here.startsWith(`${to}/`)) ? 'page' : undefined}
          >
            <Icon />
            {t(name)}
          </Link>
        </li>
      ))}
    </BottomNav>
  )
}
