/**
 * Every expected "no" of the platform and the HTTP status it is answered with. A refusal leaves nothing
 * changed; its words for people live in the apps, keyed by the same code, so a code without words does
 * not compile. Anything that is not listed here is a fault.
 */
export const refusals = {
  // Any endpoint
  invalid_input: 400,
  not_signed_in: 401,
  not_allowed: 403,
  not_found: 404,
  too_large: 413,
  too_many_requests: 429,
  busy: 503,

  // Signing up and in
  terms_outdated: 409,
  mail_taken: 409,
  reset_link_invalid: 409,
  recovery_without_card: 409,
  recovery_paused: 429,
  recovery_over: 409,
  recovery_already_open: 409,
  desk_code_wrong: 422,
  desk_code_too_early: 409,
  photo_document_needed: 422,
  operator_change_open: 409,
  operator_change_decided: 409,
  last_operators: 409,
  password_too_weak: 422,
  wrong_mail_or_password: 401,
  sign_in_paused: 429,
  second_step_expired: 409,
  second_step_missing: 409,
  second_step_paused: 429,
  authenticator_code_wrong: 422,
  recovery_code_wrong: 422,
  passkey_wrong: 422,
  step_up_required: 403,
  password_wrong: 422,
  link_invalid: 409,
  link_of_another: 409,
  mail_already_verified: 409,

  // Signing in with another provider
  provider_visit_over: 409,
  provider_cancelled: 409,
  provider_unavailable: 502,
  provider_failed: 409,
  provider_gave_no_mail: 409,
  account_unknown: 404,
  account_exists: 409,
  way_in_taken: 409,
  last_way_in: 409,
  password_already_set: 409,

  // One-time passcodes
  passcode_wrong: 422,
  passcode_expired: 409,
  passcode_too_soon: 429,
  passcode_too_many: 429,
  sms_not_sent: 502,
  phone_not_mobile: 422,
  phone_missing: 409,

  // Proofs and people
  kana_invalid: 422,
  name_from_card: 409,
  profile_needed: 409,
  mail_proof_needed: 409,
  phone_needed: 409,
  identity_check_required: 403,
  card_check_unavailable: 502,
  frozen: 403,
  money_under_way: 409,
  balance_changed: 409,

  // Bank accounts and top-ups
  bank_unknown: 404,
  bank_unavailable: 502,
  bank_in_maintenance: 409,
  bank_link_paused: 429,
  bank_details_missing: 422,
  bank_account_not_ready: 409,
  top_up_below_minimum: 422,
  top_up_over_limit: 422,
  top_up_over_first_day_limit: 422,
  top_up_over_day_limit: 422,
  top_up_over_month_limit: 422,
  balance_over_cap: 422,
  automatic_ceiling_wrong: 422,
  top_up_exists_with_different_content: 409,
  top_up_line: 503,
  top_up_not_open: 409,
  provider_reference_used: 409,
  resolution_under_way: 409,
  second_person_needed: 403,
  bank_account_exists_with_different_content: 409,
  atm_unavailable: 502,
  atm_code_unknown: 422,
  atm_code_over: 409,

  // Cards
  card_tries_exhausted: 429,
  card_not_ready: 409,
  card_not_accepted: 409,
  card_company_unavailable: 502,
  top_up_not_refundable: 409,
  // Charge codes
  charge_code_tries_paused: 429,
  charge_code_wrong: 422,
  charge_code_used: 409,
  charge_code_expired: 409,
  charge_code_void: 409,
  charge_code_expiry_past: 422,
  code_budget_exceeded: 409,
  code_batch_not_draft: 409,

  // Counters
  till_open: 409,
  till_not_open: 409,
  till_note_needed: 422,
  counter_code_unknown: 404,
  counter_charge_not_possible: 409,
  counter_charge_exists_with_different_content: 409,
  received_too_little: 422,

  // Payments
  payment_exists_with_different_content: 409,
  payment_withdrawn: 409,
  clock_off: 409,
  code_foreign: 422,
  code_damaged: 422,
  store_unknown: 404,
  store_suspended: 409,
  points_not_accepted: 409,
  payment_over_limit: 422,
  payment_over_day_limit: 422,
  insufficient_balance: 409,

  // Gifts
  gifts_off: 409,
  gift_code_wrong: 422,
  gift_to_oneself: 422,
  gift_exists_with_different_content: 409,
  gift_receiver_cannot: 409,
  gift_new_device: 409,
  gift_over_limit: 422,
  gift_over_month: 422,
  gift_too_many: 409,

  // Helpers of relatives
  help_code_wrong: 422,
  help_to_oneself: 422,
  help_exists_with_different_content: 409,
  help_new_device: 409,
  help_caps_wrong: 422,
  help_too_many: 409,
  help_decided: 409,
  help_over_cap: 422,
  relative_cannot: 409,

  // Reconciliation
  difference_not_open: 409,
  resolution_not_possible: 422,
  statement_of_another_account: 422,

  // Joining, and what a store changes about itself
  listing_change_open: 409,
  account_change_open: 409,
  application_closed: 409,
  application_incomplete: 422,
  document_not_taken: 422,
  documents_full: 409,
  question_open: 409,
  screening_incomplete: 409,

  // Campaigns and settings
  campaign_changed: 409,
  campaign_started: 409,
  campaign_terms_wrong: 422,
  limit_above_the_law: 422,
  limits_do_not_fit: 422,
  limit_change_decided: 409,

  // Codes for one payment
  request_exists_with_different_content: 409,
  request_unknown: 404,
  request_expired: 409,
  request_cancelled: 409,
  request_paid: 409,
  payer_code_foreign: 422,
  payer_code_damaged: 422,
  payer_code_unknown: 404,
  payer_code_expired: 409,
  payer_code_used: 409,
  payer_cannot_pay: 409,
  payer_balance_short: 409,

  // Printed cards of people without a phone
  paper_documents_needed: 422,
  paper_person_exists: 409,
  paper_person_decided: 409,
  paper_person_unknown: 404,
  paper_card_issued: 409,
  paper_card_of_another: 403,
  app_wallet_in_use: 409,
  departure_exists: 409,
  departure_decided: 409,
  paper_card_unknown: 404,
  paper_card_stopped: 409,
  paper_card_charged_before: 409,
  card_pin_too_easy: 422,
  paper_card_pin_needed: 403,
  paper_card_pin_wrong: 403,
  paper_card_over_limit: 422,
  paper_card_over_day_limit: 422,

  // Notices
  push_address_not_allowed: 422,
  announcement_changed: 409,
  announcement_over: 409,

  // Till programs
  owner_needed: 403,
  manager_needed: 403,
  password_needed: 403,
  staff_exists_with_different_content: 409,
  staff_signs_in_already: 409,
  mail_needed_for_role: 409,
  last_owner: 409,
  invitation_invalid: 409,
  works_there_already: 409,
  pin_too_easy: 422,
  pin_wrong: 422,
  pin_paused: 429,
  not_a_till: 404,
  till_locked: 401,
  device_exists: 409,
  device_of_other_store: 403,
  till_key_exists: 409,
  webhook_exists: 409,
  webhook_address_not_allowed: 422,

  // Refunds
  refund_exists_with_different_content: 409,
  refund_needs_manager: 403,
  refund_over_payment: 409,
  refund_over_own_limit: 403,
  payer_left: 409,
} as const

export type RefusalCode = keyof typeof refusals

/** An RFC 9457 problem document: what a refused or failed request is answered with. */
export interface Problem {
  /** A path on this server that names the kind of problem, for example `/problems/insufficient_balance`. */
  type: string
  title: string
  status: number
  /** Stable and closed: one of the refusals, or `fault`. */
  code: RefusalCode | 'fault'
  detail?: string
  /** Which inputs were wrong, as JSON pointers into the body or query. */
  errors?: { pointer: string; detail: string }[]
  /** The request, as the logs know it. */
  instance?: string
  /** Facts that the words need: limits, what is left, seconds to wait. */
  facts?: Record<string, string | number | boolean | null>
}
