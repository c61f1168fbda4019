import assert from 'node:assert/strict'
import { test } from 'node:test'
import { coloursOf, contrastToWhite } from './colours.ts'

const usual = { coin: '#b43a09', points: '#5633ab' }

for (const [setting, colours] of [
  [null, usual],
  [{ coin: '#000099' }, { ...usual, coin: '#000099' }],
  [
    { coin: '#0B6E4F', points: '#333333' },
    { coin: '#0B6E4F', points: '#333333' },
  ],
  // Yellow and light grey cannot be read on white.
  [{ coin: '#ffcc00', points: '#999999' }, usual],
  [{ coin: 'green', points: '#12345' }, usual],
  [['#000099'], usual],
] as const) {
  test(`the setting ${JSON.stringify(setting)} prints in ${colours.coin} and ${colours.points}`, () => {
    assert.deepEqual(coloursOf(setting), colours)
  })
}

test('contrast is counted as WCAG does', () => {
  assert.equal(contrastToWhite('#ffffff'), 1)
  assert.equal(Math.round(contrastToWhite('#000000')), 21)
  // The lightest grey that is dark enough for text.
  assert.ok(contrastToWhite('#767676') >= 4.5 && contrastToWhite('#777777') < 4.5)
})
