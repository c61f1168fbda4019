import type { RefusalCode } from '#contract/refusals.ts'
import type { RefusalFacts, RefusalWords } from '../../i18n/words.ts'
import { sayYen } from '../../numbers.ts'
import { sayMinute } from '../../time.ts'

type Facts = RefusalFacts

/** Words for every refusal that a resident can meet: what happened, and what the person can do next. */
export const residentRefusals = {
  invalid_input: '入力の内容を確かめて、もう一度お試しください。',
  not_signed_in: 'ログインの期限が切れました。もう一度ログインしてください。',
  not_allowed: 'この操作はできません。',
  not_found: '見つかりませんでした。前の画面に戻ってやり直してください。',
  too_large: '送る内容が大きすぎます。短くしてもう一度お試しください。',
  too_many_requests: (facts) => `操作の回数が多すぎます。${sayWait(facts)}もう一度お試しください。`,
  busy: 'ただいま混み合っています。少し待ってから、もう一度お試しください。',

  terms_outdated: '規約が新しくなりました。もう一度規約をお読みのうえ、同意してください。',
  mail_taken: 'このメールアドレスは登録済みです。ログインするか、別のメールアドレスをお使いください。',
  reset_link_invalid:
    'このリンクは使用済みか、期限が切れています。もう一度、再設定のメールを送ってください。',
  recovery_without_card:
    'このアカウントはマイナンバーカード認証をしていないため、カードでは復旧できません。窓口へお越しください。',
  recovery_paused: (facts) => `復旧の回数が上限に達しました。${sayWait(facts)}お試しください。`,
  recovery_over: 'この手続きは終わっているか、時間が過ぎています。もう一度はじめからお願いします。',
  desk_code_wrong: 'メールアドレスか窓口のコードが違います。紙をよく見て、もう一度入力してください。',
  desk_code_too_early: (facts) =>
    `窓口のコードは、まだ使えません。${sayWait(facts)}お試しください。安全のための待ち時間です。`,
  password_too_weak: '推測されやすいパスワードです。より長く、ほかで使っていないものにしてください。',
  wrong_mail_or_password: 'メールアドレスまたはパスワードが違います。もう一度入力してください。',
  sign_in_paused: (facts) => `続けて間違えたため、ログインを止めています。${sayWait(facts)}お試しください。`,
  second_step_expired: '時間が過ぎました。もう一度ログインからやり直してください。',
  second_step_missing: '先に2段階認証を設定してください。',
  second_step_paused: (facts) =>
    `続けて間違えたため、2段階認証を止めています。${sayWait(facts)}お試しください。`,
  authenticator_code_wrong: '認証アプリの数字が違います。新しく表示された6桁の数字を入力してください。',
  recovery_code_wrong: 'リカバリーコードが違うか、使用済みです。別のコードを入力してください。',
  passkey_wrong: 'パスキーを確認できませんでした。もう一度試すか、ほかの方法をお使いください。',
  step_up_required: '大切な変更のため、もう一度ご本人であることを確かめてください。',
  password_wrong: 'パスワードが違います。もう一度入力してください。',
  link_invalid: 'このリンクは使用済みか、期限が切れています。もう一度「メール認証」から送ってください。',
  link_of_another:
    'このリンクは、いまログインしているアカウントのものではありません。ご登録のアカウントでログインし直してください。',
  mail_already_verified: 'このメールアドレスは認証が済んでいます。',

  provider_visit_over: '時間が過ぎたか、手続きが済んでいます。はじめからやり直してください。',
  provider_cancelled: '手続きは途中でやめられました。もう一度はじめられます。',
  provider_unavailable: 'ただいまこの方法を使えません。時間をおくか、ほかの方法をお使いください。',
  provider_failed: '手続きの途中で問題が起きました。はじめからやり直してください。',
  provider_gave_no_mail:
    'メールアドレスを受け取れませんでした。メールアドレスとパスワードで登録してください。',
  account_unknown: 'まだ登録されていません。先に新規登録をしてください。',
  account_exists:
    'このメールアドレスは登録済みです。いつもの方法でログインし、メニューの「ログイン方法」で追加してください。',
  way_in_taken: '追加できません。ほかの人が使っているか、別のアカウントを追加してあります。',
  password_already_set: 'パスワードは設定済みです。「パスワードの変更」から変更できます。',
  last_way_in: 'ログインできなくなるため、外せません。先に別のログイン方法を追加してください。',

  passcode_wrong: (facts) =>
    `認証コードが違います。${sayTries(facts)}SMSの6桁の数字をもう一度入力してください。`,
  passcode_expired: '認証コードの期限が切れました。新しいコードを送ってください。',
  passcode_too_soon: (facts) => `SMSを送ったばかりです。${sayWait(facts)}もう一度お試しください。`,
  passcode_too_many: (facts) =>
    `認証コードの回数が上限に達しました。${sayWait(facts)}もう一度お試しください。`,
  sms_not_sent: sayWhyNoSms,
  phone_not_mobile: '携帯電話番号を確かめてください。060・070・080・090で始まる11桁の番号です。',
  phone_missing: '先に「携帯電話番号」を登録してください。',

  kana_invalid: 'お名前はカナで入力してください。ひらがなでも入力できます。',
  name_from_card:
    'お名前はマイナンバーカードで確認したものです。お名前が変わったときは、「マイナンバーカード認証」でカードをもう一度読み取ってください。',
  profile_needed: '先に「お客さま情報」で、お名前のカナを登録してください。',
  mail_proof_needed: '先に「メール認証」を済ませてください。',
  phone_needed: '先に「SMS認証」を済ませてください。',
  identity_check_required:
    '先に「マイナンバーカード認証」を済ませてください。メニューの「認証設定」から始められます。',
  card_check_unavailable: 'ただいまマイナンバーカード認証を使えません。時間をおいてお試しください。',
  money_under_way: '結果を待っているお金があります。終わってから、もう一度お試しください。',
  balance_changed: '残高が変わりました。金額を確かめて、もう一度お選びください。',
  frozen: 'このアカウントは、いまお使いいただけません。運営の窓口までお問い合わせください。',

  bank_unknown: 'この金融機関は見つかりません。別の金融機関を選んでください。',
  bank_unavailable: 'ただいま銀行とつながりません。時間をおいて、もう一度お試しください。',
  bank_in_maintenance: (facts) =>
    `銀行のサービス時間外です。${sayUntil(facts['until'])}もう一度お試しください。`,
  bank_link_paused: (facts) =>
    `登録できないことが続いたため、口座の登録を止めています。${sayWait(facts)}お試しください。`,
  bank_details_missing: '店番号と口座番号を確かめて、もう一度入力してください。',
  bank_account_not_ready: 'この口座は使えません。別の口座を選ぶか、もう一度登録してください。',
  top_up_below_minimum: (facts) =>
    `チャージは${sayLimit(facts['limit'], '最低額')}からです。金額を増やしてください。`,
  top_up_over_limit: (facts) =>
    `1回のチャージは${sayLimit(facts['limit'], '上限の金額')}までです。金額を減らしてください。`,
  top_up_over_first_day_limit: (facts) =>
    `新しい端末でログインしてから24時間は、チャージできる残りは${sayLimit(facts['left'], 'あとわずか')}です。`,
  top_up_over_day_limit: (facts) =>
    `今日チャージできる残りは${sayLimit(facts['left'], 'あとわずか')}です。金額を減らすか、明日お試しください。`,
  top_up_over_month_limit: (facts) =>
    `今月チャージできる残りは${sayLimit(facts['left'], 'あとわずか')}です。金額を減らすか、来月お試しください。`,
  balance_over_cap: (facts) =>
    `残高の上限を超えます。チャージできる残りは${sayLimit(facts['left'], 'あとわずか')}です。`,
  top_up_line: (facts) => `ただいまチャージが混み合っています。あなたは${String(facts['place'])}番目です。`,
  automatic_ceiling_wrong: (facts) =>
    `1か月の上限は、${sayLimit(facts['least'], '1回の金額')}から${sayLimit(facts['limit'], '上限の金額')}までにしてください。`,
  top_up_exists_with_different_content: 'このチャージは受け付け済みです。履歴を確かめてください。',
  bank_account_exists_with_different_content: 'この登録は受け付け済みです。口座の一覧を確かめてください。',

  card_tries_exhausted: (facts) =>
    `カードが続けて使えなかったため、カードでのチャージを止めています。${sayWait(facts)}お試しいただくか、ほかの方法をお使いください。`,
  card_not_ready: 'このカードは使えません。別のカードを選ぶか、新しいカードをお使いください。',
  card_not_accepted: 'このブランドのカードは使えません。別のカードを選んでください。',
  card_company_unavailable:
    'ただいまカード会社とつながりません。お金は動いていません。少し待ってから、もう一度お試しください。',
  atm_unavailable: 'ただいまATMとつながりません。時間をおいて、もう一度お試しください。',
  atm_code_unknown:
    'ATMのコードではないか、ほかの人が読み取ったコードです。ATMの画面のコードを読み取ってください。',
  atm_code_over: 'ATMのコードの時間が過ぎました。ATMではじめからやり直してください。',

  charge_code_tries_paused: (facts) =>
    `コードの入力が続いたため、いま受け付けていません。${sayWait(facts)}もう一度お試しください。`,
  push_address_not_allowed: 'この端末では通知を受け取れません。',

  charge_code_wrong: 'このコードは使えません。16桁の番号をもう一度確かめてください。',
  charge_code_used: 'このコードは使用済みです。1つのコードは1回だけ使えます。',
  charge_code_expired: 'このコードは有効期限が過ぎています。',
  charge_code_void: 'このコードは使えなくなりました。受け取った窓口にお問い合わせください。',

  payment_withdrawn: 'このお支払いは取りやめました。残高は減っていません。',
  payment_exists_with_different_content: 'この支払いは受け付け済みです。履歴を確かめてください。',
  clock_off: 'スマートフォンの時刻がずれています。時刻を合わせて、もう一度お試しください。',
  code_foreign: (_, names) =>
    `${names.coinName}のコードではありません。お店の${names.coinName}のコードを読み取ってください。`,
  code_damaged: 'コードを読み取れませんでした。もう一度読み取るか、お店の番号を入力してください。',
  store_unknown: 'この番号のお店は見つかりません。6桁の番号を確かめてください。',
  store_suspended: 'このお店では、いまお支払いいただけません。お店の人にお知らせください。',
  points_not_accepted: (_, names) =>
    `このお店では${names.pointsName}は使えません。${names.coinName}でお支払いください。`,
  payment_over_limit: '1回に支払える上限を超えています。お店の人に、ほかの方法を相談してください。',
  payment_over_day_limit: '今日支払える上限を超えています。金額を減らすか、明日お使いください。',
  insufficient_balance: '残高が足りません。金額を確かめるか、先にチャージしてください。',
  gifts_off: 'この街では、おくる機能はお使いいただけません。',
  gift_code_wrong: 'このコードは使えません。受け取る方に、新しいコードを出してもらってください。',
  gift_to_oneself: 'ご自分にはおくれません。受け取る方のコードを読み取ってください。',
  gift_exists_with_different_content:
    'おくる内容が変わりました。履歴を確かめてから、はじめからやり直してください。',
  gift_receiver_cannot: 'この方へは、いまはおくれません。受け取る方にアプリを確かめてもらってください。',
  gift_new_device: '新しい端末でログインしてから24時間は、安全のためおくれません。明日お試しください。',
  gift_over_limit: (facts) =>
    `1回におくれるのは${sayLimit(facts['limit'], '上限の金額')}までです。金額を減らしてください。`,
  gift_over_month: (facts) =>
    `今月おくれる残りは${sayLimit(facts['left'], 'あとわずか')}です。金額を減らすか、来月お試しください。`,
  gift_too_many: '今日おくれる回数の上限に達しました。明日お試しください。',

  help_code_wrong: 'このコードは使えません。お手伝いする方に、新しいコードを出してもらってください。',
  help_to_oneself: 'ご自分のコードです。お手伝いする方の画面のコードを読み取ってください。',
  help_exists_with_different_content:
    'お手伝いの内容が変わりました。一覧を確かめてから、はじめからやり直してください。',
  help_new_device:
    '新しい端末でログインしてから24時間は、安全のため決められません。明日お試しになるか、窓口でお手続きください。',
  help_caps_wrong: (facts) =>
    `使える金額は、1日${sayLimit(facts['day'], '上限')}、1か月${sayLimit(facts['month'], '上限')}までで、1か月は1日以上にしてください。`,
  help_too_many: 'お手伝いできるのは5人までです。終わったお手伝いを外してから、お試しください。',
  relative_cannot: 'この方のお手伝いは、いまはできません。ご本人と確かめるか、窓口にご相談ください。',

  request_unknown: 'このコードは使えません。お店の人に、新しいコードを出してもらってください。',
  request_expired: 'コードの期限が切れました。お店の人に、新しいコードを出してもらってください。',
  request_cancelled: 'お店がこのコードを取り消しました。お店の人に確かめてください。',
  request_paid: 'このコードでのお支払いは済んでいます。二重には支払われません。',
  paper_card_unknown: 'このカードは使えません。QRカードか、古いカードでないかを確かめてください。',
  paper_card_of_another:
    'このカードの持ち主とご本人の確認が合いません。お名前と生年月日を確かめるか、窓口にお越しください。',
  app_wallet_in_use:
    'アプリの残高や銀行口座をもう使っているため、まとめられません。カードをお持ちのうえ、窓口にご相談ください。',
  paper_card_stopped: 'このカードは止まっています。お手数ですが、窓口でお手続きください。',
  paper_card_pin_wrong: (facts) =>
    `暗証番号が違います。${sayTries(facts)}続けて3回間違えると、カードが止まります。`,
} satisfies Partial<Record<RefusalCode, RefusalWords>>

/** Says the amount that a refusal tells, or else these words. */
export function sayLimit(fact: Facts[string] | undefined, otherwise: string): string {
  return typeof fact === 'number' ? sayYen(fact) : otherwise
}

function sayUntil(fact: Facts[string] | undefined): string {
  return typeof fact === 'string' ? `${sayMinute(fact)}から使えます。そのころに` : '時間をおいて、'
}

/** Says how long to wait, as the beginning of a sentence. */
export function sayWait(facts: Facts): string {
  const seconds = facts['waitSeconds']
  if (typeof seconds !== 'number') return '少し待ってから、'
  if (seconds > 5400) return `${Math.ceil(seconds / 3600)}時間ほど待ってから、`
  return seconds > 90 ? `${Math.ceil(seconds / 60)}分ほど待ってから、` : `${Math.ceil(seconds)}秒待ってから、`
}

function sayWhyNoSms({ reason }: Facts): string {
  if (reason === 'invalid_number' || reason === 'not_mobile')
    return 'この番号にはSMSを送れません。電話番号を確かめてください。'
  if (reason === 'blocked')
    return 'この番号ではSMSの受信が止められています。携帯電話会社の設定を確かめるか、ほかの方法をお使いください。'
  if (reason === 'town_limit')
    return '本日のSMSの送信数が上限に達しました。ほかの方法をお使いになるか、明日もう一度お試しください。'
  return 'SMSを送れませんでした。少し待ってから、もう一度お試しください。'
}

function sayTries(facts: Facts): string {
  const left = facts['triesLeft']
  return typeof left === 'number' ? `あと${left}回入力できます。` : ''
}
