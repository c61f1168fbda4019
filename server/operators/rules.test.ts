import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mayDecide, mayEnd, readSearch, type Search } from './rules.ts'

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

test('a wish is confirmed by a third person, and withdrawn by anybody', () => {
  const wish = { proposedBy: 'maker', operatorId: 'about', decision: null }
  const cases = [
    ['maker', 'second_person_needed', null],
    ['about', 'second_person_needed', null],
    ['third', null, null],
  ] as const
  for (const [who, confirmed, withdrawn] of cases) {
    assert.equal(mayDecide(wish, who, 'confirmed'), confirmed, who)
    assert.equal(mayDecide(wish, who, 'withdrawn'), withdrawn, who)
  }
  const over = { ...wish, decision: 'confirmed' } as const
  assert.equal(mayDecide(over, 'third', 'confirmed'), null, 'the same again is once')
  assert.equal(mayDecide(over, 'third', 'withdrawn'), 'operator_change_decided')
})

test('two people stay, or nothing that needs two could be done', () => {
  const office = ['a', 'b', 'c'].map((id) => ({ id }))
  assert.equal(mayEnd(office, 'a'), true)
  assert.equal(mayEnd(office.slice(0, 2), 'a'), false)
  assert.equal(mayEnd(office.slice(0, 2), 'somebody at a counter'), true)
})
