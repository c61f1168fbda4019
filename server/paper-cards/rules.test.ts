import { equal, notEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { addressKey, areEnough, isEasyPin, whoText } from './rules.ts'

test('one paper with a photograph is enough, or two without', () => {
  equal(areEnough(['driving_licence']), true)
  equal(areEnough(['health_insurance']), false)
  equal(areEnough(['health_insurance', 'health_insurance']), false)
  equal(areEnough(['health_insurance', 'pension_book']), true)
  equal(areEnough([]), false)
})

for (const [pin, easy] of [
  ['0000', true],
  ['1234', true],
  ['9876', true],
  ['1943', true],
  ['0305', true],
  ['0503', true],
  ['4303', true],
  ['1357', false],
  ['7294', false],
  ['0123', true],
] as const) {
  test(`${pin} is ${easy ? 'too easy' : 'good'} for somebody born on 1943-03-05`, () => {
    equal(isEasyPin(pin, '1943-03-05'), easy)
  })
}

for (const [one, other] of [
  ['さいたま市浦和区高砂99丁目10番1号', '浦和区高砂９９－１０－１'],
  ['大宮区桜木町三丁目2番地の5', '桜木町3-2-5'],
] as const) {
  test(`${one} is ${other}`, () => equal(addressKey(one), addressKey(other)))
}

test('the same name and birth date at another house is somebody else', () => {
  const one = {
    familyKana: 'サイタマ',
    givenKana: 'ウメ',
    birthdate: '1940-01-02',
    address: '浦和区高砂1-2-3',
  }
  equal(whoText(one), whoText({ ...one, familyKana: 'ｻｲﾀﾏ', givenKana: 'うめ' }))
  notEqual(whoText(one), whoText({ ...one, address: '浦和区高砂1-2-4' }))
})
