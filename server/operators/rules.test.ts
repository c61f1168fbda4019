import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSearch, type Search } from './rules.ts'

test('a search is a name, a phone number or a mail address', () => {
  const cases: [typed: string, search: Partial<Search>][] = [
    ['', {}],
    ['  ', {}],
    ['さいたま', { kana: 'サイタマ' }],
    ['ｻｲﾀﾏ ﾊﾅｺ', { kana: 'サイタマハナコ' }],
    ['060-9999-0001', { phone: '+816099990001' }],
    ['０６０９９９９０００１', { phone: '+816099990001' }],
    ['+81 60 9999 0001', { phone: '+816099990001' }],
    ['Hanako@Example.jp', { mail: 'hanako@example.jp' }],
    ['埼玉%', { mail: '埼玉%' }],
  ]
  for (const [typed, search] of cases) {
    assert.deepEqual(readSearch(typed), { kana: null, mail: null, phone: null, ...search }, typed)
  }
})
