import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { parsePhoneNumberWithError } from 'libphonenumber-js/max'
import { seedId } from './id.ts'
import { bakeryNumber, demoPassword, dollShopNumber, operators, residents, staff } from './people.ts'
import { categories, merchants, stores, wards } from './stores.ts'
import { town } from './town.ts'

/** The published list of Japanese banks; the package has no types. */
const banks: Record<string, { branches: Record<string, unknown> } | undefined> = createRequire(
  import.meta.url,
)('zengin-code')

const fullWidthKatakana = /^[ァ-ヴー・]+(?: [ァ-ヴー・]+)*$/
const uuidV7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** South-west and north-east corner of each ward, in whole hundredths of a degree outwards. */
const wardBounds = {
  西区: [35.89, 139.55, 35.95, 139.61],
  北区: [35.92, 139.58, 35.97, 139.65],
  大宮区: [35.89, 139.6, 35.93, 139.65],
  見沼区: [35.89, 139.63, 35.98, 139.72],
  中央区: [35.86, 139.6, 35.9, 139.65],
  桜区: [35.82, 139.58, 35.89, 139.64],
  浦和区: [35.85, 139.63, 35.9, 139.68],
  南区: [35.82, 139.62, 35.86, 139.69],
  緑区: [35.84, 139.67, 35.92, 139.76],
  岩槻区: [35.91, 139.66, 36.02, 139.76],
} as const

function repeated(values: readonly string[]): string[] {
  return values.filter((value, index) => values.indexOf(value) !== index)
}

function atLeast(least: number, values: readonly unknown[]) {
  assert.ok(values.length >= least, `${values.length} is fewer than ${least}`)
}

function residentOf(key: string) {
  const person = residents.find((each) => each.key === key)
  assert.ok(person, key)
  return person
}

const storeOf = (number: string) => stores.find((store) => store.number === number)

test('a seeded id looks like every other id and is the same for the same name', () => {
  assert.match(seedId('resident:hanako'), uuidV7)
  assert.equal(seedId('resident:hanako'), '019d4468-9d80-78d5-aa3d-91987c8f67e5')
  assert.notEqual(seedId('resident:hanako'), seedId('resident:taro'))
})

test('no id, store number, telephone number or mail address occurs twice', () => {
  const all = [...stores, ...merchants, ...residents, ...staff, ...operators]
  assert.deepEqual(repeated(all.map((each) => each.id)), [])
  for (const { id } of all) assert.match(id, uuidV7)
  assert.deepEqual(repeated(stores.map((store) => store.number)), [])
  assert.deepEqual(repeated([...stores, ...residents].map((each) => each.phone)), [])
  assert.deepEqual(repeated([...residents, ...staff, ...operators].map((each) => each.mail)), [])
  assert.deepEqual(repeated(residents.map((resident) => resident.key)), [])
  assert.deepEqual(repeated(stores.map((store) => store.name)), [])
})

test('every ward has at least five stores, and every category at least one', () => {
  atLeast(64, stores)
  for (const { name } of wards)
    atLeast(
      5,
      stores.filter((store) => store.ward === name),
    )
  for (const { code } of categories)
    atLeast(
      1,
      stores.filter((store) => store.category === code),
    )
})

test('a store is written as stores are written, and stands in its ward', () => {
  for (const store of stores) {
    assert.match(store.number, /^\d{6}$/)
    assert.match(store.postalCode, /^33[016789]-\d{4}$/)
    assert.match(store.phone, /^048-000-\d{4}$/)
    assert.ok(store.address.startsWith(`${town.municipality.addressPrefix}${store.ward}`), store.address)
    assert.match(store.address, /99/)
    assert.notEqual(store.hours, '')
    const [south, west, north, east] = wardBounds[store.ward]
    assert.ok(store.latitude > south && store.latitude < north, `${store.name} latitude`)
    assert.ok(store.longitude > west && store.longitude < east, `${store.name} longitude`)
  }
})

test('about one store in six does not take points, and some have goods that cannot be bought', () => {
  const refusing = stores.filter((store) => !store.acceptsPoints).length
  assert.ok(Math.abs(refusing / stores.length - 1 / 6) < 0.04, `${refusing} of ${stores.length}`)
  atLeast(
    8,
    stores.filter((store) => store.excludedGoods.length > 0),
  )
})

test('every store belongs to a merchant, every merchant has a store, and a few have several', () => {
  const ids = new Set(merchants.map((merchant) => merchant.id))
  for (const store of stores) assert.ok(ids.has(store.merchantId), store.name)
  const counts = merchants.map(({ id }) => stores.filter((store) => store.merchantId === id).length)
  assert.equal(Math.min(...counts), 1)
  assert.equal(Math.max(...counts), 3)
  assert.ok(counts.filter((count) => count > 1).length >= 4)
})

test('kana is full-width katakana', () => {
  const names = [...stores, ...merchants, ...staff, ...operators, ...categories, ...wards].map(
    (each) => each.kana,
  )
  for (const kana of names) assert.match(kana, fullWidthKatakana)
  for (const person of residents) {
    assert.match(person.familyKana, fullWidthKatakana)
    assert.match(person.givenKana, fullWidthKatakana)
  }
})

test('fourteen residents, each in a state that the rules allow', () => {
  assert.equal(residents.length, 14)
  for (const { key, proofs, coin, bankAccount, pointsLots, ...person } of residents) {
    assert.equal(person.mail, `${key}@example.jp`)
    assert.equal(person.password, demoPassword)
    assert.match(person.phone, /^0609999\d{4}$/)
    assert.equal(parsePhoneNumberWithError(person.phone, 'JP').getType(), 'MOBILE')
    assert.match(person.birthdate, /^(19|20)\d\d-\d\d-\d\d$/)
    assert.ok(proofs.mail || !proofs.sms, `${key}: SMS before mail`)
    assert.ok(proofs.sms || !proofs.card, `${key}: card before SMS`)
    assert.ok(proofs.card || (coin === 0 && !bankAccount), `${key}: charging needs the card`)
    assert.ok(coin <= town.limits.balanceCap, `${key}: above the cap`)
    for (const lot of pointsLots) {
      assert.ok(lot.amount > 0 && lot.expiresInDays >= 0 && lot.expiresInDays <= 214, `${key}: lot`)
    }
  }
})

test('the states that stories rely on are there', () => {
  const { familyName, givenName, familyKana, givenKana, bankAccount, coin } = residentOf('hanako')
  assert.deepEqual([familyName, givenName, familyKana, givenKana], ['埼玉', '花子', 'サイタマ', 'ハナコ'])
  assert.ok(bankAccount && coin >= 10_000)
  assert.deepEqual(residentOf('shinta').proofs, { mail: false, sms: false, card: false })
  assert.ok(residentOf('hinako').pointsLots.some((lot) => lot.expiresInDays <= 7))
  assert.deepEqual([residentOf('minoru').coin, residentOf('minoru').pointsLots.length], [0, 1])
  assert.equal(residentOf('makoto').frozen, true)
  assert.deepEqual([residentOf('satsuki').coin, residentOf('satsuki').pointsLots], [0, []])
  assert.ok(town.limits.balanceCap - residentOf('yutaka').coin < town.limits.chargeMax)
  const outside = residents.filter((each) => !each.address.startsWith(town.municipality.addressPrefix))
  assert.deepEqual(
    outside.map((each) => each.key),
    ['toru'],
  )
})

test('banks and branches that the seed names exist, and an account is linked once', () => {
  for (const code of town.featuredBankCodes) assert.ok(banks[code], code)
  const accounts = residents.flatMap((resident) => resident.bankAccount ?? [])
  for (const { bankCode, branchCode, accountNumber } of accounts) {
    assert.ok(banks[bankCode]?.branches[branchCode], `${bankCode}-${branchCode}`)
    assert.match(accountNumber, /^\d{7}$/)
  }
  assert.deepEqual(repeated(accounts.map((account) => Object.values(account).join('-'))), [])
})

test('staff work at the bakery, which takes points, and at the doll shop, which does not', () => {
  assert.equal(storeOf(bakeryNumber)?.name, 'さくらベーカリー')
  assert.deepEqual([storeOf(bakeryNumber)?.ward, storeOf(bakeryNumber)?.acceptsPoints], ['浦和区', true])
  assert.equal(storeOf(dollShopNumber)?.acceptsPoints, false)
  const roles = (number: string) =>
    staff.filter((each) => each.storeId === storeOf(number)?.id).map((each) => each.role)
  assert.deepEqual(roles(bakeryNumber), ['owner', 'manager', 'till'])
  assert.deepEqual(roles(dollShopNumber), ['owner'])
})

test('limits make sense together', () => {
  const { chargeMin, chargeMax, chargeDay, chargeMonth, balanceCap, paymentMax, paymentDay } = town.limits
  assert.ok(chargeMin < chargeMax && chargeMax <= chargeDay && chargeDay <= chargeMonth)
  assert.ok(paymentMax <= paymentDay)
  assert.ok(balanceCap <= 300_000, 'a higher cap needs the filing of 資金決済法11条の2')
})

test('the terms and the privacy policy are complete, versioned, and say that they are examples', () => {
  assert.deepEqual(
    town.documents.map((document) => document.kind),
    ['terms', 'privacy'],
  )
  for (const { kind, version, paragraphs } of town.documents) {
    assert.match(version, /^\d{4}-\d\d-\d\d$/)
    assert.match(paragraphs[0] ?? '', /見本/)
    atLeast(40, paragraphs)
    const headings = paragraphs.filter((line) => line.startsWith('第'))
    for (const [index, heading] of headings.entries()) {
      assert.ok(heading.startsWith(`第${index + 1}条（`), `${kind}: ${heading}`)
    }
  }
})

test('the terms name the figures and the goods of the settings', () => {
  const text = town.documents[0].paragraphs.join('\n')
  const { chargeMin, chargeMax, chargeDay, balanceCap, paymentMax } = town.limits
  for (const amount of [chargeMin, chargeMax, chargeDay, balanceCap, paymentMax]) {
    assert.ok(text.includes(amount.toLocaleString('en-US')), `${amount}`)
  }
  for (const { name } of town.excludedGoods) assert.ok(text.includes(name), name)
  for (const word of [town.issuer.name, town.issuer.contact.phone, town.cardApp.name]) {
    assert.ok(text.includes(word), word)
  }
  assert.ok(text.includes(`${town.chargeBonus.basisPoints / 100}％`))
  assert.ok(text.includes(`${town.pointsExpiry.monthsAhead}か月後の月の末日`))
})

test('the seed is data: it imports nothing but itself and the hash function', () => {
  for (const name of readdirSync(import.meta.dirname).filter((each) => !each.endsWith('.test.ts'))) {
    const text = readFileSync(`${import.meta.dirname}/${name}`, 'utf8')
    for (const [, from] of text.matchAll(/from '([^']+)'/g))
      assert.match(from ?? '', /^(\.\/|node:crypto$)/, name)
  }
})
