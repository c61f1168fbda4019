import { createRootRoute, createRoute, lazyRouteComponent, Outlet } from '@tanstack/react-router'
import { queryClient } from '../lib/ask.ts'
import { paths } from '../lib/paths.ts'
import { townQuery } from '../lib/town.ts'
import { NotFoundPage } from './NotFoundPage.tsx'

type Search = Record<string, unknown>
const textIn = (search: Search, name: string) => {
  const value = search[name]
  return typeof value === 'string' ? value : undefined
}
/** Optional text in the address, left out where it is missing. */
export const texts =
  <Name extends string>(...names: Name[]) =>
  (search: Search): { [K in Name]?: string } =>
    Object.fromEntries(
      names.flatMap((name) => (textIn(search, name) ? [[name, textIn(search, name)]] : [])),
    ) as {
      [K in Name]?: string
    }

/** What stands around all pages: nothing is drawn before the town is known. */
export const root = createRootRoute({
  beforeLoad: () => queryClient.ensureQueryData(townQuery),
  component: Outlet,
  notFoundComponent: NotFoundPage,
})

const welcome = createRoute({
  getParentRoute: () => root,
  path: paths.welcome,
  validateSearch: texts('next'),
  component: lazyRouteComponent(() => import('./sign-in/WelcomePage.tsx'), 'WelcomePage'),
})
const terms = createRoute({
  getParentRoute: () => root,
  path: paths.terms,
  component: lazyRouteComponent(() => import('./residents/TermsPage.tsx'), 'TermsPage'),
})
const signUp = createRoute({
  getParentRoute: () => root,
  path: paths.signUp,
  validateSearch: texts('terms', 'privacy'),
  component: lazyRouteComponent(() => import('./residents/SignUpPage.tsx'), 'SignUpPage'),
})
const signIn = createRoute({
  getParentRoute: () => root,
  path: paths.signIn,
  validateSearch: texts('next'),
  component: lazyRouteComponent(() => import('./sign-in/SignInPage.tsx'), 'SignInPage'),
})
const providerReturn = createRoute({
  getParentRoute: () => root,
  path: paths.providerReturn,
  component: lazyRouteComponent(() => import('./sign-in/ProviderReturnPage.tsx'), 'ProviderReturnPage'),
})
const mailVerification = createRoute({
  getParentRoute: () => root,
  path: paths.mailVerification,
  validateSearch: texts('token'),
  component: lazyRouteComponent(() => import('./sign-in/MailLinkPage.tsx'), 'MailLinkPage'),
})
const passwordReset = createRoute({
  getParentRoute: () => root,
  path: paths.passwordReset,
  component: lazyRouteComponent(() => import('./sign-in/PasswordResetPage.tsx'), 'PasswordResetPage'),
})
const newPassword = createRoute({
  getParentRoute: () => root,
  path: paths.newPassword,
  validateSearch: texts('token'),
  component: lazyRouteComponent(() => import('./sign-in/NewPasswordPage.tsx'), 'NewPasswordPage'),
})
const recovery = createRoute({
  getParentRoute: () => root,
  path: paths.recovery,
  component: lazyRouteComponent(() => import('./sign-in/RecoveryPage.tsx'), 'RecoveryPage'),
})
const deskRecovery = createRoute({
  getParentRoute: () => root,
  path: paths.deskRecovery,
  component: lazyRouteComponent(() => import('./sign-in/DeskRecoveryPage.tsx'), 'DeskRecoveryPage'),
})
const stores = createRoute({
  getParentRoute: () => root,
  path: paths.stores,
  component: lazyRouteComponent(() => import('./merchants/StoresPage.tsx'), 'StoresPage'),
})
const store = createRoute({
  getParentRoute: () => root,
  path: paths.store,
  component: lazyRouteComponent(() => import('./merchants/StorePage.tsx'), 'StorePage'),
})
const paperCard = createRoute({
  getParentRoute: () => root,
  path: paths.paperCard,
  component: lazyRouteComponent(() => import('./paper-cards/BalancePage.tsx'), 'BalancePage'),
})

/** Pages that anybody may open. */
export const outsidePages = [
  welcome,
  terms,
  signUp,
  signIn,
  passwordReset,
  newPassword,
  recovery,
  deskRecovery,
  providerReturn,
  mailVerification,
  stores,
  store,
  paperCard,
] as const
