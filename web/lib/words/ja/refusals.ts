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
  sign_up_expired: '時間が過ぎました。もう一度「確認メールを送る」からやり直してください。',
  mail_code_wrong: (facts) =>
    `確認番号が違います。${sayTries(facts)}最新のメールの6桁の数字を入力してください。`,
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
  profile_needed: '先に「お客さま情報」で、お名前のカナを登録してください。',
  mail_proof_needed: '先に「メール認証」を済ませてください。',
  phone_needed: '先に「SMS認証」を済ませてください。',
  identity_check_required: (_, names) =>
    `${names.coinName}のチャージには、マイナンバーカード認証が必要です。`,
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

  request_unknown: 'このコードは使えません。お店の人に、新しいコードを出してもらってください。',
  request_expired: 'コードの期限が切れました。お店の人に、新しいコードを出してもらってください。',
  request_cancelled: 'お店がこのコードを取り消しました。お店の人に確かめてください。',
  request_paid: 'このコードでのお支払いは済んでいます。二重には支払われません。',
  paper_card_unknown: 'このカードは使えません。QRカードか、古いカードでないかを確かめてください。',
  paper_card_stopped: 'このカードは止まっています。お手数ですが、窓口でお手続きください。',
  paper_card_pin_wrong: (facts) =>
    `暗証番号が違います。${sayTries(facts)}続けて3回間違えると、カードが止まります。`,
} satisfies Partial<Record<RefusalCode, RefusalWords>>

/** Words for those that only people at work meet, in shops and in the office; their apps speak Japanese. */
const staffRefusals = {
  announcement_changed: 'ほかの担当者が変更しました。開き直して、もう一度お願いします。',
  announcement_over: '掲載が終わっています。終了の日時を確かめてください。',
  recovery_already_open: 'この方の復旧は受け付け済みです。「復旧」の一覧を確かめてください。',
  photo_document_needed: '顔写真つきの書類を、1つ以上確認してください。',

  top_up_not_open: 'このチャージは結果が決まりました。一覧を読み込み直してください。',
  provider_reference_used: 'この照会番号は別のチャージで使われています。番号を確かめてください。',
  resolution_under_way: 'ほかの担当者が結果を登録しています。一覧を読み込み直してください。',
  second_person_needed: '受け付けた人とは別の担当者が行ってください。',

  top_up_not_refundable: 'このチャージは返金できません。状態を確かめてください。',

  charge_code_expiry_past: '有効期限は、今日より後の日にしてください。',
  code_budget_exceeded: (facts) =>
    `予算の残りは${sayLimit(facts['left'], 'あとわずか')}です。枚数か金額を減らしてください。`,
  code_batch_not_draft: 'このコードは発行済みか、終了しています。一覧を開き直してください。',

  till_open: 'レジはもう開いています。先に締めてください。',
  till_not_open: '先にレジを開いてください。',
  till_note_needed: (facts) => `${sayDifference(facts['difference'])}理由を入力してください。`,
  counter_code_unknown: 'この番号は使えません。お客さまのアプリで、新しい番号を表示してもらってください。',
  counter_charge_not_possible:
    'いまチャージできないお客さまです。アプリの「チャージ」の画面を確かめてもらってください。',
  counter_charge_exists_with_different_content: 'このチャージは受け付け済みです。一覧を確かめてください。',
  received_too_little: 'お預かりした金額が足りません。',

  difference_not_open: 'この差異は、ほかの人が進めたか、解決しています。画面を開き直してください。',
  resolution_not_possible: 'この差異では、その終わらせ方を選べません。ほかの終わらせ方を選んでください。',
  statement_of_another_account: '街の口座の明細ではありません。口座を確かめて、もう一度選んでください。',

  application_closed:
    'このお申し込みは、もう変更できません。ページを読み込み直して、いまの状態を確かめてください。',
  application_incomplete:
    '入力がまだ足りないか、違っているところがあります。印のついた項目を確かめてください。',
  document_not_taken:
    'このファイルは受け付けられません。PDF・JPEG・PNGのいずれかで、保存し直したものを選んでください。',
  documents_full: '書類は5つまでです。追加するには、先にどれかを外してください。',
  question_open: 'おたずね中です。お返事を待つか、届いてから進めてください。',
  screening_incomplete: '確認していない項目があります。すべて確認してから承認を提案してください。',

  campaign_changed: 'ほかの担当者が内容を変更しました。画面を開き直して、もう一度確かめてください。',
  campaign_started: 'このキャンペーンは、もう変更できません。新しいキャンペーンを作ってください。',
  limit_above_the_law: (facts) =>
    `残高の上限は、法律の届け出なしでは${sayLimit(facts['limit'], '上限の金額')}を超えられません。`,
  limits_do_not_fit: 'ほかの上限と合いません。最低額≦1回≦1日≦1か月の順になるようにしてください。',
  limit_change_decided: 'この変更は、もう決まっています。画面を開き直してください。',
  campaign_terms_wrong: (facts) => sayWrongTerm(facts['field']),
  request_exists_with_different_content: 'この金額のコードは作成済みです。新しいコードを作ってください。',
  payer_code_foreign: (_, names) =>
    `${names.coinName}のコードではありません。お客さまに「コードを見せる」を開いてもらってください。`,
  payer_code_damaged: 'コードを読み取れませんでした。もう一度読み取るか、番号を確かめてください。',
  payer_code_unknown: 'このコードは使えません。お客さまに、新しいコードを出してもらってください。',
  payer_code_expired: 'コードの期限が切れています。お客さまに、新しいコードを出してもらってください。',
  payer_code_used: 'このコードは使用済みです。お客さまに、新しいコードを出してもらってください。',
  payer_cannot_pay: 'このお客さまは、いまお支払いいただけません。ほかの方法をお願いしてください。',
  payer_balance_short: 'お客さまの残高が足りません。金額を減らすか、ほかの方法をお願いしてください。',

  paper_documents_needed: '顔写真つきの書類を1つ、または写真のない書類を2つ以上、確認してください。',
  paper_person_exists: 'この方は受け付け済みです。お名前と生年月日で探してください。',
  paper_person_decided: 'この受け付けは、もう決まっています。一覧を開き直してください。',
  paper_person_unknown:
    'お名前・生年月日・住所がすべて合う方が見つかりません。もう一度お聞きして、確かめてください。',
  paper_card_issued:
    'このカードは印刷済みで、もう一度は印刷できません。必要なら、新しいカードを発行してください。',
  card_pin_too_easy: '推測されやすい番号です。同じ数字や続き番号、誕生日でない番号にしてください。',
  paper_card_pin_needed: 'この金額には、カードの暗証番号が必要です。お客さまに入力してもらってください。',
  paper_card_over_limit: (facts) =>
    `QRカードで1回にお支払いいただけるのは${sayLimit(facts['limit'], '上限の金額')}までです。`,
  paper_card_over_day_limit: (facts) =>
    `QRカードで今日お支払いいただける残りは${sayLimit(facts['left'], 'あとわずか')}です。残りは現金などでお願いしてください。`,

  owner_needed: 'この操作は、店主だけができます。店主に相談してください。',
  password_needed:
    'PINではできない操作です。メールアドレスとパスワードでログインして、もう一度お試しください。',
  staff_exists_with_different_content: 'このスタッフは登録済みです。一覧を開き直してください。',
  staff_signs_in_already: 'このスタッフは、もう自分のパスワードでログインできます。招待は要りません。',
  mail_needed_for_role: '店主・店長になる人には、先に招待メールを送ってください。',
  last_owner: 'ログインできる店主が1人もいなくなります。先にほかの人を店主にしてください。',
  invitation_invalid:
    'この招待は使えません。期限が過ぎたか、使用済みです。届いている最新のメールを開くか、お店の人に送り直してもらってください。',
  pin_too_easy: '推測されやすいPINです。同じ数字や続き番号でない、別のPINにしてください。',
  pin_wrong: 'PINが違います。もう一度入力してください。',
  pin_paused: (facts) =>
    `PINの間違いが続いたため、止めています。${sayWait(facts)}お試しいただくか、店主にPINを決め直してもらってください。`,
  not_a_till: 'この端末は、お店のレジに設定されていません。メールアドレスでログインしてください。',
  till_locked: '画面がロックされました。お名前とPINで開いてください。',
  device_exists: 'このレジは設定済みです。もう一度はじめからやり直してください。',
  device_of_other_store: 'この端末は、別のお店のレジに設定されています。',
  manager_needed: 'この操作は、店長以上の人ができます。店長か店主に相談してください。',
  till_key_exists: 'このキーは作成済みで、もう一度は表示できません。新しく作ってください。',
  webhook_exists: 'この通知先は登録済みです。新しく登録し直してください。',
  webhook_address_not_allowed:
    '通知先は、https://で始まるインターネット上のアドレスにしてください。ポート番号は付けられません。',

  refund_exists_with_different_content: 'この返金は受け付け済みです。お支払いの画面を開き直してください。',
  refund_needs_manager: '翌日からの返金は、店長または店主だけができます。店長に相談してください。',
  payer_left: 'このお客さまは退会されています。アプリには返金できないため、現金などでご返金ください。',
  refund_over_own_limit: (facts) =>
    `あなたが戻せるのは${sayLimit(facts['limit'], '決められた金額')}までです。それより多い返金は、店長か店主に相談してください。`,
  refund_over_payment: (facts) =>
    facts['left'] === 0
      ? 'このお支払いは、すべて返金が済んでいます。'
      : `返金できる残りは${sayLimit(facts['left'], 'あとわずか')}です。金額を確かめてください。`,
} satisfies Record<Exclude<RefusalCode, keyof typeof residentRefusals>, RefusalWords>

/** Every code has words, or this file does not compile. */
export const refusals: Record<RefusalCode, RefusalWords> = { ...residentRefusals, ...staffRefusals }

function sayLimit(fact: Facts[string] | undefined, otherwise: string): string {
  return typeof fact === 'number' ? sayYen(fact) : otherwise
}

/** Which part of a campaign's terms does not fit the others. */
function sayWrongTerm(field: Facts[string] | undefined): string {
  if (field === 'endsAt') return '終了日時は、開始日時より後の、これからの日時にしてください。'
  if (field === 'expiresOn')
    return '有効期限は1つだけ選んでください。日付で決めるときは、キャンペーンの終了をその日より前にしてください。'
  if (field === 'capPerPeriod') return '期間の上限は、期間とポイント数の両方を入力してください。'
  if (field === 'minimumTopUp')
    return '対象となる最低額では1ポイントに満ちません。最低額か率を上げてください。'
  return '内容の組み合わせを確かめてください。'
}

function sayUntil(fact: Facts[string] | undefined): string {
  return typeof fact === 'string' ? `${sayMinute(fact)}から使えます。そのころに` : '時間をおいて、'
}

function sayWait(facts: Facts): string {
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

function sayDifference(fact: Facts[string] | undefined): string {
  if (typeof fact !== 'number') return '金額が合いません。'
  return fact > 0 ? `${sayYen(fact)}多くあります。` : `${sayYen(-fact)}足りません。`
}

function sayTries(facts: Facts): string {
  const left = facts['triesLeft']
  return typeof left === 'number' ? `あと${left}回入力できます。` : ''
}
