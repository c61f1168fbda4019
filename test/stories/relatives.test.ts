// stories: relatives, paper-cards, top-ups, payments
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listNotices } from '#contract/notices.ts'
import { readPaperCard } from '#contract/paper-cards.ts'
import { chargePayerCode, readPayerCode, showRelativesCode } from '#contract/payment-codes.ts'
import {
  agreeToHelp,
  beginHelpAtDesk,
  changeHelp,
  decideHelp,
  endHelpAtDesk,
  endHelper,
  endRelative,
  findHelper,
  findHelps,
  listRelatives,
  listWaitingHelps,
  showHelperCode,
} from '#contract/relatives.ts'
import {
  confirmTopUp,
  readRelativesTopUpTerms,
  readTopUp,
  requestRelativesTopUp,
  resendTopUpPasscode,
} from '#contract/top-ups.ts'
import { listHistory, listRelativesHistory, readRelativesWallet, readWallet } from '#contract/wallets.ts'
import { sql } from '#server/lib/database.ts'
import { dayOf } from '#server/lib/day.ts'
import { makeId, timeOfId } from '#server/lib/id.ts'
import { bankAccountIdOf } from '../../bin/lib/seed-people.ts'
import type { Client } from '../client.ts'
import { fill, issue, openDesk, receive, umePin } from '../paper-cards.ts'
import { personOf } from '../people.ts'
import { beginHelp, charge, codeFor, openPair, requestFor, usualCaps } from '../relatives.ts'
import { register } from '../steps.ts'
import type { Town } from '../town.ts'

const kanaOf = (key: string) => `${personOf(key).familyKana} ${personOf(key).givenKana}`
const coinOf = async (client: Client) => (await client.ask(readWallet)).coin
const till = (town: Town) => town.signInStaff('till@bakery.example.jp')

test('お手伝い: agreed by code, seen, charged from the helper’s account, paid within the caps, and told', async () => {
  const { town, hanako, aoi } = await openPair()
  await using _ = town
  const shown = await hanako.ask(showHelperCode)
  assert.ok(shown.code.startsWith(`${town.origin}/family/agree#`))
  assert.deepEqual(await aoi.ask(findHelper, { body: { code: shown.digits } }), { name: kanaOf('hanako') })
  const wish = { body: { id: makeId(), code: shown.code, ...usualCaps } }
  await aoi.ask(agreeToHelp, wish)
  town.clock.advance({ minutes: 5 })
  await aoi.ask(agreeToHelp, wish)
  const { id } = wish.body
  const [mine] = (await hanako.ask(listRelatives)).relatives
  assert.deepEqual([mine?.id, mine?.name, mine?.perDay, mine?.stopped], [id, kanaOf('aoi'), 3000, false])
  const [theirs] = (await aoi.ask(listRelatives)).helpers
  assert.deepEqual([theirs?.id, theirs?.name], [id, kanaOf('hanako')])

  const params = { id }
  const [before, own] = [await coinOf(aoi), await coinOf(hanako)]
  assert.equal((await hanako.ask(readRelativesWallet, { params })).coin, before)
  const begun = await requestFor(town, hanako, id, 5000)
  assert.deepEqual(begun.asked.help, { helper: kanaOf('hanako'), relative: kanaOf('aoi'), mine: true })
  const confirmation = { params: { id: begun.id }, body: { code: begun.code } }
  assert.equal(await aoi.refused(confirmTopUp, confirmation), 'not_found', 'who pays confirms')
  assert.equal((await hanako.ask(confirmTopUp, confirmation)).state, 'succeeded')
  await town.work()
  assert.deepEqual([await coinOf(aoi), await coinOf(hanako)], [before + 5000, own])
  assert.equal((await aoi.ask(readWallet)).plannedPoints + (await aoi.ask(readWallet)).points >= 150, true)
  const order = (await town.bank.orders()).find(({ orderId }) => orderId === begun.id)
  assert.deepEqual([order?.amount, order?.captures], [5000, 1])
  const seen = await aoi.ask(readTopUp, { params: { id: begun.id } })
  assert.deepEqual([seen.sourceName, seen.lastDigits, seen.help?.mine], [kanaOf('hanako'), null, false])
  assert.equal((await hanako.ask(readTopUp, { params: { id: begun.id } })).coinAfter, null)

  const staff = await till(town)
  const code = await hanako.ask(showRelativesCode, { params, body: { tender: 'coin' } })
  const bread = charge(code.code, 700)
  const paid = await staff.ask(chargePayerCode, bread)
  assert.deepEqual(await staff.ask(chargePayerCode, bread), paid)
  assert.equal((await hanako.ask(readPayerCode, { params: { id: code.id } })).paymentId, paid.id)
  assert.equal(await aoi.refused(readPayerCode, { params: { id: code.id } }), 'not_found')
  assert.deepEqual([await coinOf(aoi), await coinOf(hanako)], [before + 4300, own])
  await town.work()
  for (const [items, whose] of [
    [(await aoi.ask(listHistory, { query: {} })).items, 'the relative’s'],
    [(await hanako.ask(listRelativesHistory, { params, query: {} })).items, 'as the helper sees it'],
  ] as const) {
    const helped = items.filter(({ helper }) => helper === kanaOf('hanako'))
    assert.deepEqual(
      helped.map(({ kind }) => kind),
      ['payment', 'top_up'],
      whose,
    )
  }
  await assertFiltered(hanako, { id, paid: paid.id })
  const told = (await aoi.ask(listNotices, { query: {} })).notices.map((notice) => notice.told)
  const events = told.flatMap((each) => (each.kind === 'helper' ? [[each.event, each.amount]] : []))
  assert.deepEqual(
    events.toSorted(),
    [
      ['began', null],
      ['paid', 700],
      ['topped_up', 5000],
    ].toSorted(),
  )
  const [spent] = (await aoi.ask(listRelatives)).helpers
  assert.deepEqual([spent?.spentToday, spent?.spentThisMonth], [700, 700])
  const csv = await aoi.download('/api/me/history.csv')
  assert.ok(csv.bytes.toString().includes(kanaOf('hanako')))
})

/** The helper looks through the relative's history as through the own one. */
async function assertFiltered(helper: Client, { id, paid }: { id: string; paid: string }): Promise<void> {
  const ask = async (query: { group?: 'payments' | 'top_ups'; month?: string }) =>
    (await helper.ask(listRelativesHistory, { params: { id }, query })).items
  const kinds = new Set((await ask({ group: 'payments' })).map(({ kind }) => kind))
  assert.deepEqual([...kinds], ['payment'])
  const month = dayOf(timeOfId(paid)).slice(0, 7)
  assert.ok((await ask({ month })).some((item) => item.id === paid))
  assert.deepEqual(await ask({ group: 'top_ups', month: '2001-01' }), [])
}

test('お手伝い: to charge and to see only pays nothing; caps of a day, of a month, and of the town', async () => {
  const { town, hanako, aoi } = await openPair()
  await using _ = town
  const staff = await till(town)
  const { id } = await beginHelp(hanako, aoi, { perDay: 0, perMonth: 0 })
  const params = { id }
  const show = { params, body: { tender: 'coin' as const } }
  assert.equal(await hanako.refused(showRelativesCode, show), 'relative_cannot')
  const wrong = { params, body: { perDay: 10_001, perMonth: 50_000 } }
  assert.equal(await aoi.refused(changeHelp, wrong), 'help_caps_wrong')
  assert.equal(
    await hanako.refused(changeHelp, { params, body: usualCaps }),
    'not_found',
    'the relative decides',
  )
  await aoi.ask(changeHelp, { params, body: { perDay: 1000, perMonth: 1500 } })
  const pay = async (amount: number, actId?: string) =>
    staff.call(chargePayerCode, charge(await codeFor(hanako, id), amount, actId))
  assert.equal((await pay(1001)).problem?.code, 'help_over_cap')
  assert.ok((await pay(600)).reply)
  const over = await pay(401)
  assert.deepEqual([over.problem?.code, over.problem?.facts], ['help_over_cap', { left: 400 }])
  assert.ok((await pay(400)).reply)
  // Agreed anew, the same two people have the same day.
  const { code } = await hanako.ask(showHelperCode)
  const again = { id: makeId(), code, perDay: 1000, perMonth: 1500 }
  await aoi.ask(agreeToHelp, { body: again })
  assert.equal((await hanako.ask(listRelatives)).relatives.length, 1)
  assert.equal(await hanako.refused(showRelativesCode, show), 'not_found', 'the old one has ended')
  const anew = await staff.call(chargePayerCode, charge(await codeFor(hanako, again.id), 1))
  assert.equal(anew.problem?.code, 'help_over_cap')
  const other = { body: { ...again, perDay: 900 } }
  assert.equal(await aoi.refused(agreeToHelp, other), 'help_exists_with_different_content')
})

test('お手伝い: either side ends it with the next request, and so does the desk', async () => {
  const { town, hanako, aoi } = await openPair()
  await using _ = town
  const staff = await till(town)
  const { clerk } = await openDesk(town)
  const enders = [
    (id: string) => aoi.ask(endHelper, { params: { id } }),
    (id: string) => hanako.ask(endRelative, { params: { id } }),
    (id: string) => clerk.ask(endHelpAtDesk, { params: { id }, body: { reason: 'ご本人の希望' } }),
  ]
  for (const end of enders) {
    const { id } = await beginHelp(hanako, aoi)
    const params = { id }
    const code = await codeFor(hanako, id)
    const begun = await requestFor(town, hanako, id, 1000)
    await end(id)
    await end(id)
    assert.equal(await staff.refused(chargePayerCode, charge(code, 100)), 'payer_cannot_pay')
    const confirmation = { params: { id: begun.id }, body: { code: begun.code } }
    assert.equal(await hanako.refused(confirmTopUp, confirmation), 'relative_cannot')
    assert.equal(await hanako.refused(resendTopUpPasscode, { params: { id: begun.id } }), 'relative_cannot')
    assert.equal(await hanako.refused(readRelativesWallet, { params }), 'not_found')
    assert.equal(await hanako.refused(listRelativesHistory, { params, query: {} }), 'not_found')
    assert.equal(await hanako.refused(readRelativesTopUpTerms, { params }), 'not_found')
    const body = { id: makeId(), bankAccountId: bankAccountIdOf(personOf('hanako')), amount: 1000 }
    assert.equal(await hanako.refused(requestRelativesTopUp, { params, body }), 'not_found')
    town.clock.advance({ minutes: 2 })
  }
  const [never] = [makeId()]
  assert.equal(await aoi.refused(endHelper, { params: { id: never } }), 'not_found')
  const missing = { params: { id: never }, body: { reason: 'x' } }
  assert.equal(await clerk.refused(endHelpAtDesk, missing), 'not_found')
})

test('お手伝い: not by a stale session or a new phone, nor of oneself, nor by guessing, nor for too many', async () => {
  const { town, hanako, aoi } = await openPair()
  await using _ = town
  const { code } = await hanako.ask(showHelperCode)
  const wish = (text: string, client: Client) =>
    client.refused(agreeToHelp, { body: { id: makeId(), code: text, ...usualCaps } })
  assert.equal(await wish(code, hanako), 'help_to_oneself')
  assert.equal(await hanako.refused(findHelper, { body: { code } }), 'help_to_oneself')
  const old = { id: '01890000-0000-7000-8000-000000000001', code, ...usualCaps }
  assert.equal(await aoi.refused(agreeToHelp, { body: old }), 'clock_off')
  const newcomer = (await register(town)).client
  assert.equal(await newcomer.refused(showHelperCode), 'identity_check_required')
  await town.database.run(sql`
    insert into relatives.help
      (id, helper_id, relative_id, code_hmac, per_day, per_month, agreed_by, asked_at, begun_at)
    select gen_random_uuid(), ${personOf('hanako').id}, r.id, '', 0, 0, 'phone', now(), now()
    from residents.resident r where r.id not in (${personOf('hanako').id}, ${personOf('aoi').id}) limit 5`)
  assert.equal(await wish(code, aoi), 'help_too_many')
  assert.equal(await hanako.refused(showHelperCode), 'help_too_many')
  assert.equal(await wish(code, await town.signIn('aoi')), 'help_new_device')
  const guesses = Array.from({ length: 50 }, (_each, n) => String(1_000_000_000 + n))
  const answers = await Promise.all(
    guesses.map((text) => newcomer.refused(findHelper, { body: { code: text } })),
  )
  assert.equal(answers.filter((each) => each === 'help_code_wrong').length, 5)
  assert.equal(answers.filter((each) => each === 'too_many_requests').length, 45)
  town.clock.advance({ minutes: 11 })
  assert.equal(await wish(code, aoi), 'step_up_required')
})

test('お手伝い: at the desk with card and PIN at once; a wrong PIN counts, and a repetition is one', async () => {
  const { town, hanako } = await openPair()
  await using _ = town
  const desk = await openDesk(town)
  const personId = await receive(desk)
  await fill(town, personId, 5000)
  const card = await issue(desk, personId)
  const { code: helperCode } = await hanako.ask(showHelperCode)
  const wish = (pin: string, text = card.code, helper = helperCode) => ({
    body: {
      id: makeId(),
      helperCode: helper,
      relative: { by: 'card' as const, code: text, pin },
      ...usualCaps,
    },
  })
  assert.equal(await desk.clerk.refused(beginHelpAtDesk, wish('1111')), 'paper_card_pin_wrong')
  assert.equal(await desk.clerk.refused(beginHelpAtDesk, wish(umePin, 'wifi:x')), 'paper_card_unknown')
  assert.equal(
    await desk.clerk.refused(beginHelpAtDesk, wish(umePin, card.code, '0000000000')),
    'help_code_wrong',
  )
  const right = wish(umePin)
  const begun = await desk.clerk.ask(beginHelpAtDesk, right)
  assert.deepEqual(begun, { state: 'live', helper: kanaOf('hanako'), relative: 'サイタマ ウメ' })
  assert.deepEqual(await desk.clerk.ask(beginHelpAtDesk, right), begun)
  const staff = await till(town)
  await staff.ask(chargePayerCode, charge(await codeFor(hanako, right.body.id), 900))
  const balance = await town.newClient().ask(readPaperCard, { body: { code: card.code, pin: umePin } })
  assert.deepEqual([balance.coin, balance.latest[0]?.helper], [4100, kanaOf('hanako')])
  const charged = await requestFor(town, hanako, right.body.id, 2000)
  const confirmation = { params: { id: charged.id }, body: { code: charged.code } }
  assert.equal((await hanako.ask(confirmTopUp, confirmation)).state, 'succeeded')
  const { helps } = await desk.clerk.ask(findHelps, { body: { residentId: personId } })
  assert.deepEqual(
    helps.map(({ helper, receivedBy }) => [helper, receivedBy !== null]),
    [[kanaOf('hanako'), true]],
  )
  for (const pin of ['1111', '2222', '3333']) await desk.clerk.refused(beginHelpAtDesk, wish(pin))
  assert.equal(await desk.clerk.refused(beginHelpAtDesk, wish(umePin)), 'paper_card_stopped')
})

test('お手伝い: by papers two people decide, for who is under age or has a guardian', async () => {
  const { town, hanako, aoi } = await openPair()
  await using _ = town
  const { clerk, second } = await openDesk(town)
  const { code: helperCode } = await hanako.ask(showHelperCode)
  const relative = {
    ...{ by: 'papers' as const, residentId: personOf('aoi').id, ground: 'parent' as const },
    documents: ['my_number_card' as const],
  }
  const body = { id: makeId(), helperCode, relative, perDay: 500, perMonth: 2000 }
  const nobody = { ...body, relative: { ...relative, residentId: makeId() } }
  assert.equal(await clerk.refused(beginHelpAtDesk, { body: nobody }), 'not_found')
  assert.equal((await clerk.ask(beginHelpAtDesk, { body })).state, 'waiting')
  assert.equal((await hanako.ask(listRelatives)).relatives.length, 0, 'nothing before a second person')
  const [waiting] = (await second.ask(listWaitingHelps)).helps
  assert.deepEqual([waiting?.id, waiting?.ground, waiting?.mine], [body.id, 'parent', false])
  const params = { id: body.id }
  const approve = { params, body: { decision: 'approved' as const } }
  assert.equal(await clerk.refused(decideHelp, approve), 'second_person_needed')
  await second.ask(decideHelp, approve)
  await second.ask(decideHelp, approve)
  const decline = { params, body: { decision: 'declined' as const } }
  assert.equal(await second.refused(decideHelp, decline), 'help_decided')
  assert.equal((await aoi.ask(listRelatives)).helpers[0]?.perDay, 500)
  const other = { ...body, id: makeId() }
  await clerk.ask(beginHelpAtDesk, { body: other })
  await clerk.ask(decideHelp, { params: { id: other.id }, body: decline.body })
  await clerk.ask(decideHelp, { params: { id: other.id }, body: decline.body })
  const late = { params: { id: other.id }, body: approve.body }
  assert.equal(await second.refused(decideHelp, late), 'help_decided')
  assert.equal(
    await second.refused(decideHelp, { params: { id: makeId() }, body: approve.body }),
    'not_found',
  )
})
