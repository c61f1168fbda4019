import assert from 'node:assert/strict'
import { test } from 'node:test'
import { announcementState, clip, reminderDue } from './rules.ts'

test('people are reminded 30, 7 and 1 days before, and what was missed is made up for until the next', () => {
  const cases: [daysLeft: number, due: number | null][] = [
    [31, null],
    [30, 30],
    [29, 30],
    [8, 30],
    [7, 7],
    [2, 7],
    [1, 1],
    [0, 1],
    [-1, null],
  ]
  for (const [daysLeft, due] of cases) assert.equal(reminderDue(daysLeft), due, String(daysLeft))
})

test('an announcement is shown from its hour on until its end, or until somebody ends it', () => {
  const at = (hour: number) => new Date(Date.UTC(2027, 0, 1, hour))
  const span = { showsFrom: at(1), showsUntil: at(3), endedAt: null }
  assert.deepEqual(
    [at(0), at(1), at(2), at(3)].map((now) => announcementState(span, now)),
    ['planned', 'shown', 'shown', 'over'],
  )
  assert.equal(announcementState({ ...span, showsUntil: null }, at(20)), 'shown')
  assert.equal(announcementState({ ...span, endedAt: at(2) }, at(2)), 'ended')
})

test('a long text is cut between letters', () => {
  assert.equal(clip('あいう', 3), 'あいう')
  assert.equal(clip('あいうえ', 3), 'あい…')
  assert.equal(clip('𠮷𠮷𠮷', 2), '𠮷…')
})
