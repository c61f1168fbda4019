import type { RefusalCode } from '#contract/refusals.ts'
import type { RefusalFacts, RefusalWords } from '../../i18n/words.ts'
import { sayYen } from '../../numbers.ts'
import { sayClock } from '../../time.ts'
import { type residentRefusals, sayLimit, sayWait } from './refusals.ts'

type Facts = RefusalFacts

/** The limits that the law caps, as they are said in a sentence. */
const legalLimits: Readonly<Record<string, string>> = {
  balance_cap: '残高の上限',
  gift_max: '1回におくる金額の上限',
  gift_month: '1か月におくる金額の上限',
}

/**
 * Words for the refusals that only people at work meet, in shops and in the office, whose apps speak Japanese. A code
 * that has no words here and none for residents does not compile.
 */
export const staffRefusals = {
  announcement_changed: 'ほかの担当者が変更しました。開き直して、もう一度お願いします。',
  announcement_over: '掲載が終わっています。終了の日時を確かめてください。',
  recovery_already_open: 'この方の復旧は受け付け済みです。「復旧」の一覧を確かめてください。',
  photo_document_needed: '顔写真つきの書類を、1つ以上確認してください。',
  operator_change_open: 'この担当者には、確認を待っている申し込みがあります。一覧を確かめてください。',
  operator_change_decided: 'この申し込みは、もう決まっています。画面を開き直してください。',
  last_operators:
    '事務局の担当者が2人より少なくなります。2人の確認が要る操作ができなくなるため、先に新しい担当者を招待してください。',

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

  account_change_open:
    '振込先の変更は、すでに申し込まれています。取り下げるか、有効になるのをお待ちください。',
  listing_change_open:
    'お店の名前・種類・住所の変更は、すでに申し込まれています。取り下げるか、事務局の確認をお待ちください。',
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
  campaign_started:
    'このキャンペーンは、もう開始されたか、中止されています。画面を開き直して、いまの状態を確かめてください。',
  limit_above_the_law: (facts) =>
    `${legalLimits[String(facts['name'])] ?? 'この上限'}は、法律の届け出なしでは${sayLimit(facts['limit'], '上限の金額')}を超えられません。`,
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
  departure_exists: 'この方の退会は、もう受け付けています。承認待ちの一覧を確かめてください。',
  departure_decided: 'この退会は、もう決まっています。一覧を開き直してください。',
  paper_card_issued:
    'このカードは印刷済みで、もう一度は印刷できません。必要なら、新しいカードを発行してください。',
  card_pin_too_easy: '推測されやすい番号です。同じ数字や続き番号、誕生日でない番号にしてください。',
  paper_card_pin_needed: 'この金額には、カードの暗証番号が必要です。お客さまに入力してもらってください。',
  paper_card_charged_before: (facts) =>
    `先ほど${typeof facts['paidAt'] === 'string' ? `（${sayClock(Date.parse(facts['paidAt']))}）` : ''}、このカードから同じ金額をいただいています。`,
  paper_card_over_limit: (facts) =>
    `QRカードで1回にお支払いいただけるのは${sayLimit(facts['limit'], '上限の金額')}までです。`,
  paper_card_over_day_limit: (facts) =>
    `QRカードで今日お支払いいただける残りは${sayLimit(facts['left'], 'あとわずか')}です。残りは現金などでお願いしてください。`,

  help_decided: 'このお手伝いは、もう決まっています。一覧を開き直してください。',
  help_over_cap: (facts) =>
    `ご家族が代わりに払える残りは${sayLimit(facts['left'], 'あとわずか')}です。金額を減らすか、ほかの方法をお願いしてください。`,

  owner_needed: 'この操作は、店主だけができます。店主に相談してください。',
  password_needed:
    'PINではできない操作です。メールアドレスとパスワードでログインして、もう一度お試しください。',
  staff_exists_with_different_content: 'このスタッフは登録済みです。一覧を開き直してください。',
  staff_signs_in_already: 'このスタッフは、もう自分のパスワードでログインできます。招待は要りません。',
  mail_needed_for_role: '店主・店長になる人には、先に招待メールを送ってください。',
  last_owner: 'ログインできる店主が1人もいなくなります。先にほかの人を店主にしてください。',
  invitation_invalid:
    'この招待は使えません。期限が過ぎたか、使用済みです。届いている最新のメールを開くか、招待した方に、もう一度送ってもらってください。はじめての方は、ログイン画面の「パスワードを忘れたとき」からも受け取れます。',
  works_there_already:
    'このメールアドレスの方は、このお店のスタッフに登録済みです。いつものパスワードで、ログイン画面からお入りください。',
  pin_too_easy: '推測されやすいPINです。同じ数字や続き番号でない、別のPINにしてください。',
  pin_wrong: 'PINが違います。もう一度入力してください。',
  pin_paused: (facts) =>
    `PINの間違いが続いたため、止めています。${sayWait(facts)}お試しいただくか、店主にPINを決め直してもらってください。`,
  not_a_till: 'この端末は、お店のレジに設定されていません。メールアドレスでログインしてください。',
  till_locked: '画面がロックされました。お名前とPINで開いてください。',
  device_exists: 'このレジは設定済みです。もう一度はじめからやり直してください。',
  device_of_other_store: 'この端末は、別のお店のレジに設定されています。ご自分の端末でお試しください。',
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

/** Which part of a campaign's terms does not fit the others. */
function sayWrongTerm(field: Facts[string] | undefined): string {
  if (field === 'endsAt') return '終了日時は、開始日時より後の、これからの日時にしてください。'
  if (field === 'expiresOn')
    return '有効期限は1つだけ選んでください。日付で決めるときは、キャンペーンの終了をその日より前にしてください。'
  if (field === 'capPerPeriod') return '期間の上限は、期間とポイント数の両方を入力してください。'
  if (field === 'minimumAmount')
    return '対象となる最低額では1ポイントに満ちません。最低額か率を上げてください。'
  return '内容の組み合わせを確かめてください。'
}

function sayDifference(fact: Facts[string] | undefined): string {
  if (typeof fact !== 'number') return '金額が合いません。'
  return fact > 0 ? `${sayYen(fact)}多くあります。` : `${sayYen(-fact)}足りません。`
}
