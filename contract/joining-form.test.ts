import assert from 'node:assert/strict'
import { test } from 'node:test'
import { goodForm } from '../test/joining.ts'
import {
  findMistakes,
  type FormField,
  isCorporateNumber,
  isHolder,
  isPhone,
  tidyForm,
} from './joining-form.ts'

const choices = { categories: ['household'], wards: ['浦和区'], excludedGoods: ['たばこ'] }

test('a whole form has nothing wrong, before and after it is tidied', () => {
  assert.deepEqual(findMistakes(goodForm, choices), {})
  assert.deepEqual(findMistakes(tidyForm(goodForm), choices), {})
})

for (const [field, value, mistake] of [
  ['kind', null, 'missing'],
  ['corporateNumber', '1000012050002', 'not_corporate_number'],
  ['businessName', ' ', 'missing'],
  ['businessKana', '株式会社', 'not_kana'],
  ['storeKana', '店', 'not_kana'],
  ['category', 'weapons', 'unknown'],
  ['ward', '千代田区', 'unknown'],
  ['phone', '+81480009911', 'not_phone'],
  ['opensAt', '10時', 'not_time'],
  ['closesAt', '9:00', 'closes_too_early'],
  ['closesAt', '49:00', 'not_time'],
  ['acceptsPoints', null, 'missing'],
  ['excludedGoods', ['酒'], 'unknown'],
  ['bankCode', '17', 'not_four_digits'],
  ['branchCode', '1', 'not_three_digits'],
  ['accountNumber', '12345678', 'not_seven_digits'],
  ['holderKana', '株）紬商店', 'not_kana'],
  ['notAntisocial', false, 'missing'],
] as const) {
  test(`${field} ${JSON.stringify(value)} is ${mistake}`, () => {
    const found = findMistakes({ ...goodForm, [field]: value }, choices)
    assert.deepEqual(found, { [field as FormField]: mistake })
  })
}

test('a corporate number has its check digit; phones and accounts are read in any width', () => {
  assert.ok(isCorporateNumber('7000012050002'))
  for (const wrong of ['7000012050003', '0000012050002', '700001205000', '７０００012050002'])
    assert.equal(isCorporateNumber(wrong), false, wrong)
  for (const phone of ['048-000-9911', '０４８（０００）９９１１', '09012345678'])
    assert.ok(isPhone(phone), phone)
  for (const phone of ['048-000-991', '8012345678', '0012345678']) assert.equal(isPhone(phone), false, phone)
  assert.equal(tidyForm({ ...goodForm, accountNumber: '１２３' }).accountNumber, '0000123')
  assert.equal(tidyForm({ ...goodForm, kind: 'sole' }).corporateNumber, '')
})

for (const [holder, business, kind, same] of [
  ['カ)ツムギシヨウテン', 'カブシキガイシャツムギショウテン', 'corporate', true],
  ['ツムギシヨウテン(カ', 'ツムギショウテンカブシキガイシャ', 'corporate', true],
  ['ｶ)ﾂﾑｷﾞｼﾖｳﾃﾝ', 'カブシキガイシャ ツムギショウテン', 'corporate', true],
  ['ユ)サクラセイパン', 'ユウゲンガイシャサクラセイパン', 'corporate', true],
  ['ツムギ イトコ', 'カブシキガイシャツムギショウテン', 'corporate', false],
  ['ツムギザツカテン ツムギ イトコ', 'ツムギイトコ', 'sole', true],
  ['ツムギ イトコ', 'ツムギ イトコ', 'sole', true],
  ['オーノ タロウ', 'オオノ タロー', 'sole', true],
  ['ツムギ タロウ', 'ツムギ イトコ', 'sole', false],
  ['カ)', 'カブシキガイシャ', 'corporate', false],
  ['', 'ツムギ イトコ', 'sole', false],
] as const) {
  test(`an account of ${holder} is ${same ? '' : 'not '}that of ${business}`, () => {
    const form = { holderKana: holder, businessKana: business, storeKana: 'ツムギザッカテン', kind }
    assert.equal(isHolder(form), same)
  })
}
