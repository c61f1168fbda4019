// What a shop writes when it wants to join, and what is wrong with it: the same in the form and on the server.
import { z } from 'zod'
import { isKatakana, sameName, searchKey, toKatakana } from './kana.ts'
import { minutesOf } from './opening-hours.ts'
import { text } from './values.ts'

/** A company, somebody who trades in their own name, or a group without a corporate number. */
export const partyKind = z.enum(['corporate', 'sole', 'group'])

const part = (max: number) => text(max).default('')

/** Everything may be left open while somebody is still writing. */
export const applicationForm = z.strictObject({
  kind: partyKind.nullable().default(null),
  corporateNumber: part(20),
  businessName: part(80),
  businessKana: part(80),
  representative: part(60),
  storeName: part(60),
  storeKana: part(60),
  category: part(40),
  ward: part(20),
  address: part(120),
  phone: part(20),
  opensAt: part(8),
  closesAt: part(8),
  closedOn: z.array(z.int().min(1).max(7)).max(7).default([]),
  hoursNote: part(40),
  acceptsPoints: z.boolean().nullable().default(null),
  excludedGoods: z.array(text(40)).max(30).default([]),
  bankCode: part(8),
  branchCode: part(8),
  accountKind: z.enum(['futsu', 'toza']).default('futsu'),
  accountNumber: part(12),
  holderKana: part(60),
  notAntisocial: z.boolean().default(false),
})

export type ApplicationForm = z.output<typeof applicationForm>
export type FormField = keyof ApplicationForm
export type Mistake =
  | 'missing'
  | 'not_kana'
  | 'not_phone'
  | 'not_corporate_number'
  | 'not_four_digits'
  | 'not_three_digits'
  | 'not_seven_digits'
  | 'not_time'
  | 'closes_too_early'
  | 'unknown'

export const emptyForm: ApplicationForm = {
  ...{ kind: null, corporateNumber: '', businessName: '', businessKana: '', representative: '' },
  ...{ storeName: '', storeKana: '', category: '', ward: '', address: '', phone: '' },
  ...{ opensAt: '', closesAt: '', closedOn: [], hoursNote: '', acceptsPoints: null, excludedGoods: [] },
  ...{ bankCode: '', branchCode: '', accountKind: 'futsu', accountNumber: '', holderKana: '' },
  notAntisocial: false,
}

/** The digits of what somebody typed in any width, with or without hyphens. */
export const digitsOf = (typed: string): string => typed.normalize('NFKC').replaceAll(/[^\d]/g, '')

/**
 * Whether thirteen digits are a corporate number: the first is the check digit, 9 minus the rest by 9 of the other
 * twelve weighed 1 and 2 by turns from the right (法人番号の指定等に関する省令 第2条).
 */
export function isCorporateNumber(digits: string): boolean {
  if (!/^[1-9]\d{12}$/.test(digits)) return false
  const weighed = [...digits.slice(1)].map((digit, index) => Number(digit) * (index % 2 === 0 ? 2 : 1))
  return Number(digits[0]) === 9 - (weighed.reduce((sum, each) => sum + each, 0) % 9)
}

/** A Japanese telephone number of ten or eleven digits, as a sign has it. */
export const isPhone = (typed: string): boolean => /^0[1-9]\d{8,9}$/.test(digitsOf(typed))

/** The form as it is kept once it is sent: one width, katakana where they belong, digits alone. */
export function tidyForm(form: ApplicationForm): ApplicationForm {
  const { businessKana, storeKana, holderKana } = form
  return {
    ...form,
    ...{ businessKana: toKatakana(businessKana), storeKana: toKatakana(storeKana) },
    holderKana: tidyHolder(holderKana),
    corporateNumber: form.kind === 'corporate' ? digitsOf(form.corporateNumber) : '',
    ...{ bankCode: digitsOf(form.bankCode), branchCode: digitsOf(form.branchCode) },
    accountNumber: digitsOf(form.accountNumber).padStart(form.accountNumber === '' ? 0 : 7, '0'),
    closedOn: [...new Set(form.closedOn)].toSorted((a, b) => a - b),
  }
}

/** As banks write it: katakana, letters, digits and brackets. */
const tidyHolder = (typed: string) => toKatakana(typed).toUpperCase()

/** What the form may choose from. */
export type Choices = {
  categories: readonly string[]
  wards: readonly string[]
  excludedGoods: readonly string[]
}

const required = [
  ...['businessName', 'businessKana', 'representative', 'storeName', 'storeKana', 'category', 'ward'],
  ...['address', 'phone', 'opensAt', 'closesAt', 'bankCode', 'branchCode', 'accountNumber', 'holderKana'],
] as readonly FormField[]

/** What is wrong with a form, by field; nothing when it can be sent. */
export function findMistakes(form: ApplicationForm, choices: Choices): Partial<Record<FormField, Mistake>> {
  const found: Partial<Record<FormField, Mistake>> = {}
  const say = (field: FormField, mistake: Mistake, isWrong: boolean) => {
    if (isWrong) found[field] ??= mistake
  }
  for (const field of required) say(field, 'missing', String(form[field] ?? '').trim() === '')
  say('kind', 'missing', form.kind === null)
  say('acceptsPoints', 'missing', form.acceptsPoints === null)
  say('notAntisocial', 'missing', !form.notAntisocial)
  say('businessKana', 'not_kana', !isKatakana(toKatakana(form.businessKana)))
  say('storeKana', 'not_kana', !isReading(toKatakana(form.storeKana)))
  say('holderKana', 'not_kana', !/^[ァ-ヺーA-Z0-9().,\-/「」 ]+$/.test(tidyHolder(form.holderKana)))
  const isCompany = form.kind === 'corporate'
  say(
    'corporateNumber',
    'not_corporate_number',
    isCompany && !isCorporateNumber(digitsOf(form.corporateNumber)),
  )
  say('phone', 'not_phone', !isPhone(form.phone))
  say('category', 'unknown', !choices.categories.includes(form.category))
  say('ward', 'unknown', !choices.wards.includes(form.ward))
  say(
    'excludedGoods',
    'unknown',
    form.excludedGoods.some((each) => !choices.excludedGoods.includes(each)),
  )
  say('bankCode', 'not_four_digits', !/^\d{4}$/.test(digitsOf(form.bankCode)))
  say('branchCode', 'not_three_digits', !/^\d{3}$/.test(digitsOf(form.branchCode)))
  say('accountNumber', 'not_seven_digits', !/^\d{1,7}$/.test(digitsOf(form.accountNumber)))
  const [opensAt, closesAt] = [minutesOf(form.opensAt), minutesOf(form.closesAt)]
  say('opensAt', 'not_time', opensAt === undefined || opensAt >= 1440)
  say('closesAt', 'not_time', closesAt === undefined || closesAt > 2880)
  say('closesAt', 'closes_too_early', opensAt !== undefined && closesAt !== undefined && closesAt <= opensAt)
  return found
}

/** A shop's name may hold letters and digits, and its reading too. */
export const isReading = (kana: string) => /^[ァ-ヺー・ A-Za-z0-9]+$/.test(kana)

/** How the form of a company is said in full, and how accounts abbreviate it (全銀協); it says nothing of whose it is. */
const fullForms = [
  ...[
    'カブシキガイシャ',
    'カブシキカイシャ',
    'ユウゲンガイシャ',
    'ゴウドウガイシャ',
    'ゴウシガイシャ',
    'ゴウメイガイシャ',
  ],
  ...['イッパンシャダンホウジン', 'イッパンザイダンホウジン', 'トクテイヒエイリカツドウホウジン'],
]
const shortForm = '(?:カ|ユ|ド|メ|シ|シヤ|シャ|ザイ|トクヒ)'
const forms = new RegExp(`${fullForms.join('|')}|^${shortForm}\\)|\\(${shortForm}(?:\\)|$)`, 'g')

const bare = (kana: string) => tidyHolder(kana).replaceAll(/\s/g, '').replaceAll(forms, '')

/**
 * Whether an account's holder is the business: the same sound without the form of the company, and of somebody who
 * trades in their own name also with the shop's name before or behind it, as banks write such accounts.
 */
export function isHolder(
  form: Pick<ApplicationForm, 'holderKana' | 'businessKana' | 'storeKana' | 'kind'>,
): boolean {
  const [holder, business] = [bare(form.holderKana), bare(form.businessKana)]
  if (holder === '' || business === '') return false
  if (sameName(holder, business)) return true
  return form.kind !== 'corporate' && searchKey(holder).includes(searchKey(business))
}

/** By what the same account is known again. */
export const accountKeyOf = (form: ApplicationForm): string =>
  [form.bankCode, form.branchCode, form.accountKind, form.accountNumber].join('-')
