// stories: identity
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCardCheck } from '#contract/identity.ts'
import { changeProfile, readMe } from '#contract/residents.ts'
import { sql } from '#server/lib/database.ts'
import { runCampaign } from '../campaigns.ts'
import { register, registerWithAccount, showCard, topUp } from '../steps.ts'
import { openTown, type Town } from '../town.ts'

/** A town whose provider tells the name as it sounds besides what the card has. */
const openTownWithKana = () => openTown({ environment: { MYNA_SCOPE: 'openid name kana address birthdate' } })

test('お客さま情報: a name in kana that comes with the card fills an empty profile', async () => {
  await using town = await openTownWithKana()
  const resident = await register(town)
  await emptyProfile(town, resident.id)
  assert.equal((await showCard(town, resident, 'hanako')).state, 'passed')
  const { familyKana, givenKana } = await resident.client.ask(readMe)
  assert.deepEqual([familyKana, givenKana], ['サイタマ', 'ハナコ'])
})

test('お客さま情報: another name than the card’s ends the check, and once it is changed the card passes', async () => {
  await using town = await openTownWithKana()
  const resident = await register(town)
  const { client } = resident
  await client.ask(changeProfile, { body: { familyKana: 'オオミヤ', givenKana: 'ユカ' } })
  const differs = await showCard(town, resident, 'yoko')
  assert.deepEqual([differs.state, differs.reason], ['failed', 'name_differs'])
  const me = await client.ask(readMe)
  assert.deepEqual([me.proofs.card, me.residency, me.familyKana], [false, null, 'オオミヤ'])
  await client.ask(changeProfile, { body: { familyKana: 'うらわ', givenKana: 'ﾖｰｺ' } })
  assert.equal((await showCard(town, resident, 'yoko')).state, 'passed', 'ヨーコ sounds like ヨウコ')
  assert.equal((await client.ask(readMe)).givenKana, 'ヨーコ', 'what the resident wrote stays')
})

test('お客さま情報: a card that belongs to another account fills nothing', async () => {
  await using town = await openTownWithKana()
  const [first, second] = [await register(town), await register(town)]
  await Promise.all([emptyProfile(town, first.id), emptyProfile(town, second.id)])
  await showCard(town, first, 'taro')
  assert.equal((await showCard(town, second, 'taro')).reason, 'card_used_elsewhere')
  assert.equal((await second.client.ask(readMe)).familyKana, null)
})

test('市内にお住まい: known from the day of the card check, too old after the months of the town, and new again', async () => {
  await using town = await openTown()
  await town.database.run(sql`
    insert into town.setting (name, valid_from, value) values ('residency_months', now() - interval '1 day', '6')`)
  await runCampaign(town, { name: '市民', onlyInTown: true })
  const resident = await registerWithAccount(town, { card: 'sakura', number: '1234567' })
  const residency = async () => (await resident.client.ask(readMe)).residency
  const first = await residency()
  const { checkedAt } = await resident.client.ask(readCardCheck)
  assert.equal(Date.parse(first?.confirmedAt ?? ''), Date.parse(checkedAt ?? ''))
  assert.deepEqual([first?.inTown, first?.lapsed], [true, false])
  assert.equal(await why(town, resident), null)

  await confirmEarlier(town, resident.id, '6 months')
  assert.deepEqual([(await residency())?.inTown, (await residency())?.lapsed], [true, true])
  assert.equal((await resident.client.ask(readMe)).proofs.card, true, 'who it is stays known')
  assert.equal(await why(town, resident), 'not_in_town')

  assert.equal((await showCard(town, resident, 'sakura')).state, 'passed')
  assert.equal((await residency())?.lapsed, false)
  assert.equal(await why(town, resident), null)
})

test('市内にお住まい: outside of the town there is nothing to lapse', async () => {
  await using town = await openTown()
  const resident = await register(town)
  await showCard(town, resident, 'jiro')
  await confirmEarlier(town, resident.id, '5 years')
  const { residency } = await resident.client.ask(readMe)
  assert.deepEqual([residency?.inTown, residency?.lapsed], [false, false])
})

test('お客さま情報: a name that the card has told is changed by the card alone', async () => {
  await using town = await openTownWithKana()
  const resident = await register(town)
  const { client } = resident
  const change = (familyKana: string, givenKana: string) => ({ body: { familyKana, givenKana } })
  await client.ask(changeProfile, change('ウラワ', 'ヨーコ'))
  assert.equal((await client.ask(readMe)).nameFromCard, false)
  await showCard(town, resident, 'yoko')
  assert.equal((await client.ask(readMe)).nameFromCard, true)
  assert.equal(await client.refused(changeProfile, change('オオミヤ', 'タロウ')), 'name_from_card')
  const respelt = await client.ask(changeProfile, change('うらわ', 'ようこ'))
  assert.equal(respelt.givenKana, 'ヨウコ', 'another way to write the same sound is no other name')

  // Married: what the account says is not what the card says now.
  await town.database.run(sql`
    update residents.resident set family_kana = 'オオミヤ' where id = ${resident.id}`)
  assert.equal((await showCard(town, resident, 'yoko')).state, 'passed')
  assert.equal((await client.ask(readMe)).familyKana, 'ウラワ')
})

test('お客さま情報: of a card check and a change at the same moment, the card has the last word', async () => {
  await using town = await openTownWithKana()
  for (const card of ['hanako', 'taro', 'aoi']) {
    const resident = await register(town)
    const body = { familyKana: 'ベツノ', givenKana: 'ヒト' }
    const [check] = await Promise.all([
      showCard(town, resident, card),
      resident.client.call(changeProfile, { body }),
    ])
    const me = await resident.client.ask(readMe)
    // Either the card came first, and the name is its own, or the name did, and the card is another person's.
    assert.deepEqual(
      [me.nameFromCard, me.familyKana === body.familyKana],
      check.state === 'passed' ? [true, false] : [false, true],
    )
  }
})

test('お客さま情報: where the card tells no kana, the name stays the resident’s to write', async () => {
  await using town = await openTown()
  const resident = await register(town)
  await showCard(town, resident, 'yoko')
  const body = { familyKana: 'ウラワ', givenKana: 'ヨウコ' }
  const changed = await resident.client.ask(changeProfile, { body })
  assert.deepEqual([changed.nameFromCard, changed.familyKana], [false, 'ウラワ'])
})

async function emptyProfile(town: Town, residentId: string): Promise<void> {
  await town.database.run(
    sql`update residents.resident set family_kana = null, given_kana = null where id = ${residentId}`,
  )
}

/** Lets the newest card check lie longer ago. */
async function confirmEarlier(town: Town, residentId: string, ago: string): Promise<void> {
  await town.database.run(
    sql`update identity.card set passed_at = passed_at - ${ago}::interval where resident_id = ${residentId}`,
  )
}

/** Why a top-up brings this resident nothing from the campaign for people of the town; null where it does. */
async function why(town: Town, resident: Awaited<ReturnType<typeof registerWithAccount>>) {
  const { bonus } = await topUp(town, resident, 1000)
  return bonus.parts.find(({ name }) => name === '市民')?.because
}
