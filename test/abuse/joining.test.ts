// What is tried against applications of shops: floods, files that lie about their kind, text that wants to run.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import {
  addDocument,
  askApplicant,
  decideApproval,
  documentPath,
  proposeApproval,
  readApplication,
  readApplicationAtOffice,
  saveApplication,
  sendApplication,
  startApplication,
} from '#contract/joining.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { merchantTerms } from '../../seed/merchant-terms.ts'
import {
  apply,
  approve,
  begin,
  fileOf,
  goodForm,
  newestApplication,
  screen,
  smallPdf,
  smallPng,
} from '../joining.ts'
import { bakeryOwner, counterClerk, manager, office } from '../people.ts'
import { openTown } from '../town.ts'

const mail = 'tsumugi@example.jp'

test('ABU-D01 neither an address nor a source is used to send mails without end, fifty at once', async () => {
  await using town = await openTown()
  const client = town.newClient()
  const answers = await Promise.all(
    Array.from({ length: 15 }, () => client.call(startApplication, { body: { mail } })),
  )
  assert.equal(answers.filter(({ status }) => status === 200).length, 3)
  await town.work()
  assert.equal((await town.inboxOf(mail).all()).length, 3)
  const others = await Promise.all(
    Array.from({ length: 15 }, (_, n) =>
      client.call(startApplication, { body: { mail: `other-${n}@example.jp` } }),
    ),
  )
  assert.equal(others.filter(({ status }) => status === 200).length, 5, 'twenty from one source in an hour')
  assert.equal(others.at(-1)?.problem?.facts?.['waitSeconds'], 3600)
  town.clock.advance({ minutes: 61 })
  await client.ask(startApplication, { body: { mail } })
  const rows = await town.database.one(
    sql`select count(*)::int as count from joining.application where mail = ${mail}`,
  )
  assert.deepEqual(rows, { count: 1 })
})

test('ABU-D01 files are counted by source, and a large one is refused before it is read', async () => {
  await using town = await openTown()
  const client = town.newClient()
  const token = await begin(town, mail)
  const large = fileOf(token, Buffer.concat([smallPdf, Buffer.alloc(5 * 1024 * 1024)]))
  assert.equal(await client.refused(addDocument, { body: large }), 'too_large')
  const huge = JSON.stringify({ ...large, content: 'A'.repeat(7_200_000) })
  const headers = { 'content-type': 'application/json' }
  const { status } = await client.send({
    method: 'POST',
    url: '/api/applications/documents',
    body: huge,
    headers,
  })
  assert.equal(status, 413)
  const tries = await Promise.all(
    Array.from({ length: 25 }, () => client.call(addDocument, { body: fileOf('x'.repeat(43)) })),
  )
  assert.ok(tries.some(({ problem }) => problem?.code === 'too_many_requests'))
})

const zipEnd = Buffer.from([0x50, 0x4b, 0x05, 0x06, ...Array.from({ length: 18 }, () => 0)])
const hybrids: [string, Buffer][] = [
  ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')],
  ['a drawing with a script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
  ['a program', Buffer.from('MZ\u0090')],
  ['a PDF behind a page', Buffer.concat([Buffer.from('<script>alert(1)</script>\n'), smallPdf])],
  ['a PDF with an archive behind', Buffer.concat([smallPdf, zipEnd])],
  ['an archive that ends as a PDF', Buffer.concat([smallPdf, zipEnd, Buffer.from('\n%%EOF')])],
  ['a PDF that is cut off', smallPdf.subarray(0, 20)],
  ['a picture with a page behind', Buffer.concat([smallPng, Buffer.from('<script>alert(1)</script>')])],
  ['a picture with an archive behind', Buffer.concat([smallPng, zipEnd])],
  ['a JPEG without an end', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0])],
]

test('ABU-I11 ABU-I15 a file is what its bytes are, and what is two things at once is none', async () => {
  await using town = await openTown()
  const client = town.newClient()
  const token = await begin(town, mail)
  for (const [name, content] of hybrids)
    assert.equal(
      await client.refused(addDocument, { body: fileOf(token, content, '許可証.pdf') }),
      'document_not_taken',
      name,
    )
  await client.ask(addDocument, { body: fileOf(token, smallPng, 'page.html') })
  const { documents } = await client.ask(readApplication, { body: { token } })
  assert.deepEqual(
    documents.map(({ type }) => type),
    ['image/png'],
  )
})

test('ABU-I06 ABU-Z06 files are saved and never shown, to the office alone, under a name without a way', async () => {
  await using town = await openTown()
  const token = await apply(town, mail)
  const applicationId = await newestApplication(town)
  const desk = await town.signInOperator(office.mail)
  const { documents } = await desk.ask(readApplicationAtOffice, { params: { applicationId } })
  const pathOf = (application: string, document: string) =>
    `/api${documentPath.replace(':applicationId', application).replace(':documentId', document)}`
  const url = pathOf(applicationId, documents[0]?.id ?? '')
  const { headers, status } = await desk.send({ method: 'GET', url })
  assert.equal(status, 200)
  assert.match(String(headers['content-disposition']), /^attachment; filename\*=UTF-8''[\w.%-]+$/)
  assert.equal(headers['x-content-type-options'], 'nosniff')
  assert.match(String(headers['content-security-policy']), /default-src 'none'; sandbox/)
  assert.equal(headers['cache-control'], 'no-store')
  for (const client of [
    town.newClient(),
    await town.signInStaff(bakeryOwner.mail),
    await town.signIn('hanako'),
    await town.signInOperator(counterClerk.mail),
  ])
    assert.ok([401, 403].includes((await client.send({ method: 'GET', url })).status))
  for (const wrong of [
    pathOf(makeId(), documents[0]?.id ?? ''),
    pathOf(applicationId, makeId()),
    pathOf('..', 'x'),
  ])
    assert.equal((await desk.send({ method: 'GET', url: wrong })).status, 404)
  // Who has the link may add and look at names, and never reads a file or what the office has written.
  const seen = JSON.stringify(await town.newClient().ask(readApplication, { body: { token } }))
  assert.doesNotMatch(seen, /checkedBy|askedBy|alike|proposal/)
})

const nasty = `"><img src=x onerror=alert(1)>`

test('ABU-I02 ABU-I03 what a shop writes is text on every page, paper and sheet', async () => {
  await using town = await openTown()
  await apply(town, mail, {
    storeName: `=HYPERLINK("x")${nasty}`,
    address: `@SUM(1)${nasty}`,
    hoursNote: nasty,
  })
  const storeNumber = await approve(town, await newestApplication(town))
  const anybody = town.newClient()
  for (const url of [`/open/stores/${storeNumber}`, `/open/stores?search=${encodeURIComponent('SUM')}`]) {
    const { body } = await anybody.send({ method: 'GET', url })
    assert.match(body, /&lt;img src=x/)
    assert.doesNotMatch(body, /<img/)
  }
  const csv = await anybody.send({ method: 'GET', url: '/open/stores.csv' })
  const row = parse(csv.body, { columns: true, bom: true }).find(
    (each) => (each as { ID: string }).ID === storeNumber,
  )
  const cells = Object.values(row as Record<string, string>)
  assert.ok(
    cells.every((cell) => !/^[=+\-@\t\r＝＋－＠]/.test(cell)),
    cells.join(' | '),
  )
  // Mails are text alone.
  for (const each of await town.inboxOf(mail).all()) assert.equal((each as { html?: string }).html ?? '', '')
})

test('ABU-I12 ABU-I13 ABU-I14 characters that nobody sees are refused, and no form makes a fault', async () => {
  await using town = await openTown()
  const client = town.newClient()
  const token = await begin(town, mail)
  for (const storeName of ['店\u0000', '店\u202eexe', '店\u200b', '店\ud800', 'x'.repeat(61), '店\n二行目'])
    assert.equal(
      await client.refused(saveApplication, { body: { token, form: { ...goodForm, storeName } } }),
      'invalid_input',
      JSON.stringify(storeName),
    )
  const form = JSON.stringify(goodForm).replace('{', '{"__proto__":{"notAntisocial":true},')
  const body = `{"token":"${token}","form":${form}}`
  const headers = { 'content-type': 'application/json' }
  const { status } = await client.send({ method: 'POST', url: '/api/applications/drafts', body, headers })
  assert.equal(status, 400)
})

test('ABU-A07 a link of another application, an altered one and none open nothing', async () => {
  await using town = await openTown()
  const [mine, theirs] = [await begin(town, mail), await begin(town, 'other@example.jp')]
  const client = town.newClient()
  await client.ask(saveApplication, { body: { token: theirs, form: { ...goodForm, storeName: '別の店' } } })
  assert.equal((await client.ask(readApplication, { body: { token: mine } })).form.storeName, '')
  for (const token of [`${mine}x`, mine.toUpperCase(), 'x'.repeat(43)]) {
    assert.equal(await client.refused(readApplication, { body: { token } }), 'link_invalid')
    assert.equal(
      await client.refused(sendApplication, { body: { token, termsVersion: '1' } }),
      'link_invalid',
    )
  }
  const added = await client.ask(addDocument, { body: fileOf(theirs) })
  const again = { ...fileOf(mine), id: added.id }
  assert.equal(await client.refused(addDocument, { body: again }), 'invalid_input')
})

test('ABU-O01 nobody approves alone, however the second word is sent, and a question ends a proposal', async () => {
  await using town = await openTown()
  await apply(town, mail)
  const params = { applicationId: await newestApplication(town) }
  const [one, two] = [await town.signInOperator(office.mail), await town.signInOperator(manager.mail)]
  await screen(one, params.applicationId)
  const place = { params, body: { latitude: 35.86, longitude: 139.64 } }
  const confirm = { params, body: { decision: 'confirmed' } } as const
  await one.ask(proposeApproval, place)
  const alone = await Promise.all(Array.from({ length: 20 }, () => one.refused(decideApproval, confirm)))
  assert.deepEqual([...new Set(alone)], ['second_person_needed'])
  await two.ask(askApplicant, { params, body: { id: makeId(), text: '口座の名義を教えてください' } })
  assert.equal(await two.refused(decideApproval, confirm), 'application_closed')
  assert.equal(await one.refused(proposeApproval, place), 'question_open')
  const stores = await town.database.one(
    sql`select count(*)::int as count from merchants.merchant where name = ${goodForm.businessName}`,
  )
  assert.deepEqual(stores, { count: 0 })
  const audited = await town.database.many<{ act: string }>(sql`
    select distinct act from operators.audit where subject = ${params.applicationId} order by act`)
  assert.deepEqual(
    audited.map(({ act }) => act),
    ['ask_applicant', 'check_application', 'propose_application'],
  )
})

test('ABU-R01 an application that is sent fifty times at once is one', async () => {
  await using town = await openTown()
  const client = town.newClient()
  const token = await begin(town, mail)
  await client.ask(saveApplication, { body: { token, form: goodForm } })
  const sending = { body: { token, termsVersion: merchantTerms.version } }
  const answers = await Promise.all(Array.from({ length: 50 }, () => client.call(sendApplication, sending)))
  assert.equal(answers.filter(({ status }) => status === 200).length, 1)
  await town.work()
  const received = (await town.inboxOf(mail).all()).filter(({ subject }) =>
    subject.includes('受け付けました'),
  )
  assert.equal(received.length, 1)
})
