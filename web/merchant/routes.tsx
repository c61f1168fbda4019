import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
} from '@tanstack/react-router'
import { queryClient } from '../lib/ask.ts'
import { CannotOpen } from '../lib/CannotOpen.tsx'
import { merchantPaths as paths } from '../lib/paths.ts'
import { townQuery } from '../lib/town.ts'
import { Spinner } from '../ui/Spinner.tsx'
import { guardShop } from './guard.ts'
import { ShopFrame } from './ShopFrame.tsx'

const root = createRootRoute({
  beforeLoad: () => queryClient.ensureQueryData(townQuery),
  component: Outlet,
  notFoundComponent: NotFound,
})

/** Everything but the sign-in needs a person who works at a shop. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: guardShop,
  component: ShopFrame,
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
const furtherStore = createRoute({
  getParentRoute: () => inside,
  path: paths.furtherStore,
  component: lazyRouteComponent(() => import('./joining/FurtherStorePage.tsx'), 'FurtherStorePage'),
})
const forgottenPassword = createRoute({
  getParentRoute: () => root,
  path: paths.forgottenPassword,
  component: lazyRouteComponent(() => import('./sign-in/ForgottenPasswordPage.tsx'), 'ForgottenPasswordPage'),
})
const newPassword = createRoute({
  getParentRoute: () => root,
  path: paths.newPassword,
  component: lazyRouteComponent(() => import('./sign-in/NewPasswordPage.tsx'), 'NewPasswordPage'),
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

const closing = createRoute({
  getParentRoute: () => inside,
  path: paths.closing,
  component: lazyRouteComponent(() => import('./payments/ClosingPage.tsx'), 'ClosingPage'),
})
const practice = createRoute({
  getParentRoute: () => inside,
  path: paths.practice,
  component: lazyRouteComponent(() => import('./practice/PracticePage.tsx'), 'PracticePage'),
})
const menu = createRoute({
  getParentRoute: () => inside,
  path: paths.menu,
  component: lazyRouteComponent(() => import('./MenuPage.tsx'), 'MenuPage'),
})
const staff = createRoute({
  getParentRoute: () => inside,
  path: paths.staff,
  component: lazyRouteComponent(() => import('./staff/StaffPage.tsx'), 'StaffPage'),
})
const newMember = createRoute({
  getParentRoute: () => inside,
  path: paths.newMember,
  component: lazyRouteComponent(() => import('./staff/NewMemberPage.tsx'), 'NewMemberPage'),
})
const member = createRoute({
  getParentRoute: () => inside,
  path: paths.member,
  component: lazyRouteComponent(() => import('./staff/MemberPage.tsx'), 'MemberPage'),
})
const roles = createRoute({
  getParentRoute: () => inside,
  path: paths.roles,
  component: lazyRouteComponent(() => import('./staff/RolesPage.tsx'), 'RolesPage'),
})
const rules = createRoute({
  getParentRoute: () => inside,
  path: paths.rules,
  component: lazyRouteComponent(() => import('./staff/RulesPage.tsx'), 'RulesPage'),
})
const deeds = createRoute({
  getParentRoute: () => inside,
  path: paths.deeds,
  component: lazyRouteComponent(() => import('./staff/DeedsPage.tsx'), 'DeedsPage'),
})
const tills = createRoute({
  getParentRoute: () => inside,
  path: paths.tills,
  component: lazyRouteComponent(() => import('./till/TillsPage.tsx'), 'TillsPage'),
})
const till = createRoute({
  getParentRoute: () => root,
  path: paths.till,
  component: lazyRouteComponent(() => import('./till/TillPage.tsx'), 'TillPage'),
})
const invitation = createRoute({
  getParentRoute: () => root,
  path: paths.invitation,
  component: lazyRouteComponent(() => import('./sign-in/InvitationPage.tsx'), 'InvitationPage'),
})

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    join,
    application,
    forgottenPassword,
    newPassword,
    till,
    invitation,
    inside.addChildren([
      ...[home, day, closing, payment, receive, practice, code, menu, store, furtherStore],
      ...[staff, newMember, member, roles, rules, deeds, tills, tillKeys, webhooks],
    ]),
  ]),
  basepath: '/merchant',
  defaultErrorComponent: CannotOpen,
  defaultPendingComponent: () => <Spinner label="読み込んでいます" />,
})

function NotFound() {
  return <p className="p-6">ページが見つかりません。</p>
}
