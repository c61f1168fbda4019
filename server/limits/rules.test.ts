import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkLimits, mayDecide, type Together } from './rules.ts'

const town: Together = {
  ...{ top_up_min: 1_000, top_up_max: 49_000, top_up_day: 100_000, top_up_month: 300_000 },
  ...{ top_up_first_day: 10_000, balance_cap: 300_000, payment_max: 100_000, payment_day: 300_000 },
  ...{ paper_card_pin_above: 3_000, paper_card_payment: 10_000, paper_card_day: 20_000 },
  ...{ gift_max: 10_000, gift_month: 30_000, helper_day: 10_000, helper_month: 50_000 },
}

for (const [part, refused] of [
  [{}, null],
  [{ balance_cap: 300_001 }, 'limit_above_the_law'],
  [{ gift_max: 100_000, gift_month: 300_000 }, null],
  [{ gift_max: 100_001, gift_month: 300_000 }, 'limit_above_the_law'],
  [{ gift_month: 300_001 }, 'limit_above_the_law'],
  [{ gift_max: 30_001 }, 'limits_do_not_fit'],
  [{ helper_day: 50_001 }, 'limits_do_not_fit'],
  [{ gift_max: 0, gift_month: 0 }, null],
  [{ top_up_min: 0 }, 'limits_do_not_fit'],
  [{ top_up_min: 10_001 }, 'limits_do_not_fit'],
  [{ top_up_max: 100_000 }, null],
  [{ top_up_max: 100_001 }, 'limits_do_not_fit'],
  [{ top_up_day: 300_001 }, 'limits_do_not_fit'],
  [{ payment_max: 300_001 }, 'limits_do_not_fit'],
  [{ paper_card_payment: 20_001 }, 'limits_do_not_fit'],
] as const) {
  test(`limits with ${JSON.stringify(part)}: ${refused ?? 'fit together'}`, () => {
    assert.equal(checkLimits({ ...town, ...part }).refused, refused)
  })
}

test('what is above the law is told by its name', () => {
  assert.deepEqual(checkLimits({ ...town, gift_max: 100_001, gift_month: 300_000 }), {
    refused: 'limit_above_the_law',
    facts: { name: 'gift_max', limit: 100_000 },
  })
})

test('who proposed a limit may withdraw it and not confirm it; what is decided stays', () => {
  const open = { proposedBy: 'a', decision: null }
  const done = { proposedBy: 'a', decision: 'confirmed' }
  assert.equal(mayDecide(open, 'a', 'confirmed'), 'second_person_needed')
  assert.equal(mayDecide(open, 'b', 'confirmed'), null)
  assert.equal(mayDecide(open, 'a', 'withdrawn'), null)
  assert.equal(mayDecide(done, 'b', 'confirmed'), null)
  assert.equal(mayDecide(done, 'b', 'withdrawn'), 'limit_change_decided')
})
