import type { RefusalFacts, RefusalWords } from '../../i18n/words.ts'
import { sayYen } from '../../numbers.ts'
import { sayMinute } from '../../time.ts'
import type { residentRefusals as japanese } from '../ja/refusals.ts'

export const refusals: Record<keyof typeof japanese, RefusalWords> = {
  invalid_input: '書いたことを たしかめて、もう一度 してください。',
  not_signed_in: 'ログインの 時間が 終わりました。もう一度 ログインしてください。',
  not_allowed: 'これは できません。',
  not_found: '見つかりませんでした。前の 画面に もどってください。',
  too_large: '送るものが 大きすぎます。短くして、もう一度 してください。',
  too_many_requests: (facts) => `回数が 多すぎます。${sayWait(facts)}もう一度 してください。`,
  busy: '今 使う人が 多いです。少し 待ってから、もう一度 してください。',
  terms_outdated: 'きまりが 新しくなりました。もう一度 読んで、「同意」してください。',
  mail_taken:
    'この メールアドレスは もう 登録しています。ログインするか、ほかの メールアドレスを 使ってください。',
  reset_link_invalid: 'この リンクは もう 使えません。もう一度、メールを 送ってください。',
  recovery_without_card:
    'この アカウントは マイナンバーカードで たしかめていません。カードでは できません。窓口に 来てください。',
  recovery_paused: (facts) => `回数が 多すぎます。${sayWait(facts)}もう一度 してください。`,
  recovery_over: 'この 手続きは 終わったか、時間が すぎました。はじめから してください。',
  desk_code_wrong: 'メールアドレスか 窓口の コードが 違います。紙を よく 見て、もう一度 書いてください。',
  desk_code_too_early: (facts) =>
    `窓口の コードは まだ 使えません。${sayWait(facts)}してください。安全の ために 待ちます。`,
  password_too_weak:
    'かんたんな パスワードです。もっと 長くしてください。ほかで 使っていない パスワードに してください。',
  wrong_mail_or_password: 'メールアドレスか パスワードが 違います。もう一度 書いてください。',
  sign_in_paused: (facts) =>
    `何回も まちがえたので、ログインを 止めています。${sayWait(facts)}もう一度 してください。`,
  second_step_expired: '時間が すぎました。もう一度 ログインしてください。',
  second_step_missing: '先に 2段階認証を 設定してください。',
  second_step_paused: (facts) =>
    `何回も まちがえたので、2段階認証を 止めています。${sayWait(facts)}もう一度 してください。`,
  authenticator_code_wrong: '認証アプリの 数字が 違います。新しい 6つの 数字を 書いてください。',
  recovery_code_wrong: 'リカバリーコードが 違うか、もう 使っています。ほかの コードを 書いてください。',
  passkey_wrong:
    'パスキーを たしかめることが できませんでした。もう一度 するか、ほかの 方法を 使ってください。',
  step_up_required: '大切な ことを かえます。もう一度 あなた本人だと たしかめてください。',
  password_wrong: 'パスワードが 違います。もう一度 書いてください。',
  link_invalid: 'この リンクは もう 使えません。もう一度 メールを 送ってください。',
  link_of_another:
    'この リンクは、ほかの アカウントの ものです。登録した アカウントで、もう一度 ログインしてください。',
  mail_already_verified: 'この メールアドレスは もう たしかめています。',
  provider_visit_over: '時間が すぎたか、もう 終わっています。はじめから してください。',
  provider_cancelled: 'とちゅうで やめました。もう一度 始めることが できます。',
  provider_unavailable: '今 この 方法は 使えません。あとで するか、ほかの 方法を 使ってください。',
  provider_failed: 'とちゅうで うまくいきませんでした。はじめから してください。',
  provider_gave_no_mail: 'メールアドレスが 来ませんでした。メールアドレスと パスワードで 登録してください。',
  account_unknown: 'まだ 登録していません。先に 登録してください。',
  account_exists:
    'この メールアドレスは もう 登録しています。いつもの 方法で ログインしてください。それから メニューの「ログイン方法」で くわえてください。',
  way_in_taken:
    'くわえることが できません。ほかの 人が 使っているか、もう ほかの アカウントを くわえています。',
  password_already_set: 'パスワードは もう あります。「パスワードの変更」で かえることが できます。',
  last_way_in: 'これを とると、ログインできなくなります。先に ほかの ログイン方法を くわえてください。',
  passcode_wrong: (facts) =>
    `数字が 違います。${sayTries(facts)}SMSの 6つの 数字を もう一度 書いてください。`,
  passcode_expired: '数字の 時間が すぎました。新しい 数字を 送ってください。',
  passcode_too_soon: (facts) => `SMSを 送ったばかりです。${sayWait(facts)}もう一度 してください。`,
  passcode_too_many: (facts) => `回数が 多すぎます。${sayWait(facts)}もう一度 してください。`,
  sms_not_sent: sayWhyNoSms,
  phone_not_mobile: '電話番号を たしかめてください。060・070・080・090で 始まる 11の 数字です。',
  phone_missing: '先に「携帯電話番号」を 登録してください。',
  kana_invalid: '名前は カタカナか ひらがなで 書いてください。',
  name_from_card:
    '名前は マイナンバーカードで たしかめました。名前が かわったときは、「マイナンバーカード認証」で カードを もう一度 読んでください。',
  profile_needed: '先に「お客さま情報」で、名前の カナを 登録してください。',
  mail_proof_needed: '先に「メール認証」を してください。',
  phone_needed: '先に「SMS認証」を してください。',
  identity_check_required:
    '先に「マイナンバーカード認証」を してください。メニューの「認証設定」に あります。',
  card_check_unavailable: '今 マイナンバーカードで たしかめることが できません。あとで してください。',
  money_under_way: 'けっかを 待っている お金が あります。終わってから、もう一度 してください。',
  balance_changed: '残りが かわりました。金額を たしかめて、もう一度 えらんでください。',
  frozen: 'あなたの アカウントは 今 使えません。運営の 窓口に 聞いてください。',
  bank_unknown: 'この 銀行は 見つかりません。ほかの 銀行を えらんでください。',
  bank_unavailable: '今 銀行と つながりません。あとで もう一度 してください。',
  bank_in_maintenance: (facts) => `銀行は 今 休みです。${sayUntil(facts['until'])}もう一度 してください。`,
  bank_link_paused: (facts) =>
    `何回も できなかったので、口座の 登録を 止めています。${sayWait(facts)}もう一度 してください。`,
  bank_details_missing: '店番号と 口座番号を たしかめて、もう一度 書いてください。',
  bank_account_not_ready: 'この 口座は 使えません。ほかの 口座を えらぶか、もう一度 登録してください。',
  top_up_below_minimum: (facts) =>
    `チャージは ${sayLimit(facts['limit'], 'いちばん 少ない 金額')}からです。金額を ふやしてください。`,
  top_up_over_limit: (facts) =>
    `1回の チャージは ${sayLimit(facts['limit'], '決まった 金額')}までです。金額を へらしてください。`,
  top_up_over_first_day_limit: (facts) =>
    `新しい スマートフォンで ログインしてから 24時間は、チャージできるのは あと ${sayLimit(facts['left'], '少し')}です。`,
  top_up_over_day_limit: (facts) =>
    `今日 チャージできるのは あと ${sayLimit(facts['left'], '少し')}です。金額を へらすか、明日 してください。`,
  top_up_over_month_limit: (facts) =>
    `今月 チャージできるのは あと ${sayLimit(facts['left'], '少し')}です。金額を へらすか、来月 してください。`,
  balance_over_cap: (facts) =>
    `持つことが できる 金額より 多くなります。チャージできるのは あと ${sayLimit(facts['left'], '少し')}です。`,
  top_up_line: (facts) => `今 チャージする 人が 多いです。あなたは ${String(facts['place'])}番目です。`,
  automatic_ceiling_wrong: (facts) =>
    `1か月の 金額は、${sayLimit(facts['least'], '1回の 金額')}から ${sayLimit(facts['limit'], '決まった 金額')}までに してください。`,
  top_up_exists_with_different_content: 'この チャージは もう 受け付けています。きろくを 見てください。',
  bank_account_exists_with_different_content:
    'この 登録は もう 受け付けています。口座の 一覧を 見てください。',
  card_tries_exhausted: (facts) =>
    `カードが 何回も 使えなかったので、カードの チャージを 止めています。${sayWait(facts)}もう一度 するか、ほかの 方法を 使ってください。`,
  card_not_ready: 'この カードは 使えません。ほかの カードを えらぶか、新しい カードを 使ってください。',
  card_not_accepted: 'この カードの 会社は 使えません。ほかの カードを えらんでください。',
  card_company_unavailable:
    '今 カード会社と つながりません。お金は 動いていません。少し 待ってから、もう一度 してください。',
  atm_unavailable: '今 ATMと つながりません。あとで もう一度 してください。',
  atm_code_unknown:
    'ATMの コードでは ないか、ほかの 人が 読んだ コードです。ATMの 画面の コードを カメラで 読んでください。',
  atm_code_over: 'ATMの コードの 時間が すぎました。ATMで はじめから してください。',
  charge_code_tries_paused: (facts) =>
    `何回も コードを 書いたので、今は できません。${sayWait(facts)}もう一度 してください。`,
  push_address_not_allowed: 'この スマホでは 通知を もらえません。',

  charge_code_wrong: 'この コードは 使えません。16の 数字を もう一度 見てください。',
  charge_code_used: 'この コードは もう 使いました。コードは 1回だけ 使えます。',
  charge_code_expired: 'この コードの 使える日は すぎています。',
  charge_code_void: 'この コードは 使えなくなりました。もらった 窓口に 聞いてください。',
  payment_withdrawn: 'この しはらいは やめました。お金は へっていません。',
  payment_exists_with_different_content: 'この しはらいは もう 受け付けています。きろくを 見てください。',
  clock_off: 'スマートフォンの 時間が 違います。時間を なおして、もう一度 してください。',
  code_foreign: (_, names) =>
    `${names.coinName}の コードでは ありません。お店の ${names.coinName}の コードを 読んでください。`,
  code_damaged: 'コードを 読むことが できませんでした。もう一度 読むか、お店の 番号を 書いてください。',
  store_unknown: 'この 番号の お店は ありません。6つの 数字を たしかめてください。',
  store_suspended: 'この お店では 今 はらうことが できません。お店の 人に 言ってください。',
  points_not_accepted: (_, names) =>
    `この お店では ${names.pointsName}は 使えません。${names.coinName}で はらってください。`,
  payment_over_limit:
    '1回に はらうことが できる 金額より 多いです。お店の 人に ほかの 方法を 聞いてください。',
  payment_over_day_limit:
    '今日 はらうことが できる 金額より 多いです。金額を へらすか、明日 使ってください。',
  insufficient_balance: 'お金が 足りません。金額を たしかめるか、先に チャージしてください。',
  gifts_off: 'この まちでは、コインを おくることは できません。',
  gift_code_wrong: 'この コードは 使えません。もらう人に、新しい コードを 出してもらってください。',
  gift_to_oneself: 'じぶんには おくれません。もらう人の コードを 読んでください。',
  gift_exists_with_different_content:
    'おくる 内容が かわりました。きろくを 見てから、さいしょから してください。',
  gift_receiver_cannot: 'この人には、今は おくれません。もらう人に アプリを 見てもらってください。',
  gift_new_device: '新しい スマホで ログインしてから 24時間は おくれません。あしたに してください。',
  gift_over_limit: (facts) =>
    `1回に おくれるのは ${sayLimit(facts['limit'], 'きまった 金額')}までです。金額を へらしてください。`,
  gift_over_month: (facts) =>
    `今月 おくれるのは あと ${sayLimit(facts['left'], 'すこし')}です。金額を へらすか、来月に してください。`,
  gift_too_many: '今日は もう おくれません。あしたに してください。',

  help_code_wrong: 'この コードは 使えません。てつだう人に、新しい コードを 出してもらってください。',
  help_to_oneself: 'じぶんの コードです。てつだう人の コードを 読んでください。',
  help_exists_with_different_content: '中身が かわりました。はじめから やりなおしてください。',
  help_new_device:
    '新しい スマホで ログインしてから 24時間は 決められません。あしたに するか、窓口（まどぐち）に 来てください。',
  help_caps_wrong: (facts) =>
    `使える お金は、1日 ${sayLimit(facts['day'], '上限')}、1か月 ${sayLimit(facts['month'], '上限')}までです。1か月は 1日より 多く してください。`,
  help_too_many: 'てつだえるのは 5人までです。おわった 人を けしてから、もう一度 してください。',
  relative_cannot: 'この人の てつだいは、今は できません。本人か 窓口（まどぐち）に 聞いてください。',
  request_unknown: 'この コードは 使えません。お店の 人に 新しい コードを 出してもらってください。',
  request_expired: 'コードの 時間が すぎました。お店の 人に 新しい コードを 出してもらってください。',
  request_cancelled: 'お店が この コードを とりけしました。お店の 人に 聞いてください。',
  request_paid: 'この コードの お金は もう はらいました。2回 はらうことは ありません。',
  paper_card_unknown: 'この カードは つかえません。QRカードか、古い カードでないか 見てください。',
  paper_card_of_another:
    'カードの 人と、アプリの 人が ちがいます。名前と 誕生日（たんじょうび）を 見るか、窓口（まどぐち）に 来てください。',
  app_wallet_in_use:
    'アプリを もう 使っているので、いっしょに できません。カードを 持って、窓口（まどぐち）に 来てください。',
  paper_card_stopped: 'この カードは 止まっています。窓口（まどぐち）に 来てください。',
  paper_card_pin_wrong: (facts) =>
    `4つの 数字が 違います。${sayTries(facts)}3回 つづけて まちがえると カードが 止まります。`,
}

function sayLimit(fact: RefusalFacts[string] | undefined, otherwise: string): string {
  return typeof fact === 'number' ? sayYen(fact) : otherwise
}

function sayUntil(fact: RefusalFacts[string] | undefined): string {
  return typeof fact === 'string' ? `${sayMinute(fact)}から 使えます。そのころ ` : 'あとで '
}

function sayWait({ waitSeconds }: RefusalFacts): string {
  if (typeof waitSeconds !== 'number') return '少し 待ってから、'
  if (waitSeconds > 5400) return `${Math.ceil(waitSeconds / 3600)}時間 待ってから、`
  if (waitSeconds > 90) return `${Math.ceil(waitSeconds / 60)}分 待ってから、`
  return `${Math.ceil(waitSeconds)}秒 待ってから、`
}

function sayTries({ triesLeft }: RefusalFacts): string {
  return typeof triesLeft === 'number' ? `あと ${triesLeft}回 書くことが できます。` : ''
}

function sayWhyNoSms({ reason }: RefusalFacts): string {
  if (reason === 'invalid_number' || reason === 'not_mobile')
    return 'この 番号には SMSを 送ることが できません。電話番号を たしかめてください。'
  if (reason === 'blocked')
    return 'この 番号は SMSを 受け取ることが できません。電話会社の 設定を たしかめてください。または ほかの 方法を 使ってください。'
  if (reason === 'town_limit')
    return '今日は SMSを たくさん 送りました。もう 送ることが できません。ほかの 方法を 使うか、明日 してください。'
  return 'SMSを 送ることが できませんでした。少し 待ってから、もう一度 してください。'
}
