import { equal } from 'node:assert/strict'
import { test } from 'node:test'
import { isTooWeak, nameOfDevice, pauseAfter, plainRecoveryCode, writeRecoveryCode } from './rules.ts'

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

test('recovery codes are two groups of five, and understood however they are typed', () => {
  equal(writeRecoveryCode(Uint8Array.from([0, 1, 10, 31, 32, 33, 255, 18, 19, 20])), '01AZ0-1ZJKM')
  equal(plainRecoveryCode('o1az0-izjkm'), '01AZ01ZJKM')
  equal(plainRecoveryCode('01AZ01ZJKM'), '01AZ01ZJKM')
})

for (const [userAgent, name] of [
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19.0 Safari/604.1',
    'iPhone・Safari',
  ],
  [
    'Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537 Chrome/153.0 Mobile Safari/537',
    'Android・Chrome',
  ],
  ['Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537 Chrome/153.0 Safari/537 Edg/153.0', 'Windows・Edge'],
  ['curl/8.0', 'ほかの端末'],
] as const) {
  test(`a device is called ${name}`, () => equal(nameOfDevice(userAgent), name))
}
