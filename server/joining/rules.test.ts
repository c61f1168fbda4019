import assert from 'node:assert/strict'
import { test } from 'node:test'
import { smallPdf, smallPng } from '../../test/joining.ts'
import { bareName, documentTypeOf, mayDecide, mayPropose, screeningItems } from './rules.ts'

const bytes = (...values: number[]) => Uint8Array.from(values)

for (const [name, content, type] of [
  ['a PDF', smallPdf, 'application/pdf'],
  ['a PDF with a line behind its end', Buffer.concat([smallPdf, Buffer.from('\r\n')]), 'application/pdf'],
  ['a PNG', smallPng, 'image/png'],
  ['a JPEG', bytes(0xff, 0xd8, 0xff, 0xe0, 1, 2, 0xff, 0xd9), 'image/jpeg'],
  ['nothing', bytes(), undefined],
  ['a PDF that begins later', Buffer.concat([Buffer.from(' '), smallPdf]), undefined],
  ['a PNG with something behind', Buffer.concat([smallPng, Buffer.from('x')]), undefined],
  ['a GIF', Buffer.from('GIF89a'), undefined],
] as const) {
  test(`${name} is ${type ?? 'no document'}`, () => assert.equal(documentTypeOf(content), type))
}

test('a file keeps its name, and no way with it', () => {
  assert.equal(bareName('営業許可証.pdf'), '営業許可証.pdf')
  assert.equal(bareName('../../etc/passwd'), '__.._etc_passwd')
  assert.equal(bareName('C:\\x|y"z.png'), 'C__x_y_z.png')
  assert.equal(bareName('.htaccess'), '_htaccess')
})

test('an approval is proposed when everything was looked at and nothing is asked', () => {
  const screened = { state: 'screening', checked: screeningItems, question: false } as const
  assert.equal(mayPropose(screened), null)
  assert.equal(mayPropose({ ...screened, checked: screeningItems.slice(1) }), 'screening_incomplete')
  assert.equal(mayPropose({ ...screened, state: 'asked', question: true }), 'question_open')
  assert.equal(mayPropose({ ...screened, state: 'declined' }), 'application_closed')
})

test('somebody else confirms; either withdraws; what is decided stays', () => {
  const proposed = { state: 'screening', proposedBy: 'a' } as const
  assert.equal(mayDecide(proposed, 'b', 'confirmed'), null)
  assert.equal(mayDecide(proposed, 'a', 'confirmed'), 'second_person_needed')
  assert.equal(mayDecide(proposed, 'a', 'withdrawn'), null)
  assert.equal(mayDecide({ ...proposed, proposedBy: null }, 'b', 'confirmed'), 'application_closed')
  assert.equal(mayDecide({ ...proposed, state: 'approved' }, 'b', 'withdrawn'), 'application_closed')
})
