import assert from 'node:assert/strict'
import { verify } from 'node:crypto'
import { before, test } from 'node:test'
import { openStore } from '../lib/store.ts'
import { openAuthority, type Vault } from './authority.ts'
import { cardBox } from './card-box.ts'
import { cardRegister, emptyRegister } from './cards.ts'
import type { Chip } from './chip.ts'
import { readCard } from './reader.ts'
import { digestInfoOf } from './verify.ts'

const authority = openAuthority(openStore<Vault>(undefined, () => ({})))
const jpki = '00A4040C0AD392F000260100000001'
const text = '00A4040C0AD3921000310001010408'
const ef = (name: string) => `00A4020C02${name}`
const verifyPin = (pin: string) =>
  `00200080${pin.length.toString(16).padStart(2, '0')}${Buffer.from(pin).toString('hex')}`
const signNonce = `802A008033${digestInfoOf('nonce').toString('hex')}00`
let chip: Chip

/** A card as it comes from the desk, and the register behind it. */
function freshCard(id: string) {
  const register = cardRegister(openStore(undefined, emptyRegister), () => new Date())
  const card = register.byId(id)
  assert.ok(card)
  return { card, register, chip: cardBox(authority, register).chipOf(card) }
}

async function talk(commands: readonly (readonly [command: string, answer: string | RegExp])[]) {
  for (const [command, answer] of commands) {
    const given = await chip.transmit(command)
    if (typeof answer === 'string') assert.equal(given, answer, command)
    else assert.match(given, answer, command)
  }
}

before(() => {
  chip = freshCard('hanako').chip
})

test('each command has its answers', async () => {
  await talk([
    ['00B0000004', '6986'],
    ['00200080', '6986'],
    ['00A4040C0AD392F000260100000099', '6A82'],
    [jpki, '9000'],
    [ef('0006'), '9000'],
    ['00B0000020', /^4A504B494150494343544F4B454E32(?:20)*9000$/],
    ['00B00F0020', '6B00'],
    [ef('FFFF'), '6A82'],
    ['00A4000C02000A', '6A86'],
    ['00FF0000', '6D00'],
    ['90A4040C0AD392F000260100000001', '6E00'],
    ['00A4', '6700'],
    ['00A4020C0500', '6700'],
    ['not hexadecimal', '6700'],
    [ef('000A'), '9000'],
    ['00B0000004', /^3082[0-9A-F]{4}9000$/],
    ['00200080', '6A88'],
    ['002000000431323334', '6A86'],
    [signNonce, '6A88'],
    [ef('000B'), '9000'],
    ['00B0000004', /^3082[0-9A-F]{4}9000$/],
    [ef('0017'), '9000'],
    ['00B0000004', '6982'],
  ])
})

test('wrong passwords count down, the right one counts up again, the third wrong one locks', async () => {
  await talk([
    [jpki, '9000'],
    [ef('0018'), '9000'],
    ['00200080', '63C3'],
    [verifyPin('0000'), '63C2'],
    [verifyPin('0000'), '63C1'],
    [verifyPin('1234'), '9000'],
    ['00200080', '63C3'],
    [verifyPin('0000'), '63C2'],
    [ef('0017'), '9000'],
    // A wrong password takes back what the right one had allowed.
    [signNonce, '6982'],
    [ef('0018'), '9000'],
    [verifyPin('0000'), '63C1'],
    [verifyPin('0000'), '63C0'],
    [verifyPin('1234'), '6983'],
    ['00200080', '63C0'],
  ])
})

test('the key signs only after the password, only a DigestInfo, and what it signs holds', async () => {
  const fresh = freshCard('taro')
  chip = fresh.chip
  await talk([
    [jpki, '9000'],
    [ef('0017'), '9000'],
    [signNonce, '6982'],
    [ef('0018'), '9000'],
    [verifyPin('1234'), '9000'],
    [ef('0017'), '9000'],
    [`802A0080030102030000`, '6700'],
    [`802A00800301020300`, '6A80'],
    [`802A008133${digestInfoOf('nonce').toString('hex')}00`, '6A86'],
    [`002A008033${digestInfoOf('nonce').toString('hex')}00`, '6E00'],
  ])
  const signed = await chip.transmit(signNonce)
  const { certificate } = await authority.credentialOf(fresh.card, 'auth')
  const signature = Buffer.from(signed.slice(0, -4), 'hex')
  assert.equal(signature.length, 256)
  assert.ok(verify('RSA-SHA256', Buffer.from('nonce'), certificate.publicKey, signature))
  // Selecting the application again forgets the password.
  await talk([
    [jpki, '9000'],
    [ef('0017'), '9000'],
    [signNonce, '6982'],
  ])
})

test('the signing certificate hides behind its own password, of which there are five tries', async () => {
  chip = freshCard('aoi').chip
  await talk([
    [jpki, '9000'],
    [ef('0001'), '9000'],
    ['00B0000004', '6982'],
    [ef('001B'), '9000'],
    ['00200080', '63C5'],
    [verifyPin('WRONG1'), '63C4'],
    [verifyPin('ABCDEF'), '9000'],
    [ef('0001'), '9000'],
    ['00B0000004', /^3082[0-9A-F]{4}9000$/],
    [ef('0017'), '9000'],
    [signNonce, '6982'],
  ])
})

test('a password is changed by who knows the old one', async () => {
  chip = freshCard('yoko').chip
  await talk([
    [jpki, '9000'],
    [ef('0018'), '9000'],
    ['002401800439383736', '6982'],
    [verifyPin('1234'), '9000'],
    ['0024018003999999', '6A80'],
    ['002401800439383736', '9000'],
    [verifyPin('1234'), '63C2'],
    [verifyPin('9876'), '9000'],
  ])
})

test('the printed facts need the password, and the 12-digit number is not there at all', async () => {
  chip = freshCard('hanako').chip
  await talk([
    [text, '9000'],
    [ef('0001'), '6A82'],
    [ef('0002'), '9000'],
    ['00B0000000', '6982'],
    [ef('0011'), '9000'],
    [verifyPin('1234'), '9000'],
    [ef('0002'), '9000'],
    ['00B0000000', /^FF20.*DF24083139383430343132DF250132.*9000$/],
  ])
})

test('the app reads in one go; a locked card is not even asked for the password', async () => {
  const { chip: good } = freshCard('minoru')
  assert.equal((await readCard(good, '1234', 'nonce')).kind, 'read')
  assert.deepEqual(await readCard(good, '9999', 'nonce'), { kind: 'wrong pin', left: 2 })
  assert.deepEqual(await readCard(freshCard('rokuro').chip, '1234', 'nonce'), { kind: 'locked' })
  const stone: Chip = { transmit: async () => '6F00' }
  assert.deepEqual(await readCard(stone, '1234', 'nonce'), { kind: 'unreadable' })
})
