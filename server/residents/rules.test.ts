import { equal } from 'node:assert/strict'
import { test } from 'node:test'
import { decideClosing, decideLeaving, mayRename } from './rules.ts'

const facts = { coin: 500, points: 20, frozen: false, moneyUnderWay: false }

for (const [seen, change, verdict] of [
  [{ coin: 500, points: 20 }, {}, null],
  [{ coin: 400, points: 20 }, {}, 'balance_changed'],
  [{ coin: 500, points: 0 }, {}, 'balance_changed'],
  [{ coin: 500, points: 20 }, { moneyUnderWay: true }, 'money_under_way'],
  [{ coin: 400, points: 20 }, { frozen: true, moneyUnderWay: true }, 'frozen'],
] as const) {
  test(`leaving with ${JSON.stringify(seen)}, ${JSON.stringify(change)}: ${verdict ?? 'may'}`, () =>
    equal(decideLeaving(seen, { ...facts, ...change }), verdict))
}

for (const [change, verdict] of [
  [{}, 'close'],
  [{ coin: 0, points: 0 }, 'close'],
  [{ coin: 501 }, 'stay'],
  [{ points: 21 }, 'stay'],
  [{ moneyUnderWay: true }, 'wait'],
  [{ frozen: true }, 'wait'],
  [{ frozen: true, coin: 501 }, 'wait'],
] as const) {
  test(`closing, ${JSON.stringify(change)}: ${verdict}`, () =>
    equal(decideClosing({ coin: 500, points: 20 }, { ...facts, ...change }), verdict))
}

for (const [name, fromCard, wanted, may] of [
  [null, false, 'サイタマハナコ', true],
  ['サイタマハナコ', false, 'オオミヤユカ', true],
  ['サイタマハナコ', true, 'オオミヤユカ', false],
  ['ウラワヨーコ', true, 'ウラワヨウコ', true],
] as const) {
  test(`${name ?? 'no name'}${fromCard ? ' of a card' : ''} becomes ${wanted}: ${may ? 'may' : 'may not'}`, () =>
    equal(mayRename({ name, fromCard }, wanted), may))
}
