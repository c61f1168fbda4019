import { deepEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { missingProofs, proofsNeeded, proofTable } from './proofs.ts'

const none = { mail: false, sms: false, card: false }

test('charging needs the card, a phone and a proven address; paying needs nothing', () => {
  deepEqual(missingProofs('top_up', none, proofsNeeded), ['card', 'sms', 'mail'])
  deepEqual(missingProofs('top_up', { ...none, card: true }, proofsNeeded), ['sms', 'mail'])
  deepEqual(missingProofs('link_bank_account', { ...none, sms: true, mail: true }, proofsNeeded), ['card'])
  deepEqual(missingProofs('top_up', { mail: false, sms: true, card: true }, proofsNeeded), ['mail'])
  deepEqual(missingProofs('top_up', { mail: true, sms: true, card: true }, proofsNeeded), [])
  deepEqual(missingProofs('pay', none, proofsNeeded), [])
})

test('another table asks for other proofs', () => {
  deepEqual(
    missingProofs('pay', none, { pay: ['mail'], top_up: [], link_bank_account: [], gift: [], help: [] }),
    ['mail'],
  )
})

test('a town’s setting replaces the acts that it names, and a slip of the pen opens no door', () => {
  deepEqual(proofTable(null), proofsNeeded)
  deepEqual(proofTable({ pay: ['sms'] }), { ...proofsNeeded, pay: ['sms'] })
  deepEqual(proofTable({ top_up: [] }).top_up, [])
  for (const slip of [{ top_up: ['crad'] }, { top_up: 'card' }, { top_up: null }, [], 'card', 7])
    deepEqual(proofTable(slip), proofsNeeded)
})

test('coin goes between people who are known by card or phone, whatever a town’s setting says', () => {
  for (const gift of [[], ['mail']]) deepEqual(proofTable({ gift }), proofsNeeded)
  for (const gift of [['sms'], ['mail', 'card']]) deepEqual(proofTable({ gift }).gift, gift)
})
