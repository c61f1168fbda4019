import type { ApplicationState } from '#contract/joining.ts'
import type { ApplicationForm, FormField, Mistake } from '#contract/joining-form.ts'
import { minutesOf, sayOpening } from '#contract/opening-hours.ts'

/** What each field is called, in the form and where it is read again. */
export const fieldNames: Record<FormField, string> = {
  kind: '事業の形',
  corporateNumber: '法人番号（13桁）',
  businessName: '会社名・お名前',
  businessKana: '会社名・お名前（カタカナ）',
  representative: '代表者・責任者のお名前',
  storeName: 'お店の名前',
  storeKana: 'お店の名前（カタカナ）',
  category: 'お店の種類',
  ward: '区',
  address: '住所',
  phone: '電話番号',
  opensAt: '開店時刻',
  closesAt: '閉店時刻',
  closedOn: '定休日',
  hoursNote: '営業時間の補足',
  acceptsPoints: 'ポイントの取り扱い',
  excludedGoods: '取り扱いのある対象外商品',
  bankCode: '銀行',
  branchCode: '支店コード（3桁）',
  accountKind: '預金の種類',
  accountNumber: '口座番号（7桁）',
  holderKana: '口座名義（カタカナ）',
  notAntisocial: '反社会的勢力でないことの表明',
}

const mistakes: Record<Mistake, string> = {
  missing: '入力してください。',
  not_kana: 'カタカナで入力してください。',
  not_phone: '市外局番から、10桁か11桁の電話番号を入力してください。',
  not_corporate_number: '法人番号が違うようです。13桁の番号をもう一度確かめてください。',
  not_four_digits: '銀行を一覧から選んでください。',
  not_three_digits: '支店コードを3桁の数字で入力してください。',
  not_seven_digits: '口座番号を7桁までの数字で入力してください。',
  not_time: '10:00 のように、時刻を入力してください。',
  closes_too_early: '閉店は開店よりあとの時刻にしてください。深夜1時は 25:00 と入力します。',
  unknown: '一覧から選び直してください。',
}

const chosen: readonly FormField[] = ['kind', 'category', 'ward', 'acceptsPoints', 'bankCode']

/** Says what is wrong with a field and what to do. */
export function sayMistake(field: FormField, mistake: Mistake | undefined): string | undefined {
  if (!mistake) return undefined
  if (field === 'branchCode' && mistake === 'unknown')
    return 'この銀行に、その支店コードは見つかりません。通帳やキャッシュカードで確かめてください。'
  if (field === 'notAntisocial') return 'お申し込みには、この表明が必要です。'
  if (mistake === 'missing' && chosen.includes(field)) return '選んでください。'
  return mistakes[mistake]
}

export const kindWords: Record<NonNullable<ApplicationForm['kind']>, { title: string; note: string }> = {
  corporate: { title: '会社などの法人', note: '法人番号があります' },
  sole: { title: '個人で営んでいる', note: 'お名前か屋号でのお申し込み' },
  group: { title: '商店会などの団体', note: '法人番号はありません' },
}

export const accountKindWords: Record<ApplicationForm['accountKind'], string> = {
  futsu: '普通',
  toza: '当座',
}

export const stateWords: Record<ApplicationState, { title: string; text: string }> = {
  draft: { title: '入力中', text: 'まだ送信されていません。' },
  sent: { title: '受け付けました', text: '事務局が順番に確認します。このまま、お待ちください。' },
  screening: { title: '確認中です', text: '事務局が内容を確認しています。このまま、お待ちください。' },
  asked: { title: '質問があります', text: '下の質問にお答えください。書類を追加することもできます。' },
  approved: {
    title: '承認されました',
    text: '別のメールのリンクからパスワードを決めて、加盟店アプリにログインしてください。',
  },
  declined: {
    title: '今回は見送りとなりました',
    text: '理由をご確認ください。内容を改めて、もう一度お申し込みいただけます。',
  },
}

/** Opening hours as they will stand on the shop's page; nothing while a time is missing. */
export function sayHours({ opensAt, closesAt, closedOn, hoursNote }: ApplicationForm): string {
  const [from, until] = [minutesOf(opensAt), minutesOf(closesAt)]
  if (from === undefined || until === undefined) return ''
  return sayOpening({ opensAt: from, closesAt: until, closedOn, onHolidays: 'usual' }, hoursNote)
}

/** The size of a file as people read it. */
export function sayBytes(bytes: number): string {
  return bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))}KB`
    : `${(bytes / 1024 / 1024).toFixed(1)}MB`
}
