import { createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router'
import { queryClient } from '../lib/ask.ts'
import { CannotOpen } from '../lib/CannotOpen.tsx'
import { paths } from '../lib/paths.ts'
import { isSignedOut, meQuery } from '../lib/session.ts'
import { Spinner } from '../ui/Spinner.tsx'
import { outsidePages, root, texts } from './outside-routes.tsx'
import { PendingPayments } from './payments/PendingPayments.tsx'
import { HomePage } from './wallets/HomePage.tsx'
import { tellLanguage } from './tell-language.ts'
import { t } from '../lib/words/shared.ts'

/** Pages that need somebody signed in lead everybody else to the welcome page, and back afterwards. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ location }) => {
    try {
      await queryClient.ensureQueryData(meQuery)
      void tellLanguage()
    } catch (error) {
      if (!isSignedOut(error)) throw error
      throw redirect({ to: paths.welcome, search: location.href === '/' ? {} : { next: location.href } })
    }
  },
  component: () => (
    <>
      <PendingPayments />
      <Outlet />
    </>
  ),
})

const home = createRoute({ getParentRoute: () => inside, path: paths.home, component: HomePage })
const menu = createRoute({
  getParentRoute: () => inside,
  path: paths.menu,
  component: lazyRouteComponent(() => import('./residents/MenuPage.tsx'), 'MenuPage'),
})
const profile = createRoute({
  getParentRoute: () => inside,
  path: paths.profile,
  component: lazyRouteComponent(() => import('./residents/ProfilePage.tsx'), 'ProfilePage'),
})
const look = createRoute({
  getParentRoute: () => inside,
  path: paths.look,
  component: lazyRouteComponent(() => import('./residents/LookPage.tsx'), 'LookPage'),
})
const leave = createRoute({
  getParentRoute: () => inside,
  path: paths.leave,
  component: lazyRouteComponent(() => import('./residents/LeavePage.tsx'), 'LeavePage'),
})
const waysIn = createRoute({
  getParentRoute: () => inside,
  path: paths.waysIn,
  component: lazyRouteComponent(() => import('./sign-in/WaysInPage.tsx'), 'WaysInPage'),
})
const firstPassword = createRoute({
  getParentRoute: () => inside,
  path: paths.firstPassword,
  component: lazyRouteComponent(() => import('./sign-in/FirstPasswordPage.tsx'), 'FirstPasswordPage'),
})
const waysInReturn = createRoute({
  getParentRoute: () => inside,
  path: paths.waysInReturn,
  component: lazyRouteComponent(() => import('./sign-in/LinkReturnPage.tsx'), 'LinkReturnPage'),
})
const proofs = createRoute({
  getParentRoute: () => inside,
  path: paths.proofs,
  component: lazyRouteComponent(() => import('./residents/ProofsPage.tsx'), 'ProofsPage'),
})
const devices = createRoute({
  getParentRoute: () => inside,
  path: paths.devices,
  component: lazyRouteComponent(() => import('./sign-in/DevicesPage.tsx'), 'DevicesPage'),
})
const password = createRoute({
  getParentRoute: () => inside,
  path: paths.password,
  component: lazyRouteComponent(() => import('./sign-in/PasswordPage.tsx'), 'PasswordPage'),
})
const mail = createRoute({
  getParentRoute: () => inside,
  path: paths.mail,
  component: lazyRouteComponent(() => import('./sign-in/MailPage.tsx'), 'MailPage'),
})
const secondStep = createRoute({
  getParentRoute: () => inside,
  path: paths.secondStep,
  component: lazyRouteComponent(() => import('./sign-in/SecondStepPage.tsx'), 'SecondStepPage'),
})
const authenticator = createRoute({
  getParentRoute: () => inside,
  path: paths.authenticator,
  component: lazyRouteComponent(() => import('./sign-in/AuthenticatorPage.tsx'), 'AuthenticatorPage'),
})
const passkeys = createRoute({
  getParentRoute: () => inside,
  path: paths.passkeys,
  component: lazyRouteComponent(() => import('./sign-in/PasskeysPage.tsx'), 'PasskeysPage'),
})
const recoveryCodes = createRoute({
  getParentRoute: () => inside,
  path: paths.recoveryCodes,
  component: lazyRouteComponent(() => import('./sign-in/RecoveryCodesPage.tsx'), 'RecoveryCodesPage'),
})
const cardCheck = createRoute({
  getParentRoute: () => inside,
  path: paths.cardCheck,
  component: lazyRouteComponent(() => import('./identity/CardCheckPage.tsx'), 'CardCheckPage'),
})
const cardCheckReturn = createRoute({
  getParentRoute: () => inside,
  path: paths.cardCheckReturn,
  component: lazyRouteComponent(() => import('./identity/CardCheckPage.tsx'), 'CardCheckPage'),
})
const topUp = createRoute({
  getParentRoute: () => inside,
  path: paths.topUp,
  component: lazyRouteComponent(() => import('./top-ups/TopUpPage.tsx'), 'TopUpPage'),
})
const topUpWays = createRoute({
  getParentRoute: () => inside,
  path: paths.topUpWays,
  component: lazyRouteComponent(() => import('./top-ups/TopUpWaysPage.tsx'), 'TopUpWaysPage'),
})
const topUpAccounts = createRoute({
  getParentRoute: () => inside,
  path: paths.topUpAccounts,
  component: lazyRouteComponent(() => import('./bank-accounts/BankAccountsPage.tsx'), 'BankAccountsPage'),
})
const newBankAccount = createRoute({
  getParentRoute: () => inside,
  path: paths.newBankAccount,
  component: lazyRouteComponent(() => import('./bank-accounts/NewBankAccountPage.tsx'), 'NewBankAccountPage'),
})
const bankReturn = createRoute({
  getParentRoute: () => inside,
  path: paths.bankReturn,
  validateSearch: texts('id'),
  component: lazyRouteComponent(() => import('./bank-accounts/BankReturnPage.tsx'), 'BankReturnPage'),
})
const topUpAmount = createRoute({
  getParentRoute: () => inside,
  path: paths.topUpAmount,
  component: lazyRouteComponent(() => import('./top-ups/TopUpAmountPage.tsx'), 'TopUpAmountPage'),
})
const automaticTopUp = createRoute({
  getParentRoute: () => inside,
  path: paths.automaticTopUp,
  component: lazyRouteComponent(() => import('./top-ups/AutomaticTopUpPage.tsx'), 'AutomaticTopUpPage'),
})
const topUpCard = createRoute({
  getParentRoute: () => inside,
  path: paths.topUpCard,
  component: lazyRouteComponent(() => import('./top-ups/CardTopUpPage.tsx'), 'CardTopUpPage'),
})
const cards = createRoute({
  getParentRoute: () => inside,
  path: paths.cards,
  component: lazyRouteComponent(() => import('./cards/SavedCardsPage.tsx'), 'SavedCardsPage'),
})
const topUpDetail = createRoute({
  getParentRoute: () => inside,
  path: paths.topUpDetail,
  validateSearch: texts('left'),
  component: lazyRouteComponent(() => import('./top-ups/TopUpDetailPage.tsx'), 'TopUpDetailPage'),
})
const atm = createRoute({
  getParentRoute: () => inside,
  path: paths.atm,
  component: lazyRouteComponent(() => import('./top-ups/AtmPage.tsx'), 'AtmPage'),
})
const atmNumber = createRoute({
  getParentRoute: () => inside,
  path: paths.atmNumber,
  component: lazyRouteComponent(() => import('./top-ups/AtmNumberPage.tsx'), 'AtmNumberPage'),
})
const atmVisit = createRoute({
  getParentRoute: () => inside,
  path: paths.atmVisit,
  component: lazyRouteComponent(() => import('./top-ups/AtmVisitPage.tsx'), 'AtmVisitPage'),
})
const chargeCode = createRoute({
  getParentRoute: () => inside,
  path: paths.chargeCode,
  component: lazyRouteComponent(() => import('./top-ups/ChargeCodePage.tsx'), 'ChargeCodePage'),
})
const chargeCodeNumber = createRoute({
  getParentRoute: () => inside,
  path: paths.chargeCodeNumber,
  component: lazyRouteComponent(() => import('./top-ups/ChargeCodeNumberPage.tsx'), 'ChargeCodeNumberPage'),
})
const counter = createRoute({
  getParentRoute: () => inside,
  path: paths.counter,
  component: lazyRouteComponent(() => import('./top-ups/CounterPage.tsx'), 'CounterPage'),
})
const pay = createRoute({
  getParentRoute: () => inside,
  path: paths.pay,
  component: lazyRouteComponent(() => import('./payments/PayPage.tsx'), 'PayPage'),
})
const payByNumber = createRoute({
  getParentRoute: () => inside,
  path: paths.payByNumber,
  component: lazyRouteComponent(() => import('./payments/PayByNumberPage.tsx'), 'PayByNumberPage'),
})
const practice = createRoute({
  getParentRoute: () => inside,
  path: paths.practice,
  component: lazyRouteComponent(() => import('./practice/PracticePage.tsx'), 'PracticePage'),
})
const payerCode = createRoute({
  getParentRoute: () => inside,
  path: paths.payerCode,
  component: lazyRouteComponent(() => import('./payments/PayerCodePage.tsx'), 'PayerCodePage'),
})
const payAmount = createRoute({
  getParentRoute: () => inside,
  path: paths.payAmount,
  validateSearch: texts('via', 'request', 'amount'),
  component: lazyRouteComponent(() => import('./payments/PayAmountPage.tsx'), 'PayAmountPage'),
})
const paymentWaiting = createRoute({
  getParentRoute: () => inside,
  path: paths.paymentWaiting,
  component: lazyRouteComponent(() => import('./payments/PaymentWaitingPage.tsx'), 'PaymentWaitingPage'),
})
const paymentDone = createRoute({
  getParentRoute: () => inside,
  path: paths.paymentDone,
  component: lazyRouteComponent(() => import('./payments/PaymentDonePage.tsx'), 'PaymentDonePage'),
})
const gifts = createRoute({
  getParentRoute: () => inside,
  path: paths.gifts,
  component: lazyRouteComponent(() => import('./gifts/GiftsPage.tsx'), 'GiftsPage'),
})
const giveGift = createRoute({
  getParentRoute: () => inside,
  path: paths.giveGift,
  component: lazyRouteComponent(() => import('./gifts/GiveGiftPage.tsx'), 'GiveGiftPage'),
})
const receiveGift = createRoute({
  getParentRoute: () => inside,
  path: paths.receiveGift,
  component: lazyRouteComponent(() => import('./gifts/ReceiveGiftPage.tsx'), 'ReceiveGiftPage'),
})
const joinCard = createRoute({
  getParentRoute: () => inside,
  path: paths.joinCard,
  component: lazyRouteComponent(() => import('./paper-cards/JoinPage.tsx'), 'JoinPage'),
})
const family = createRoute({
  getParentRoute: () => inside,
  path: paths.family,
  component: lazyRouteComponent(() => import('./relatives/FamilyPage.tsx'), 'FamilyPage'),
})
const helperCode = createRoute({
  getParentRoute: () => inside,
  path: paths.helperCode,
  component: lazyRouteComponent(() => import('./relatives/HelperCodePage.tsx'), 'HelperCodePage'),
})
const agreeToHelp = createRoute({
  getParentRoute: () => inside,
  path: paths.agreeToHelp,
  component: lazyRouteComponent(() => import('./relatives/AgreePage.tsx'), 'AgreePage'),
})
const relative = createRoute({
  getParentRoute: () => inside,
  path: paths.relative,
  validateSearch: texts('paid', 'group', 'month'),
  component: lazyRouteComponent(() => import('./relatives/RelativePage.tsx'), 'RelativePage'),
})
const relativeCode = createRoute({
  getParentRoute: () => inside,
  path: paths.relativeCode,
  component: lazyRouteComponent(() => import('./relatives/RelativeCodePage.tsx'), 'RelativeCodePage'),
})
const relativeTopUp = createRoute({
  getParentRoute: () => inside,
  path: paths.relativeTopUp,
  component: lazyRouteComponent(() => import('./relatives/RelativeTopUpPage.tsx'), 'RelativeTopUpPage'),
})
const helper = createRoute({
  getParentRoute: () => inside,
  path: paths.helper,
  component: lazyRouteComponent(() => import('./relatives/HelperPage.tsx'), 'HelperPage'),
})
const notices = createRoute({
  getParentRoute: () => inside,
  path: paths.notices,
  component: lazyRouteComponent(() => import('./notices/NoticesPage.tsx'), 'NoticesPage'),
})
const wishes = createRoute({
  getParentRoute: () => inside,
  path: paths.wishes,
  component: lazyRouteComponent(() => import('./notices/WishesPage.tsx'), 'WishesPage'),
})
const history = createRoute({
  getParentRoute: () => inside,
  path: paths.history,
  validateSearch: texts('group', 'month'),
  component: lazyRouteComponent(() => import('./wallets/HistoryPage.tsx'), 'HistoryPage'),
})
const historyItem = createRoute({
  getParentRoute: () => inside,
  path: paths.historyItem,
  component: lazyRouteComponent(() => import('./wallets/HistoryItemPage.tsx'), 'HistoryItemPage'),
})

const insidePages = [
  home,
  menu,
  profile,
  look,
  leave,
  waysIn,
  firstPassword,
  waysInReturn,
  proofs,
  devices,
  password,
  mail,
  secondStep,
  authenticator,
  passkeys,
  recoveryCodes,
  cardCheck,
  cardCheckReturn,
  topUp,
  topUpWays,
  topUpAccounts,
  newBankAccount,
  bankReturn,
  topUpAmount,
  atm,
  atmNumber,
  atmVisit,
  automaticTopUp,
  topUpCard,
  cards,
  chargeCode,
  chargeCodeNumber,
  counter,
  topUpDetail,
  pay,
  payByNumber,
  payerCode,
  practice,
  payAmount,
  paymentWaiting,
  paymentDone,
  history,
  historyItem,
  gifts,
  giveGift,
  receiveGift,
  joinCard,
  family,
  helperCode,
  agreeToHelp,
  relative,
  relativeCode,
  relativeTopUp,
  helper,
  notices,
  wishes,
] as const

export const router = createRouter({
  routeTree: root.addChildren([...outsidePages, inside.addChildren(insidePages)]),
  defaultErrorComponent: CannotOpen,
  defaultPendingComponent: () => <Spinner label={t('loading')} />,
  defaultPreload: 'intent',
  scrollRestoration: true,
  // Otherwise a screen that follows a scrolled one would begin where that one stood.
  scrollToTopSelectors: ['main'],
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
