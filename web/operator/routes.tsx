import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { readOperator } from '#contract/operators.ts'
import { asking, queryClient } from '../lib/ask.ts'
import { CannotOpen } from '../lib/CannotOpen.tsx'
import { operatorPaths as paths } from '../lib/paths.ts'
import { guard } from '../lib/session.ts'
import { townQuery } from '../lib/town.ts'
import { Spinner } from '../ui/Spinner.tsx'

const root = createRootRoute({
  beforeLoad: () => queryClient.ensureQueryData(townQuery),
  component: Outlet,
  notFoundComponent: NotFound,
})

/** Everything but the sign-in needs a person of the office. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ location }) => {
    await guard(readOperator, paths.signIn)()
    const { duty } = await queryClient.ensureQueryData(asking(readOperator))
    // Cards of people without a phone, and helps, are made at counters and approved at the office.
    if (location.pathname.endsWith(paths.paperCards) || location.pathname.endsWith(paths.relatives)) return
    // Everybody has a second step of their own.
    if (location.pathname.endsWith(paths.secondStep)) return
    // Who takes cash at a counter has that one page besides, and it belongs to nobody else.
    const atCounter = location.pathname.endsWith(paths.counter)
    const home: string = duty === 'counter' ? paths.counter : paths.home
    if ((duty === 'counter') !== atCounter) throw redirect({ to: home })
  },
  component: Outlet,
})
const signIn = createRoute({
  getParentRoute: () => root,
  path: paths.signIn,
  component: lazyRouteComponent(() => import('./sign-in/SignInPage.tsx'), 'SignInPage'),
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
const invitation = createRoute({
  getParentRoute: () => root,
  path: paths.invitation,
  component: lazyRouteComponent(() => import('./sign-in/InvitationPage.tsx'), 'InvitationPage'),
})
const operators = createRoute({
  getParentRoute: () => inside,
  path: paths.operators,
  component: lazyRouteComponent(() => import('./operators/OperatorsPage.tsx'), 'OperatorsPage'),
})
const secondStep = createRoute({
  getParentRoute: () => inside,
  path: paths.secondStep,
  component: lazyRouteComponent(() => import('./sign-in/OwnSecondStepPage.tsx'), 'OwnSecondStepPage'),
})
const home = createRoute({
  getParentRoute: () => inside,
  path: paths.home,
  component: lazyRouteComponent(() => import('./reports/OverviewPage.tsx'), 'OverviewPage'),
})
const residents = createRoute({
  getParentRoute: () => inside,
  path: paths.residents,
  component: lazyRouteComponent(() => import('./residents/ResidentsPage.tsx'), 'ResidentsPage'),
})
const recoveries = createRoute({
  getParentRoute: () => inside,
  path: paths.recoveries,
  component: lazyRouteComponent(() => import('./residents/RecoveriesPage.tsx'), 'RecoveriesPage'),
})
const takings = createRoute({
  getParentRoute: () => inside,
  path: paths.takings,
  component: lazyRouteComponent(() => import('./settlements/MonthTakingsPage.tsx'), 'MonthTakingsPage'),
})
const unresolvedTopUps = createRoute({
  getParentRoute: () => inside,
  path: paths.unresolvedTopUps,
  component: lazyRouteComponent(() => import('./top-ups/UnresolvedTopUpsPage.tsx'), 'UnresolvedTopUpsPage'),
})
const cardRefund = createRoute({
  getParentRoute: () => inside,
  path: paths.cardRefund,
  component: lazyRouteComponent(() => import('./top-ups/CardRefundPage.tsx'), 'CardRefundPage'),
})
const announcements = createRoute({
  getParentRoute: () => inside,
  path: paths.announcements,
  component: lazyRouteComponent(() => import('./notices/AnnouncementsPage.tsx'), 'AnnouncementsPage'),
})
const campaigns = createRoute({
  getParentRoute: () => inside,
  path: paths.campaigns,
  component: lazyRouteComponent(() => import('./campaigns/CampaignsPage.tsx'), 'CampaignsPage'),
})
const newCampaign = createRoute({
  getParentRoute: () => inside,
  path: paths.newCampaign,
  component: lazyRouteComponent(() => import('./campaigns/WriteCampaignPage.tsx'), 'NewCampaignPage'),
})
const campaign = createRoute({
  getParentRoute: () => inside,
  path: paths.campaign,
  component: lazyRouteComponent(() => import('./campaigns/CampaignPage.tsx'), 'CampaignPage'),
})
const editCampaign = createRoute({
  getParentRoute: () => inside,
  path: paths.editCampaign,
  component: lazyRouteComponent(() => import('./campaigns/WriteCampaignPage.tsx'), 'EditCampaignPage'),
})
const limits = createRoute({
  getParentRoute: () => inside,
  path: paths.limits,
  component: lazyRouteComponent(() => import('./limits/LimitsPage.tsx'), 'LimitsPage'),
})
const stores = createRoute({
  getParentRoute: () => inside,
  path: paths.stores,
  component: lazyRouteComponent(() => import('./merchants/StoresPage.tsx'), 'StoresPage'),
})
const accountChanges = createRoute({
  getParentRoute: () => inside,
  path: paths.accountChanges,
  component: lazyRouteComponent(() => import('./merchants/AccountChangesPage.tsx'), 'AccountChangesPage'),
})
const listingChanges = createRoute({
  getParentRoute: () => inside,
  path: paths.listingChanges,
  component: lazyRouteComponent(() => import('./merchants/ListingChangesPage.tsx'), 'ListingChangesPage'),
})
const applications = createRoute({
  getParentRoute: () => inside,
  path: paths.applications,
  component: lazyRouteComponent(() => import('./joining/ApplicationsPage.tsx'), 'ApplicationsPage'),
})
const application = createRoute({
  getParentRoute: () => inside,
  path: paths.application,
  component: lazyRouteComponent(() => import('./joining/ApplicationPage.tsx'), 'ApplicationPage'),
})
const reconciliation = createRoute({
  getParentRoute: () => inside,
  path: paths.reconciliation,
  component: lazyRouteComponent(
    () => import('./reconciliation/ReconciliationPage.tsx'),
    'ReconciliationPage',
  ),
})
const reconciliationClearing = createRoute({
  getParentRoute: () => inside,
  path: paths.reconciliationClearing,
  component: lazyRouteComponent(() => import('./reconciliation/ClearingPage.tsx'), 'ClearingPage'),
})
const reconciliationFiles = createRoute({
  getParentRoute: () => inside,
  path: paths.reconciliationFiles,
  component: lazyRouteComponent(() => import('./reconciliation/FilesPage.tsx'), 'FilesPage'),
})
const difference = createRoute({
  getParentRoute: () => inside,
  path: paths.difference,
  component: lazyRouteComponent(() => import('./reconciliation/DifferencePage.tsx'), 'DifferencePage'),
})
const providerFile = createRoute({
  getParentRoute: () => inside,
  path: paths.providerFile,
  component: lazyRouteComponent(() => import('./reconciliation/ProviderFilePage.tsx'), 'ProviderFilePage'),
})
const bankStatement = createRoute({
  getParentRoute: () => inside,
  path: paths.bankStatement,
  component: lazyRouteComponent(() => import('./reconciliation/StatementPage.tsx'), 'StatementPage'),
})
const codes = createRoute({
  getParentRoute: () => inside,
  path: paths.codes,
  component: lazyRouteComponent(() => import('./top-ups/CodesPage.tsx'), 'CodesPage'),
})

const counter = createRoute({
  getParentRoute: () => inside,
  path: paths.counter,
  component: lazyRouteComponent(() => import('./top-ups/CounterPage.tsx'), 'CounterPage'),
})
const paperCards = createRoute({
  getParentRoute: () => inside,
  path: paths.paperCards,
  component: lazyRouteComponent(() => import('./paper-cards/PaperCardsPage.tsx'), 'PaperCardsPage'),
})
const relatives = createRoute({
  getParentRoute: () => inside,
  path: paths.relatives,
  component: lazyRouteComponent(() => import('./relatives/RelativesPage.tsx'), 'RelativesPage'),
})
const tills = createRoute({
  getParentRoute: () => inside,
  path: paths.tills,
  component: lazyRouteComponent(() => import('./top-ups/TillsPage.tsx'), 'TillsPage'),
})

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    forgottenPassword,
    newPassword,
    invitation,
    inside.addChildren([
      ...[home, operators, secondStep, residents, recoveries, unresolvedTopUps, takings],
      announcements,
      ...[campaigns, newCampaign, campaign, editCampaign, limits],
      stores,
      ...[accountChanges, listingChanges],
      applications,
      application,
      reconciliation,
      reconciliationClearing,
      reconciliationFiles,
      difference,
      providerFile,
      bankStatement,
      codes,
      cardRefund,
      counter,
      paperCards,
      relatives,
      tills,
    ]),
  ]),
  basepath: '/operator',
  defaultErrorComponent: CannotOpen,
  defaultPendingComponent: () => <Spinner label="読み込んでいます" />,
})

function NotFound() {
  return <p className="p-6">ページが見つかりません。</p>
}
