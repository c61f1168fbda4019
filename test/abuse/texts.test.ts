// ABU-I: what is typed and sent, against every field of the contract that takes text. A new field is tried by itself.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { endpoints } from '#contract/all.ts'
import { storeCodePaperPath } from '#contract/merchants.ts'
import { pay } from '#contract/payments.ts'
import { lines, text } from '#contract/values.ts'
import { readWallet, receiptPath } from '#contract/wallets.ts'
import { sql } from '#server/lib/database.ts'
import { dayOf } from '#server/lib/day.ts'
import { makeId } from '#server/lib/id.ts'
import { bakeryNumber, bakeryOwner, storeIdOf } from '../people.ts'
import { readWords } from '../printed.ts'
import { parses } from '../shapes.ts'
import { textFieldsOf } from '../text-fields.ts'
import { openTown } from '../town.ts'

const fields = endpoints.flatMap(({ method, path, body, query }) =>
  [body, query].flatMap((shape) => (shape ? textFieldsOf(shape, `${method} ${path}`) : [])),
)

/** Passwords are compared by their hash and never shown, so that they may hold any sign. */
const unshown = /\.(password|newPassword|currentPassword)$|^POST \/me\/step-ups\/answers\.code$/

const unseen: [name: string, typed: string][] = [
  ['NUL', 'a\u0000a'],
  ['a control character', 'a\u001Ba'],
  ['right to left override', 'a\u202Ea'],
  ['right to left isolate', 'a\u2067a'],
  ['zero width space', 'a\u200Ba'],
  ['zero width joiner', 'a\u200Da'],
  ['byte order mark', 'a\uFEFFa'],
  ['soft hyphen', 'a\u00ADa'],
  ['Hangul filler', 'a\u3164a'],
  ['a letter of the tags', 'a\u{E0041}a'],
  ['line separator', 'a\u2028a'],
  ['half of a surrogate pair', 'a\uD800a'],
  ['the other half', '\uDC00a'],
]

test('ABU-I12 ABU-I13 no field of the contract takes a sign that nobody sees', () => {
  assert.ok(fields.length > 100, `${fields.length} fields`)
  const taken = fields
    .filter(({ name }) => !unshown.test(name))
    .flatMap(({ name, takes }) =>
      unseen
        // Long enough for what has a shortest length, too.
        .filter(([, typed]) => parses(takes, typed) || parses(takes, typed.repeat(10)))
        .map(([sign]) => `${name} takes ${sign}`),
    )
  assert.deepEqual(taken, [])
})

test('ABU-N10 names keep the signs that people write: kanji with a selector, emoji made of several', () => {
  for (const typed of ['葛\u{E0100}城', '髙﨑', 'O’Brien', '👨‍👩‍👧', '🏳️‍🌈', '👩🏽‍🚒', 'もちもち〜♪'])
    for (const shape of [text(40), lines(40)]) assert.equal(shape.parse(typed), typed)
  assert.equal(lines(40).parse('一行目\n二行目\r\n三行目'), '一行目\n二行目\r\n三行目')
  assert.equal(text(40).safeParse('一行目\n二行目').success, false)
})

/** A payment of one yen as it is written, with something besides. */
const written = (besides = '', coin = '1') =>
  `{"id":"${makeId()}","storeId":"${storeIdOf(bakeryNumber)}","coin":${coin},"points":0,"via":"store_code"${besides}}`

const json = 'application/json'
const sent: [name: string, body: string | Buffer, headers: Record<string, string>, status: number][] = [
  ['a prototype', written(',"__proto__":{"coin":5}'), { 'content-type': json }, 400],
  ['a constructor', written(',"constructor":{"prototype":{"coin":5}}'), { 'content-type': json }, 400],
  ['depth', written(`,"x":${'['.repeat(20_000)}${']'.repeat(20_000)}`), { 'content-type': json }, 400],
  ['depth without an end', '['.repeat(60_000), { 'content-type': json }, 400],
  ['ten megabytes', written(`,"x":"${'x'.repeat(10_000_000)}"`), { 'content-type': json }, 413],
  ['UTF-16', Buffer.from(written(), 'utf16le'), { 'content-type': `${json}; charset=utf-16` }, 400],
  ['gzip', gzipSync(written()), { 'content-type': json, 'content-encoding': 'gzip' }, 400],
  ['half of a letter', Buffer.from([0x7b, 0x22, 0xe3, 0x81]), { 'content-type': json }, 400],
  ['nothing', '', { 'content-type': json }, 400],
  ['a list', `[${written()}]`, { 'content-type': json }, 400],
  ['plain text', written(), { 'content-type': 'text/plain' }, 400],
  ['a form', `json=${written()}`, { 'content-type': 'application/x-www-form-urlencoded' }, 400],
  ['XML', '<coin>1</coin>', { 'content-type': 'application/xml' }, 400],
  ['JSON of another kind', written(), { 'content-type': 'application/merge-patch+json' }, 400],
  ['no type', written(), {}, 400],
]

test('ABU-I08 ABU-I14 ABU-I15 JSON that is deep, huge or of another kind is refused, and none of it pays', async () => {
  await using town = await openTown()
  const hanako = await town.signIn('hanako')
  const { coin } = await hanako.ask(readWallet)
  for (const [name, body, headers, status] of sent) {
    const answer = await hanako.send({ method: 'POST', url: '/api/me/payments', body, headers })
    assert.equal(answer.status, status, `${name}: ${answer.body}`)
  }
  assert.equal((await hanako.ask(readWallet)).coin, coin)
})

test('ABU-I14 of a key that stands twice the last counts, in what is checked and in what is paid', async () => {
  await using town = await openTown()
  const hanako = await town.signIn('hanako')
  const { coin } = await hanako.ask(readWallet)
  const send = (body: string | Buffer) =>
    hanako.send({ method: 'POST', url: '/api/me/payments', body, headers: { 'content-type': json } })
  assert.equal((await send(written(',"coin":-5'))).status, 400)
  assert.equal((await send(written(',"coin":7', '-5'))).status, 200)
  assert.equal((await hanako.ask(readWallet)).coin, coin - 7)
  // A mark of the order of bytes says nothing in UTF-8, and is passed over.
  assert.equal((await send(Buffer.from(`\uFEFF${written()}`))).status, 200)
  assert.equal((await hanako.ask(readWallet)).coin, coin - 8)
})

test('ABU-I03 what begins like a formula is text in the files of a person and of a store', async () => {
  await using town = await openTown()
  const [hanako, owner] = [await town.signIn('hanako'), await town.signInStaff(bakeryOwner.mail)]
  const day = dayOf(town.clock.now())
  for (const begin of ['=', '+', '-', '@', '\t=', '\r=', '＝', '＋', '－', '＠']) {
    const formula = `${begin}HYPERLINK("http://evil.example","1")`
    await town.database.run(sql`update merchants.store set name = ${formula} where number = ${bakeryNumber}`)
    await town.database.run(sql`
      update town.setting set value = value || jsonb_build_object('coinName', ${formula}::text)
      where name = 'town'`)
    const { status } = await hanako.send({
      ...{ method: 'POST', url: '/api/me/payments', body: written() },
      headers: { 'content-type': json },
    })
    assert.equal(status, 200)
    for (const [client, url] of [
      [hanako, '/api/me/history.csv'],
      [owner, `/api/staff/days/${day}.csv`],
    ] as const) {
      const { body } = await client.send({ method: 'GET', url })
      assert.ok(body.includes('HYPERLINK'), `${url} says nothing of ${begin}`)
      const cells = (parse(body, { bom: true }) as string[][]).flat()
      const formulas = cells.filter((cell) => /^[=+\-@\t\r＝＋－＠]/.test(cell) && !/^-\d+$/.test(cell))
      assert.deepEqual(formulas, [], url)
    }
  }
})

test('ABU-I02 markup in a name is words on paper, and a page does nothing by itself', async () => {
  await using town = await openTown()
  const [hanako, owner] = [await town.signIn('hanako'), await town.signInStaff(bakeryOwner.mail)]
  const name = '<b>さくら</b>\\)(<a href=x>'
  await town.database.run(sql`update merchants.store set name = ${name} where number = ${bakeryNumber}`)
  const id = makeId()
  const body = { id, storeId: storeIdOf(bakeryNumber), coin: 1, points: 0, via: 'store_code' as const }
  await hanako.ask(pay, { body })
  for (const [client, path] of [
    [hanako, receiptPath.replace(':id', id)],
    [owner, storeCodePaperPath.replace(':paper', 'card')],
  ] as const) {
    const { bytes } = await client.download(`/api${path}`)
    // A line that is broken has lost its space.
    assert.ok((await readWords(bytes)).replaceAll(' ', '').includes(name.replaceAll(' ', '')), path)
    assert.doesNotMatch(bytes.toString('latin1'), /\/(JavaScript|JS|OpenAction|AA|URI|Launch)\b/, path)
  }
})
