import { deepEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { missingProofs } from './proofs.ts'

const none = { mail: false, sms: false, card: false }

test('charging needs the card, then a phone; paying needs nothing', () => {
  deepEqual(missingProofs('top_up', none), ['card', 'sms'])
  deepEqual(missingProofs('top_up', { ...none, card: true }), ['sms'])
  deepEqual(missingProofs('link_bank_account', { ...none, sms: true }), ['card'])
  deepEqual(missingProofs('top_up', { mail: false, sms: true, card: true }), [])
  deepEqual(missingProofs('pay', none), [])
})

test('another table asks for other proofs', () => {
  deepEqual(missingProofs('pay', none, { pay: ['mail'], top_up: [], link_bank_account: [] }), ['mail'])
})
