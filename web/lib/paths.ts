/** Every URL of the three apps. Routes are declared from these, and links are written with them. */
export const paths = {
  home: '/',
  welcome: '/welcome',
  terms: '/sign-up/terms',
  signUp: '/sign-up',
  signIn: '/sign-in',
  passwordReset: '/password-reset',
  /** What the link for a forgotten password opens. */
  newPassword: '/password-reset/new',
  /** Where the card app sends somebody back to who has lost the phone. */
  recovery: '/recovery',
  deskRecovery: '/recovery/desk',
  /** Where Google and Apple send the person back to. */
  providerReturn: '/sign-in/return',
  mailVerification: '/mail-verification',

  menu: '/menu',
  profile: '/menu/profile',
  leave: '/menu/leave',
  look: '/menu/look',
  devices: '/menu/devices',
  password: '/menu/devices/password',
  mail: '/menu/devices/mail',
  waysIn: '/menu/ways-in',
  firstPassword: '/menu/ways-in/password',
  /** Where Google and Apple send the person back to who adds a way in. */
  waysInReturn: '/menu/ways-in/return',
  proofs: '/menu/proofs',
  secondStep: '/menu/proofs/sms',
  authenticator: '/menu/proofs/authenticator',
  passkeys: '/menu/proofs/passkeys',
  recoveryCodes: '/menu/proofs/recovery-codes',
  cardCheck: '/menu/proofs/card',
  /** Where the external card app sends the person back to. */
  cardCheckReturn: '/identity/return',

  topUp: '/top-ups',
  topUpWays: '/top-ups/ways',
  topUpAccounts: '/top-ups/bank',
  newBankAccount: '/top-ups/bank/new',
  /** Where the bank sends the person back to. */
  bankReturn: '/bank-accounts/return',
  topUpAmount: '/top-ups/bank/$accountId',
  atm: '/top-ups/atm',
  atmNumber: '/top-ups/atm/number',
  atmVisit: '/top-ups/atm/$linkId',
  automaticTopUp: '/top-ups/automatic',
  topUpCard: '/top-ups/card',
  cards: '/top-ups/card/saved',
  chargeCode: '/top-ups/code',
  chargeCodeNumber: '/top-ups/code/number',
  counter: '/top-ups/counter',
  topUpDetail: '/top-ups/$topUpId',

  pay: '/pay',
  payByNumber: '/pay/number',
  payerCode: '/pay/code',
  /** Paying with play money. */
  practice: '/pay/practice',
  payAmount: '/pay/$storeId',
  paymentWaiting: '/payments/waiting',
  paymentDone: '/payments/$paymentId',

  gifts: '/gifts',
  /** What a gift code opens; its secret stands behind `#`. */
  giveGift: '/gifts/give',
  receiveGift: '/gifts/receive',

  /** 家族のお手伝い. */
  family: '/family',
  helperCode: '/family/code',
  /** What a helper's code opens; its secret stands behind `#`. */
  agreeToHelp: '/family/agree',
  relative: '/family/relatives/$helpId',
  relativeCode: '/family/relatives/$helpId/code',
  relativeTopUp: '/family/relatives/$helpId/top-up',
  helper: '/family/helpers/$helpId',

  notices: '/notices',
  /** How somebody wants to be told; mails lead here too. */
  wishes: '/notices/wishes',

  history: '/history',
  historyItem: '/history/$itemId',
  /** The balance of a printed card, as the card says it; for anybody. */
  paperCard: '/card',
  /** Its wallet comes into the app. */
  joinCard: '/menu/card',
  stores: '/stores',
  store: '/stores/$storeId',
} as const

/** The merchant app lives below /merchant. */
export const merchantPaths = {
  home: '/',
  /** A day (`2027-03-31`) that is over. */
  day: '/days/$day',
  payment: '/payments/$paymentId',
  receive: '/receive',
  /** Taking and giving back play money. */
  practice: '/practice',
  /** What the shop has had at the end of a day, to print. */
  closing: '/days/$day/closing',
  menu: '/menu',
  staff: '/staff',
  newMember: '/staff/new',
  member: '/staff/$memberId',
  roles: '/roles',
  rules: '/rules',
  tills: '/tills',
  deeds: '/deeds',
  /** A shared till that is locked: who comes in? */
  till: '/till',
  /** What the link of an invitation opens. */
  invitation: '/invitation',
  tillKeys: '/till-keys',
  webhooks: '/webhooks',
  signIn: '/sign-in',
  forgottenPassword: '/password-reset',
  /** What the link for a forgotten password opens. */
  newPassword: '/password-reset/new',
  /** For shops that want to join; nobody is signed in there. */
  /** What a store changes about itself. */
  store: '/store',
  join: '/join',
  application: '/join/application',
  /** Where an owner applies for a further store. */
  furtherStore: '/join/further',
  code: '/code',
} as const

/** The operator console lives below /operator. */
export const operatorPaths = {
  home: '/',
  signIn: '/sign-in',
  forgottenPassword: '/password-reset',
  /** What the link for a forgotten password opens. */
  newPassword: '/password-reset/new',
  /** What the link of an invitation opens. */
  invitation: '/invitation',
  /** Who belongs to the office. */
  operators: '/operators',
  /** The own second step of whoever is signed in. */
  secondStep: '/second-step',
  residents: '/residents',
  recoveries: '/recoveries',
  unresolvedTopUps: '/top-ups',
  cardRefund: '/top-ups/card-refund',
  takings: '/month-takings',
  reconciliation: '/reconciliation',
  reconciliationClearing: '/reconciliation/clearing',
  reconciliationFiles: '/reconciliation/files',
  difference: '/reconciliation/differences/$differenceId',
  providerFile: '/reconciliation/files/$fileId',
  bankStatement: '/reconciliation/statements/$statementId',
  codes: '/charge-codes',
  /** For whom who takes cash at a counter; the tills of all of them are for the office. */
  counter: '/counter',
  /** People without a phone: for counters and the office. */
  paperCards: '/paper-cards',
  /** 家族のお手伝い: for counters and the office. */
  relatives: '/relatives',
  tills: '/tills',
  campaigns: '/campaigns',
  newCampaign: '/campaigns/new',
  campaign: '/campaigns/$campaignId',
  editCampaign: '/campaigns/$campaignId/edit',
  limits: '/limits',
  announcements: '/announcements',
  /** The balance of a printed card, as the card says it; for anybody. */
  paperCard: '/card',
  stores: '/stores',
  accountChanges: '/stores/account-changes',
  listingChanges: '/stores/listing-changes',
  applications: '/applications',
  application: '/applications/$applicationId',
} as const
