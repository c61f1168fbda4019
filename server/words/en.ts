import type { Words } from './ja.ts'

export const en: Words = {
  yen: (amount) => `${amount} yen`,
  points: (amount) => `${amount} points`,

  notices: {
    payment: 'Payment complete',
    refund: 'You received a refund',
    expiring: (day, pointsName) => `Your ${pointsName} points expire on ${day}`,
    expiringBody: (points, day) => `You can use ${points} points until ${day}.`,
    granted: (pointsName) => `You received ${pointsName} points`,
    gift: 'Coin has arrived for you',
    giftBody: (giver, amount, card) => `${amount} from ${giver}: “${card}”`,
    giver: (name) => name || 'somebody',
    giftCards: { thanks: 'Thank you', congratulations: 'Congratulations', please: 'For you' },
    automaticOn: 'Automatic top-up is on',
    automaticOnBody: (coinName) => `${coinName} will be topped up by itself.`,
    automaticDone: 'Topped up automatically',
    automaticDoneBody: (coinName, amount) => `${amount} of ${coinName} were added.`,
    automaticHeld: 'No automatic top-up this time',
    automaticStopped: 'Automatic top-up has stopped',
    why: {
      monthly_ceiling: 'Your own monthly ceiling has been reached. It goes on next month.',
      limit: 'The top-up limit has been reached. It goes on when the limit allows.',
      balance_cap: 'Your balance would have gone above its limit.',
      declined: 'The bank declined. Please check the balance of your account.',
      account_gone: 'The bank account is no longer linked.',
      not_allowed: 'Your identity has to be confirmed.',
    },
    security: {
      new_device: 'Somebody signed in on a new device',
      password_changed: 'Your password was changed',
      password_reset: 'Your password was reset',
      mail_change_asked: 'A change of your mail address was requested',
      mail_changed: 'Your mail address was changed',
      second_step_changed: 'Your two-step settings were changed',
      way_in_added: 'A way to sign in was added',
      way_in_removed: 'A way to sign in was removed',
      signed_out_by_office: 'The office signed you out everywhere',
      leaving_cancelled: 'You signed in, so leaving was cancelled',
      recovery_opened: 'The office has received a request to recover your account',
      recovery_approved: 'The office has approved a recovery of your account',
      recovered: 'Your phone number and two-step settings were renewed',
    },
    securityBody: 'If this was not you, please check your devices and password.',
    openApp: 'Please open the app to see it.',
    afterwardsGone: 'After that day they can no longer be used.',
    lookAtBalance: (link) => `See your balance: ${link}`,
    stopThisMail: (link) => `Stop these mails: ${link}`,
  },

  security: {
    at: (instant) => `When: ${instant}`,
    device: (name) => `Device: ${name}`,
    ifYou: 'If this was you, there is nothing to do.',
    ifNotYou:
      'If it was not you, please change your password at once on the page below and sign out other devices.',
    ifNotYouRecovery:
      'If it was not you, please sign in at once. Passing the second step cancels this request.',
    sms: (what) => `${what}. If this was not you, sign in at once or call the office.`,
    sentence: (what) => `${what}.`,
  },

  passcode: (appName, code) => `${appName} code: ${code}\nValid for 5 minutes. Do not tell anybody.`,

  mails: {
    discard: 'If you know nothing of this, please ignore this mail.',
    discardUnchanged: 'If you know nothing of this, please ignore this mail. Nothing will change.',
    linkLives: (hours) => `The link can be used once, within ${hours} hours.`,
    verify: 'Please confirm your mail address',
    verifyThanks: 'Thank you for registering.',
    verifyOpen: 'Please open the link below and press “Verify my email address”.',
    verifyTaken: 'This mail address is already confirmed for another account.',
    verifyTakenYours: 'If it was you, please sign out of the new account and sign in the way you always do.',
    change: 'Change of your mail address',
    changeOpen: 'Open the link below and press “Verify my email address” to change to this address.',
    changeTaken: 'Somebody asked to change to this address, but it is already registered.',
    claimed: 'You are already registered',
    claimedWhat: (appName) => `Somebody used this mail address to register with ${appName} once more.`,
    claimedYours:
      'If it was you, please sign out of the new account and sign in the way you always do. Your balance is untouched.',
    claimedForgotten: 'If you have forgotten your password, you can set a new one here.',
    claimedNotYours: 'If it was not you, there is nothing to do. Nobody else can use your account.',
    reset: 'A new password',
    resetOpen: 'Please open the link below and enter a new password.',
    resetLives: (minutes) =>
      `The link can be used once, within ${minutes} minutes. If you use a second step, it is needed as always.`,
    resetUnproven:
      'Somebody asked for a new password, but this mail address was never confirmed, so none can be set.',
    resetRegister: 'Please register once more from the start.',
    resetNone: 'Somebody asked for a new password, but this account has none.',
    resetProviders: 'Please sign in with the Google or Apple button.',
  },

  automatic: {
    on: (coinName) => `Automatic top-up of ${coinName} has been set up.`,
    done: (coinName, amount) => `Your balance fell below your line, so ${amount} of ${coinName} were added.`,
    settings: 'You can check or stop it on the page below.',
    unexpected: 'If you know nothing of this, please stop automatic top-up at once and call the office.',
  },

  leaving: {
    asked: 'We have received your wish to leave',
    askedCloses: (day) => `Your account closes on ${day}.`,
    askedCancel: 'If you sign in before that day, leaving is cancelled and everything stays as it was.',
    askedNotYou: 'If this was not you, please sign in at once.',
    stayed: 'Your balance has grown, so your account stays open',
    stayedWhy: 'A refund or the like has added to your balance. To leave nevertheless, please ask once more.',
    closed: 'Your account is closed',
    closedThanks: 'Thank you for having been with us. Your bank accounts are no longer linked.',
    closedErased: (day) =>
      `Your name and contacts are kept for as long as the law wants, and erased after ${day}.`,
  },

  receipt: {
    title: 'Record of payment',
    paidAt: 'Paid at',
    number: 'Payment number',
    printedAt: 'Printed at',
    note: (appName) =>
      `Issued by ${appName}. If you need the shop’s own receipt (領収書), please ask the shop.`,
  },

  history: {
    at: 'Date and time',
    kind: 'Kind',
    counterpart: 'With',
    balance: (name) => `Balance of ${name}`,
    number: 'Transaction number',
    kinds: {
      payment: 'Payment',
      refund: 'Refund',
      top_up: 'Top-up',
      top_up_return: 'Top-up taken back',
      top_up_regained: 'Top-up restored',
      top_up_bonus: 'Top-up bonus',
      bonus_return: 'Bonus taken back',
      bonus_debt: 'Used bonus deducted',
      grant: 'Points received',
      lapse: 'Expired',
      gift_given: 'Coin given',
      gift_received: 'Coin received',
    },
  },
}
