import { equal } from 'node:assert/strict'
import { test } from 'node:test'
import { isTooWeak, pauseAfter } from './rules.ts'

const mail = 'hanako.saitama@example.jp'

for (const [password, weak, why] of [
  ['short77', true, 'seven characters'],
  ['aaaaaaaaaa', true, 'one character'],
  ['12345678', true, 'a row of digits'],
  ['password123', true, 'the best-known word'],
  ['hanako.saitama', true, 'the name of the mail address'],
  [mail, true, 'the mail address'],
  ['correct horse battery staple', false, 'a long phrase'],
  ['けやき並木は夏がいい', false, 'a phrase in Japanese'],
  ['enishi-demo-2026', false, 'long enough around the word'],
] as const) {
  test(`a password of ${why} is ${weak ? 'refused' : 'taken'}`, () => equal(isTooWeak(password, mail), weak))
}

test('sign-in pauses from the fifth wrong password in a row, for longer and longer, up to 15 minutes', () => {
  equal(pauseAfter(4), 0)
  equal(pauseAfter(5), 5)
  equal(pauseAfter(8), 40)
  equal(pauseAfter(10), 900)
  equal(pauseAfter(99), 900)
})
