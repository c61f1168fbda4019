import { equal } from 'node:assert/strict'
import { test } from 'node:test'
import { isJapaneseMobile, withCodeForPhones } from './rules.ts'

test('the last line of a message lets the phone fill the code in, for our page alone (WebOTP)', () => {
  const lines = withCodeForPhones(
    'さいたま市みんなのアプリ 認証コード: 012345',
    'town.example.jp',
    '012345',
  ).split('\n')
  equal(lines[0], 'さいたま市みんなのアプリ 認証コード: 012345')
  equal(lines.at(-1), '@town.example.jp #012345')
})

for (const [phone, mobile] of [
  ['+816012345678', true],
  ['+817012345678', true],
  ['+818012345678', true],
  ['+819012345678', true],
  ['+815012345678', false],
  ['+81488291111', false],
  ['+81901234567', false],
  ['+12025550100', false],
  ['09012345678', false],
] as const) {
  test(`${phone} is ${mobile ? 'a mobile number of ordinary price' : 'no number that is written to'}`, () =>
    equal(isJapaneseMobile(phone), mobile))
}
