import { deepEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { chooseCards } from './rules.ts'

const card = (ref: string, fingerprint: string, minute: number) => ({
  ...{ ref, fingerprint, savedAt: new Date(minute * 60_000) },
})

for (const [says, cards, keep, forget] of [
  ['nothing is nothing', [], [], []],
  ['one card twice is the newer one', [card('old', 'a', 1), card('new', 'a', 2)], ['new'], ['old']],
  [
    'above the most, what came first stays',
    [card('3', 'c', 3), card('1', 'a', 1), card('2', 'b', 2)],
    ['1', '2'],
    ['3'],
  ],
] as const) {
  test(says, () => {
    const chosen = chooseCards(cards, 2)
    deepEqual(
      [chosen.keep, chosen.forget].map((some) => some.map(({ ref }) => ref)),
      [keep, forget],
    )
  })
}
