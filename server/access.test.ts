import { doesNotThrow, throws } from 'node:assert/strict'
import { test } from 'node:test'
import { proofsNeeded } from '#contract/proofs.ts'
import { requireProofs } from './access.ts'

const none = { mail: false, sms: false, card: false }

for (const [needed, code] of [
  [['mail', 'card'], 'mail_proof_needed'],
  [['sms', 'card'], 'phone_needed'],
  [['card', 'mail'], 'identity_check_required'],
] as const) {
  test(`an act that needs ${needed.join(' and ')} is refused with ${code} while nothing is proven`, () =>
    throws(() => requireProofs('pay', none, { ...proofsNeeded, pay: needed }), { code }))
}

test('what is proven is not asked for, and paying needs nothing', () => {
  doesNotThrow(() => requireProofs('top_up', { mail: true, sms: true, card: true }, proofsNeeded))
  doesNotThrow(() => requireProofs('pay', none, proofsNeeded))
})
