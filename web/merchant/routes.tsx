import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
} from '@tanstack/react-router'
import { readStaff } from '#contract/merchants.ts'
import { queryClient } from '../lib/ask.ts'
import { CannotOpen } from '../lib/CannotOpen.tsx'
import { merchantPaths as paths } from '../lib/paths.ts'
import { guard } from '../lib/session.ts'
import { townQuery } from '../lib/town.ts'
import { Spinner } from '../ui/Spinner.tsx'

const root = createRootRoute({
  beforeLoad: () => queryClient.ensureQueryData(townQuery),
  component: Outlet,
  notFoundComponent: NotFound,
})

/** Everything but the sign-in needs a person who works at a shop. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: guard(readStaff, paths.signIn),
  component: Outlet,
})
const signIn = createRoute({
  getParentRoute: () => root,
  path: paths.signIn,
  component: lazyRouteComponent(() => import('./sign-in/SignInPage.tsx'), 'SignInPage'),
})
const store = createRoute({
  getParentRoute: () => inside,
  path: paths.store,
  component: lazyRouteComponent(() => import('./merchants/StoreDataPage.tsx'), 'StoreDataPage'),
})
const join = createRoute({
  getParentRoute: () => root,
  path: paths.join,
  component: lazyRouteComponent(() => import('./joining/JoinPage.tsx'), 'JoinPage'),
})
const application = createRoute({
  getParentRoute: () => root,
  path: paths.application,
  component: lazyRouteComponent(() => import('./joining/ApplicationPage.tsx'), 'ApplicationPage'),
})
const firstPassword = createRoute({
  getParentRoute: () => root,
  path: paths.firstPassword,
  component: lazyRouteComponent(() => import('./joining/FirstPasswordPage.tsx'), 'FirstPasswordPage'),
})
const home = createRoute({
  getParentRoute: () => inside,
  path: paths.home,
  component: lazyRouteComponent(() => import('./payments/TodayPage.tsx'), 'TodayPage'),
})
const day = createRoute({
  getParentRoute: () => inside,
  path: paths.day,
  component: lazyRouteComponent(() => import('./payments/DayPage.tsx'), 'DayPage'),
})
const payment = createRoute({
  getParentRoute: () => inside,
  path: paths.payment,
  component: lazyRouteComponent(() => import('./payments/PaymentPage.tsx'), 'PaymentPage'),
})
const receive = createRoute({
  getParentRoute: () => inside,
  path: paths.receive,
  component: lazyRouteComponent(() => import('./payments/ReceivePage.tsx'), 'ReceivePage'),
})
const tillKeys = createRoute({
  getParentRoute: () => inside,
  path: paths.tillKeys,
  component: lazyRouteComponent(() => import('./merchants/TillKeysPage.tsx'), 'TillKeysPage'),
})
const webhooks = createRoute({
  getParentRoute: () => inside,
  path: paths.webhooks,
  component: lazyRouteComponent(() => import('./webhooks/WebhooksPage.tsx'), 'WebhooksPage'),
})
const code = createRoute({
  getParentRoute: () => inside,
  path: paths.code,
  component: lazyRouteComponent(() => import('./merchants/StoreCodePage.tsx'), 'StoreCodePage'),
})

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    join,
    application,
    firstPassword,
    inside.addChildren([home, day, payment, receive, store, tillKeys, webhooks, code]),
  ]),
  basepath: '/merchant',
  defaultErrorComponent: CannotOpen,
  defaultPendingComponent: () => <Spinner label="読み込んでいます" />,
})

function NotFound() {
  return <p className="p-6">ページが見つかりません。</p>
}
