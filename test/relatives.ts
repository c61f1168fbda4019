// 家族のお手伝い in tests: a helper shows a code, and the relative agrees.
import { showRelativesCode } from '#contract/payment-codes.ts'
import { agreeToHelp, beginHelpAtDesk, showHelperCode } from '#contract/relatives.ts'
import { requestRelativesTopUp } from '#contract/top-ups.ts'
import { makeId } from '#server/lib/id.ts'
import { bankAccountIdOf } from '../bin/lib/seed-people.ts'
import type { Client } from './client.ts'
import { fill } from './paper-cards.ts'
import { personOf, phoneOf } from './people.ts'
import { openTown, type Town } from './town.ts'

export const usualCaps = { perDay: 3000, perMonth: 8000 }

/** Lets one resident help another; gives the id of the help and the code by which it came to be. */
export async function beginHelp(
  helper: Client,
  relative: Client,
  caps: { perDay: number; perMonth: number } = usualCaps,
): Promise<{ id: string; code: string }> {
  const { code } = await helper.ask(showHelperCode)
  const id = makeId()
  await relative.ask(agreeToHelp, { body: { id, code, ...caps } })
  return { id, code }
}

/** Hanako helps Aoi, who has some coin to be spent. */
export async function openPair() {
  const town = await openTown()
  await fill(town, personOf('aoi').id, 5000)
  return { town, hanako: await town.signIn('hanako'), aoi: await town.signIn('aoi') }
}

/** The text of a code that pays out of a relative's wallet. */
export const codeFor = async (helper: Client, id: string) =>
  (await helper.ask(showRelativesCode, { params: { id }, body: { tender: 'coin' } })).code
/** What a till asks for. */
export const charge = (code: string, amount: number, id = makeId()) => ({ body: { id, code, amount } })

/** Hanako charges for a relative, as far as the passcode. */
export async function requestFor(town: Town, helper: Client, helpId: string, amount: number, id = makeId()) {
  const bankAccountId = bankAccountIdOf(personOf('hanako'))
  const params = { id: helpId }
  const asked = await helper.ask(requestRelativesTopUp, { params, body: { id, bankAccountId, amount } })
  return { id, asked, code: await town.phoneOf(phoneOf(personOf('hanako'))).lastCode() }
}

/** Lets a resident help the holder of a printed card, at the desk. */
export async function beginHelpWithCard(
  helper: Client,
  clerk: Client,
  card: string,
  pin: string,
): Promise<void> {
  const { code: helperCode } = await helper.ask(showHelperCode)
  const relative = { by: 'card' as const, code: card, pin }
  await clerk.ask(beginHelpAtDesk, { body: { id: makeId(), helperCode, relative, ...usualCaps } })
}
