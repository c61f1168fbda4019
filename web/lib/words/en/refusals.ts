import type { RefusalFacts, RefusalWords } from '../../i18n/words.ts'
import { sayYen } from '../../numbers.ts'
import { sayMinute } from '../../time.ts'
import type { residentRefusals as japanese } from '../ja/refusals.ts'

export const refusals: Record<keyof typeof japanese, RefusalWords> = {
  invalid_input: 'Check what you entered and try again.',
  not_signed_in: 'You have been signed out. Please sign in again.',
  not_allowed: 'This is not possible.',
  not_found: 'Not found. Go back and try again.',
  too_large: 'This is too large to send. Make it shorter and try again.',
  too_many_requests: (facts) => `Too many attempts. ${sayWait(facts)}`,
  busy: 'We are very busy right now. Wait a moment and try again.',
  terms_outdated: 'The terms have changed. Please read and agree to them again.',
  mail_taken: 'This email address is already registered. Sign in, or use another address.',
  reset_link_invalid: 'This link has been used or has expired. Have the reset email sent again.',
  recovery_without_card:
    'This account was never verified with a My Number Card, so it cannot be recovered by card. Please come to the help desk.',
  recovery_paused: (facts) => `Recovery has been tried too often. ${sayWait(facts)}`,
  recovery_over: 'This has already ended or run out of time. Please start again.',
  desk_code_wrong:
    'The email address or the desk’s code is wrong. Look at the paper carefully and enter it again.',
  desk_code_too_early: (facts) =>
    `The desk’s code cannot be used yet. ${sayWait(facts)} The wait is for your safety.`,
  password_too_weak: 'This password is easy to guess. Choose a longer one that you use nowhere else.',
  wrong_mail_or_password: 'The email address or password is wrong. Enter it again.',
  sign_in_paused: (facts) => `Signing in is paused after several wrong attempts. ${sayWait(facts)}`,
  second_step_expired: 'The time has run out. Please sign in again from the start.',
  second_step_missing: 'Set up two-step verification first.',
  second_step_paused: (facts) =>
    `Two-step verification is paused after several wrong attempts. ${sayWait(facts)}`,
  authenticator_code_wrong: 'The code from the authenticator app is wrong. Enter the 6 digits shown now.',
  recovery_code_wrong: 'This recovery code is wrong or already used. Enter another one.',
  passkey_wrong: 'The passkey could not be confirmed. Try again, or use another way.',
  step_up_required: 'This is an important change. Please confirm again that it is you.',
  password_wrong: 'The password is wrong. Enter it again.',
  link_invalid: 'This link has been used or has expired. Have the email sent again.',
  link_of_another:
    'This link belongs to another account than the one you are signed in to. Sign in to the right one.',
  mail_already_verified: 'This email address is already verified.',
  provider_visit_over: 'This has run out of time or is already done. Please start again.',
  provider_cancelled: 'It was cancelled on the way. You can start again.',
  provider_unavailable: 'This way cannot be used right now. Try later, or use another way.',
  provider_failed: 'Something went wrong on the way. Please start again.',
  provider_gave_no_mail:
    'We did not receive an email address. Please sign up with an email address and a password.',
  account_unknown: 'There is no account yet. Please sign up first.',
  account_exists:
    'This email address is already registered. Sign in as usual, then add this under “Sign-in methods” in the menu.',
  way_in_taken: 'It cannot be added. Somebody else uses it, or you have added another account already.',
  password_already_set: 'A password is already set. You can change it under “Change password”.',
  last_way_in: 'Without it you could not sign in any more. Add another sign-in method first.',
  passcode_wrong: (facts) => `The code is wrong. ${sayTries(facts)}Enter the 6 digits from the SMS again.`,
  passcode_expired: 'The code has expired. Have a new one sent.',
  passcode_too_soon: (facts) => `An SMS was sent just now. ${sayWait(facts)}`,
  passcode_too_many: (facts) => `Too many codes have been used. ${sayWait(facts)}`,
  sms_not_sent: sayWhyNoSms,
  phone_not_mobile: 'Check the mobile number. It has 11 digits and begins with 060, 070, 080 or 090.',
  phone_missing: 'Register your mobile number first.',
  kana_invalid: 'Enter your name in kana. Hiragana is fine too.',
  name_from_card:
    'Your name was confirmed with your My Number Card. If it has changed, read the card again under “My Number Card verification”.',
  profile_needed: 'First register your name in kana under “Your details”.',
  mail_proof_needed: 'Verify your email address first.',
  phone_needed: 'Verify your phone by SMS first.',
  identity_check_required:
    'Verify with your My Number Card first. You find it in the menu, under Verification.',
  card_check_unavailable: 'My Number Card verification is not available right now. Please try later.',
  money_under_way: 'Some money is still on its way. Try again when that is finished.',
  balance_changed: 'Your balance has changed. Check the amounts and choose again.',
  frozen: 'This account cannot be used right now. Please contact the help desk.',
  bank_unknown: 'This bank was not found. Choose another one.',
  bank_unavailable: 'The bank cannot be reached right now. Try again later.',
  bank_in_maintenance: (facts) => `The bank’s service is closed right now. ${sayUntil(facts['until'])}`,
  bank_link_paused: (facts) => `Linking accounts is paused after several failures. ${sayWait(facts)}`,
  bank_details_missing: 'Check the branch number and account number and enter them again.',
  bank_account_not_ready: 'This account cannot be used. Choose another one, or link it again.',
  top_up_below_minimum: (facts) =>
    `The least you can top up is ${sayLimit(facts['limit'], 'the minimum')}. Enter more.`,
  top_up_over_limit: (facts) =>
    `You can top up ${sayLimit(facts['limit'], 'a limited amount')} at a time. Enter less.`,
  top_up_over_first_day_limit: (facts) =>
    `In the first 24 hours on a new device, you can top up ${sayLimit(facts['left'], 'only a little')} more.`,
  top_up_over_day_limit: (facts) =>
    `You can top up ${sayLimit(facts['left'], 'only a little')} more today. Enter less, or try tomorrow.`,
  top_up_over_month_limit: (facts) =>
    `You can top up ${sayLimit(facts['left'], 'only a little')} more this month. Enter less, or try next month.`,
  balance_over_cap: (facts) =>
    `This would exceed the balance cap. You can top up ${sayLimit(facts['left'], 'only a little')} more.`,
  top_up_line: (facts) =>
    `Many people are topping up right now. You are number ${String(facts['place'])} in line.`,
  automatic_ceiling_wrong: (facts) =>
    `Set the monthly limit between ${sayLimit(facts['least'], 'one top-up')} and ${sayLimit(facts['limit'], 'the limit')}.`,
  top_up_exists_with_different_content: 'This top-up has already been received. Look in your history.',
  bank_account_exists_with_different_content:
    'This has already been received. Look at your list of accounts.',
  card_tries_exhausted: (facts) =>
    `Topping up by card is paused because cards failed several times. ${sayWait(facts)} Or use another way.`,
  card_not_ready: 'This card cannot be used. Choose another one, or use a new card.',
  card_not_accepted: 'Cards of this brand are not accepted. Choose another card.',
  card_company_unavailable:
    'The card company cannot be reached right now. No money has moved. Wait a moment and try again.',
  atm_unavailable: 'The ATM cannot be reached right now. Try again later.',
  atm_code_unknown:
    'This is not an ATM’s code, or somebody else has scanned it. Scan the code on the ATM’s screen.',
  atm_code_over: 'The ATM’s code has expired. Start again at the ATM.',
  charge_code_tries_paused: (facts) => `Codes were entered too often. ${sayWait(facts)}`,
  push_address_not_allowed: 'This device cannot get notifications.',

  charge_code_wrong: 'This code cannot be used. Check the 16 digits again.',
  charge_code_used: 'This code has been used. Each code works only once.',
  charge_code_expired: 'This code has expired.',
  charge_code_void: 'This code is no longer valid. Ask where you received it.',
  payment_withdrawn: 'This payment was called off. Your balance is unchanged.',
  payment_exists_with_different_content: 'This payment has already been received. Look in your history.',
  clock_off: 'The clock of your phone is off. Set it right and try again.',
  code_foreign: (_, names) => `This is not a ${names.coinName} code. Scan the shop’s ${names.coinName} code.`,
  code_damaged: 'The code could not be read. Scan it again, or enter the shop number.',
  store_unknown: 'There is no shop with this number. Check the 6 digits.',
  store_suspended: 'You cannot pay at this shop right now. Please tell the staff.',
  points_not_accepted: (_, names) =>
    `${names.pointsName} cannot be used at this shop. Pay with ${names.coinName}.`,
  payment_over_limit: 'This is more than you can pay at once. Ask the staff for another way.',
  payment_over_day_limit: 'This is more than you can pay in a day. Pay less, or come back tomorrow.',
  insufficient_balance: 'Your balance is not enough. Check the amount, or top up first.',
  gifts_off: 'Sending coin is not available in this town.',
  gift_code_wrong: 'This code cannot be used. Ask the receiver for a new one.',
  gift_to_oneself: 'You cannot send to yourself. Scan the code of the receiver.',
  gift_exists_with_different_content: 'The details have changed. Check your history, then start again.',
  gift_receiver_cannot: 'This person cannot receive right now. Ask them to check their app.',
  gift_new_device:
    'For your safety you cannot send for 24 hours after signing in on a new device. Try again tomorrow.',
  gift_over_limit: (facts) =>
    `You can send up to ${sayLimit(facts['limit'], 'the limit')} at a time. Enter a smaller amount.`,
  gift_over_month: (facts) =>
    `You can send ${sayLimit(facts['left'], 'only a little')} more this month. Enter a smaller amount, or try again next month.`,
  gift_too_many: "You have reached today's number of times. Try again tomorrow.",

  help_code_wrong: 'This code cannot be used. Ask the helper for a new one.',
  help_to_oneself: 'This is your own code. Scan the code on the phone of your helper.',
  help_exists_with_different_content: 'The details have changed. Check the list, then start again.',
  help_new_device:
    'For your safety, this cannot be decided within 24 hours of signing in on a new device. Try tomorrow, or visit the desk.',
  help_caps_wrong: (facts) =>
    `The most is ${sayLimit(facts['day'], 'the limit')} a day and ${sayLimit(facts['month'], 'the limit')} a month, and a month cannot be less than a day.`,
  help_too_many: 'You can help up to five people. End a help that is over, then try again.',
  relative_cannot: 'You cannot help this person right now. Ask them, or ask at the desk.',
  request_unknown: 'This code cannot be used. Ask the staff for a new one.',
  request_expired: 'The code has expired. Ask the staff for a new one.',
  request_cancelled: 'The shop has cancelled this code. Please ask the staff.',
  request_paid: 'This code has already been paid. You will not be charged twice.',
  paper_card_unknown:
    'This card cannot be used. Check that it is a QR card and not an old one, or visit the desk.',
  paper_card_of_another:
    'The holder of this card does not match your identity check. Check your name and birth date, or visit the desk.',
  app_wallet_in_use:
    'The wallet in the app is already in use, so the two cannot be joined. Please visit the desk with your card.',
  paper_card_stopped: 'This card has been stopped. Please visit the desk.',
  paper_card_pin_wrong: (facts) =>
    `The PIN is wrong. ${sayTries(facts)}Three wrong ones in a row stop the card.`,
}

function sayLimit(fact: RefusalFacts[string] | undefined, otherwise: string): string {
  return typeof fact === 'number' ? sayYen(fact) : otherwise
}

function sayUntil(fact: RefusalFacts[string] | undefined): string {
  return typeof fact === 'string' ? `Try again after ${sayMinute(fact)}.` : 'Try again later.'
}

function sayWait({ waitSeconds }: RefusalFacts): string {
  if (typeof waitSeconds !== 'number') return 'Wait a moment and try again.'
  if (waitSeconds > 5400) return `Try again in about ${some(Math.ceil(waitSeconds / 3600), 'hour')}.`
  if (waitSeconds > 90) return `Try again in about ${some(Math.ceil(waitSeconds / 60), 'minute')}.`
  return `Try again in ${some(Math.ceil(waitSeconds), 'second')}.`
}

function sayTries({ triesLeft }: RefusalFacts): string {
  return typeof triesLeft === 'number' ? `You have ${some(triesLeft, 'more try', 'more tries')}. ` : ''
}

function some(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

function sayWhyNoSms({ reason }: RefusalFacts): string {
  if (reason === 'invalid_number' || reason === 'not_mobile')
    return 'No SMS can be sent to this number. Check the phone number.'
  if (reason === 'blocked')
    return 'This number blocks SMS. Check the settings of your mobile carrier, or use another way.'
  if (reason === 'town_limit') return 'No more SMS can be sent today. Use another way, or try again tomorrow.'
  return 'The SMS could not be sent. Wait a moment and try again.'
}
