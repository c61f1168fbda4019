// stories: joining
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  addDocument,
  answerQuestion,
  askApplicant,
  checkApplication,
  decideApproval,
  declineApplication,
  documentPath,
  listApplications,
  proposeApproval,
  readApplication,
  readApplicationAtOffice,
  removeDocument,
  saveApplication,
  screeningItem,
  sendApplication,
  startApplication,
} from '#contract/joining.ts'
import { findStoreToPay, officeStoreCodePaperPath, readStaff, staffSignIn } from '#contract/merchants.ts'
import { pay } from '#contract/payments.ts'
import {
  acceptStaffInvitation,
  addStaffMember,
  chooseWorkplace,
  endStaffMember,
  listStaffMembers,
  listWorkplaces,
} from '#contract/staff.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { waitingApplication } from '../../seed/application.ts'
import { merchantTerms } from '../../seed/merchant-terms.ts'
import {
  apply,
  approve,
  begin,
  fileOf,
  goodForm,
  linkIn,
  newestApplication,
  screen,
  smallPng,
} from '../joining.ts'
import { bakeryNumber, bakeryOwner, manager, office } from '../people.ts'
import { openTown } from '../town.ts'

const mail = 'tsumugi@example.jp'

test('加盟申込: a shop writes, goes on another day by the same mail, and sends what is whole', async () => {
  await using town = await openTown()
  const shop = town.newClient()
  const token = await begin(town, mail)
  const draft = { ...goodForm, phone: '12', holderKana: '' }
  await shop.ask(saveApplication, { body: { token, form: draft } })
  const again = await begin(town, mail.toUpperCase())
  assert.notEqual(again, token)
  const kept = await shop.ask(readApplication, { body: { token: again } })
  assert.deepEqual([kept.state, kept.form.storeName, kept.form.phone], ['draft', goodForm.storeName, '12'])

  const sending = { body: { token, termsVersion: merchantTerms.version } }
  const { problem } = await shop.call(sendApplication, sending)
  assert.equal(problem?.code, 'application_incomplete')
  assert.deepEqual(problem?.facts, { phone: 'not_phone', holderKana: 'missing' })
  await shop.ask(saveApplication, { body: { token, form: { ...goodForm, branchCode: '999' } } })
  assert.deepEqual((await shop.call(sendApplication, sending)).problem?.facts, { branchCode: 'unknown' })

  await shop.ask(saveApplication, {
    body: { token, form: { ...goodForm, phone: '０４８－０００－９９１１' } },
  })
  const outdated = { body: { token, termsVersion: '1999-01-01' } }
  assert.equal(await shop.refused(sendApplication, outdated), 'terms_outdated')
  await shop.ask(sendApplication, sending)
  assert.equal(await shop.refused(sendApplication, sending), 'application_closed')
  assert.equal(await shop.refused(saveApplication, { body: { token, form: draft } }), 'application_closed')
  await town.work()
  assert.match((await town.inboxOf(mail).all()).at(-1)?.subject ?? '', /受け付けました/)
  assert.equal((await shop.ask(readApplication, { body: { token } })).state, 'sent')
  town.clock.advance({ days: 91 })
  assert.equal(await shop.refused(readApplication, { body: { token } }), 'link_invalid')
})

test('加盟申込: files come and go while it is written, and again while a question is open', async () => {
  await using town = await openTown()
  const shop = town.newClient()
  const token = await begin(town, mail)
  const first = fileOf(token)
  const [one, same] = [
    await shop.ask(addDocument, { body: first }),
    await shop.ask(addDocument, { body: first }),
  ]
  assert.deepEqual(same, one)
  await shop.ask(removeDocument, { body: { token, documentId: one.id } })
  for (let count = 0; count < 5; count += 1)
    await shop.ask(addDocument, { body: fileOf(token, smallPng, `../店の写真${count}.png`) })
  assert.equal(await shop.refused(addDocument, { body: fileOf(token) }), 'documents_full')
  const { documents } = await shop.ask(readApplication, { body: { token } })
  const [photo] = documents
  assert.deepEqual([documents.length, photo?.name, photo?.type], [5, '__店の写真0.png', 'image/png'])
  await shop.ask(removeDocument, { body: { token, documentId: documents[4]?.id ?? '' } })
  await shop.ask(saveApplication, { body: { token, form: goodForm } })
  await shop.ask(sendApplication, { body: { token, termsVersion: merchantTerms.version } })
  await town.work()
  assert.equal(await shop.refused(addDocument, { body: fileOf(token) }), 'application_closed')
  const withdrawal = { body: { token, documentId: documents[0]?.id ?? '' } }
  assert.equal(await shop.refused(removeDocument, withdrawal), 'application_closed')

  const [desk, applicationId] = [await town.signInOperator(office.mail), await newestApplication(town)]
  const question = {
    params: { applicationId },
    body: { id: makeId(), text: '営業許可証を\n追加してください。' },
  }
  await desk.ask(askApplicant, question)
  await desk.ask(askApplicant, question)
  const another = { ...question, body: { ...question.body, id: makeId() } }
  assert.equal(await desk.refused(askApplicant, another), 'question_open')
  await town.work()
  const mails = await town.inboxOf(mail).all()
  assert.match(JSON.stringify(mails.at(-1)), /営業許可証/)
  await shop.ask(addDocument, { body: fileOf(token) })
  const answer = { body: { token, questionId: question.body.id, text: '追加しました。' } }
  await shop.ask(answerQuestion, answer)
  assert.equal(await shop.refused(answerQuestion, answer), 'application_closed')
  const seen = await desk.ask(readApplicationAtOffice, { params: { applicationId } })
  assert.deepEqual(
    [seen.state, seen.questions[0]?.answer, seen.documents.length],
    ['screening', '追加しました。', 5],
  )
  const file = await desk.send({
    method: 'GET',
    url: `/api${documentPath
      .replace(':applicationId', applicationId)
      .replace(':documentId', seen.documents[0]?.id ?? '')}`,
  })
  assert.equal(file.status, 200)
  assert.match(String(file.headers['content-disposition']), /^attachment; filename\*=UTF-8''/)
})

test('加盟申込: two people approve, and merchant, store, code, account and owner are there at once', async () => {
  await using town = await openTown()
  const token = await apply(town, mail)
  const applicationId = await newestApplication(town)
  const params = { applicationId }
  const [first, second] = [await town.signInOperator(office.mail), await town.signInOperator(manager.mail)]
  const seen = await first.ask(readApplicationAtOffice, { params })
  assert.deepEqual([seen.holderMatches, seen.bankName, seen.alike], [true, '埼玉りそな銀行', []])
  const place = { params, body: seen.place ?? { latitude: 35.8, longitude: 139.6 } }
  assert.equal(await first.refused(proposeApproval, place), 'screening_incomplete')
  await screen(first, applicationId)
  assert.equal(
    await first.refused(decideApproval, { params, body: { decision: 'confirmed' } }),
    'application_closed',
    'nobody has proposed it',
  )
  await first.ask(proposeApproval, place)
  const confirm = { params, body: { decision: 'confirmed' } } as const
  assert.equal(await first.refused(decideApproval, confirm), 'second_person_needed')
  await second.ask(decideApproval, { params, body: { decision: 'withdrawn' } })
  await first.ask(proposeApproval, place)
  // However often it is sent, there is one store.
  const answers = await Promise.all(Array.from({ length: 10 }, () => second.ask(decideApproval, confirm)))
  const [{ storeNumber } = { storeNumber: null }] = answers
  assert.deepEqual(new Set(answers.map((each) => each.storeNumber)).size, 1)
  assert.match(storeNumber ?? '', /^\d{6}$/)
  await town.work()

  const invitation = (await town.inboxOf(mail).all()).find(({ subject }) =>
    subject.includes('パスワードを決めて'),
  )
  const link = await linkIn(town, mail, 'パスワードを決めて')
  const shop = town.newClient()
  const password = 'ito-wo-tsumugu-2026'
  assert.match(invitation?.text ?? '', /7日間/, 'a shop may take some days for it')
  const invited = link.searchParams.get('token') ?? ''
  await shop.ask(acceptStaffInvitation, { body: { token: invited, password } })
  await shop.ask(staffSignIn, { body: { mail, password } })
  const me = await shop.ask(readStaff)
  assert.deepEqual([me.role, me.name, me.store.number], ['owner', goodForm.representative, storeNumber])
  assert.equal(me.store.hours, '10:00〜19:00 水曜定休')

  const hanako = await town.signIn('hanako')
  const store = await hanako.ask(findStoreToPay, { body: { text: me.storeCode } })
  await hanako.ask(pay, {
    body: { id: makeId(), storeId: store.id, coin: 100, points: 0, via: 'store_code' },
  })
  const papers = `/api${officeStoreCodePaperPath.replace(':storeId', store.id)}`
  assert.match((await first.download(papers.replace(':paper', 'a5'))).type, /pdf/)
  assert.equal((await first.send({ method: 'GET', url: papers.replace(':paper', 'a0') })).status, 404)
  assert.equal((await shop.send({ method: 'GET', url: papers.replace(':paper', 'a5') })).status, 401)
  const page = await town.newClient().send({ method: 'GET', url: `/open/stores/${storeNumber}` })
  assert.match(page.body, /つむぎ雑貨店/)
  const accounts = await town.database.many(sql`
    select number, valid_from is not null as holds from merchants.bank_account where number = '7654321'`)
  assert.deepEqual(accounts, [{ number: '7654321', holds: true }])
  const told = await town.newClient().ask(readApplication, { body: { token } })
  assert.deepEqual([told.state, told.storeNumber], ['approved', storeNumber])
})

test('加盟申込: who is declined reads why; a second try shows the office what is alike', async () => {
  await using town = await openTown()
  const token = await apply(town, mail)
  const applicationId = await newestApplication(town)
  const desk = await town.signInOperator(office.mail)
  const decline = { params: { applicationId }, body: { reason: '対象外の商品が中心のため' } }
  await desk.ask(declineApplication, decline)
  await desk.ask(declineApplication, decline)
  const check = { params: { applicationId }, body: { item: 'party', note: 'x' } } as const
  assert.equal(await desk.refused(checkApplication, check), 'application_closed')
  await town.work()
  assert.match((await town.inboxOf(mail).all()).at(-1)?.text ?? '', /対象外の商品が中心のため/)
  const told = await town.newClient().ask(readApplication, { body: { token } })
  assert.deepEqual([told.state, told.reason], ['declined', decline.body.reason])

  await apply(town, 'another@example.jp', {
    storeName: 'ツムギ雑貨',
    accountNumber: '1111111',
    phone: '048-000-1010',
  })
  const { alike } = await desk.ask(readApplicationAtOffice, {
    params: { applicationId: await newestApplication(town) },
  })
  assert.deepEqual(
    alike.map(({ kind, by }) => [kind, by]),
    [['application', ['name', 'corporate_number']]],
  )
  assert.equal((await desk.ask(listApplications, { query: { decided: 'true' } })).applications.length, 1)
})

test('加盟申込: who owns a shop already is told how to open a further one, and opens no second merchant', async () => {
  await using town = await openTown()
  const shop = town.newClient()
  const token = await begin(town, bakeryOwner.mail)
  assert.match((await town.inboxOf(bakeryOwner.mail).all()).at(-1)?.text ?? '', /「お店を増やす」/)
  await shop.ask(saveApplication, { body: { token, form: goodForm } })
  const sending = { body: { token, termsVersion: merchantTerms.version } }
  assert.equal(await shop.refused(sendApplication, sending), 'mail_taken')
  await apply(town, mail)
  await approve(town, await newestApplication(town))
  const items = await town.database.one(sql`select count(*)::int as count from joining.screening`)
  assert.deepEqual(items, { count: screeningItem.options.length })
})

test('加盟申込: who works at a shop opens one of their own with the login that they have', async () => {
  await using town = await openTown()
  const seller = 'till@bakery.example.jp'
  await apply(town, seller)
  const storeNumber = await approve(town, await newestApplication(town))
  const mails = (await town.inboxOf(seller).all()).map(({ subject, text }) => [subject, text] as const)
  assert.match(mails.at(-1)?.[1] ?? '', /いつものログインのまま/)
  assert.ok(!mails.some(([subject]) => subject.includes('パスワードを決めて')))
  const shop = await town.signInStaff(seller)
  assert.equal((await shop.ask(readStaff)).role, 'till', 'where they work, at first')
  const { workplaces } = await shop.ask(listWorkplaces)
  const own = workplaces.find(({ number }) => number === storeNumber)
  assert.equal(own?.role, 'owner')
  await shop.ask(chooseWorkplace, { params: { storeId: own.storeId } })
  const me = await shop.ask(readStaff)
  assert.deepEqual([me.role, me.name, me.store.number], ['owner', goodForm.representative, storeNumber])
  const merchants = await town.database.one(sql`
    select count(distinct merchant_id)::int as count from merchants.store
    where number in (${storeNumber}, ${bakeryNumber})`)
  assert.deepEqual(merchants, { count: 2 }, 'nothing of where they work is theirs')
})

test('加盟申込: who is taken on elsewhere while the office screens has both', async () => {
  await using town = await openTown()
  await apply(town, mail)
  const boss = await town.signInStaff(bakeryOwner.mail)
  await boss.ask(addStaffMember, { body: { id: makeId(), name: '紬 糸子', role: 'till', mail } })
  await town.work()
  const token = (await town.inboxOf(mail).lastLink()).searchParams.get('token') ?? ''
  const shop = town.newClient()
  await shop.ask(acceptStaffInvitation, { body: { token, password: 'ito-wo-tsumugu-2026' } })
  const storeNumber = await approve(town, await newestApplication(town))
  const { workplaces } = await shop.ask(listWorkplaces)
  assert.deepEqual(
    workplaces.map(({ number, role }) => [number, role]),
    [
      [bakeryNumber, 'till'],
      [storeNumber, 'owner'],
    ],
  )
})

test('加盟申込: who works at no shop any more opens one of their own with the address that they had', async () => {
  await using town = await openTown()
  const former = 'till@bakery.example.jp'
  const boss = await town.signInStaff(bakeryOwner.mail)
  const { members } = await boss.ask(listStaffMembers)
  await boss.ask(endStaffMember, { params: { id: members.find((each) => each.mail === former)?.id ?? '' } })
  await apply(town, former)
  const storeNumber = await approve(town, await newestApplication(town))
  const token = (await linkIn(town, former, 'パスワードを決めて')).searchParams.get('token') ?? ''
  const shop = town.newClient()
  await shop.ask(acceptStaffInvitation, { body: { token, password: 'ito-wo-tsumugu-2026' } })
  const me = await shop.ask(readStaff)
  assert.deepEqual([me.role, me.store.number], ['owner', storeNumber])
})

test('加盟申込: a draft that nobody touches is forgotten, and one that was sent is not', async () => {
  await using town = await openTown()
  await apply(town, mail)
  const token = await begin(town, 'idle@example.jp')
  await town.newClient().ask(addDocument, { body: fileOf(token) })
  town.clock.advance({ days: 91 })
  await town.runTask('joining.forget')
  const left = await town.database.many(sql`
    select mail from joining.application where mail <> ${waitingApplication.mail}`)
  assert.deepEqual(left, [{ mail }])
  const files = await town.database.one(sql`
    select count(*)::int as count from joining.document d join joining.application a on a.id = d.application_id
    where a.mail in (${mail}, 'idle@example.jp')`)
  assert.deepEqual(files, { count: 1 })
  await town.newClient().ask(startApplication, { body: { mail: 'idle@example.jp' } })
})
