import type { Context } from '../context.ts'
import type { CardLook } from '../providers/card/port.ts'
import * as queries from './card-queries.ts'
import { minutesAtCompany, mustProve } from './card-rules.ts'

const allBrands = ['visa', 'mastercard', 'jcb', 'amex', 'diners', 'discover'] as const

/**
 * Opens the company's page, whose address it gives, or asks for money from the saved card; what was opened before is
 * looked at. Throws when the company does not answer about a page.
 */
export async function visitCompany(context: Context, known: queries.ByCard): Promise<CardLook | string> {
  if (known.ref !== null) return context.providers.card.look(known.ref)
  return known.cardId === null ? openPage(context, known) : askSaved(context, known, known.cardId)
}

async function openPage(context: Context, known: queries.ByCard): Promise<string> {
  const { database, providers } = context
  const rules = await queries.readCardRules(database, context.now())
  const asked = await commonOf(context, known)
  const page = await providers.card.openPage({
    ...asked,
    cancelUrl: `${asked.backUrl}?left=yes`,
    // The same however often it is asked, or the company would take the repetition for another request. Longer than
    // we wait, because the company opens no page for less than 30 minutes and the answer may have been lost before.
    endsAt: new Date(known.requestedAt.getTime() + 2 * minutesAtCompany * 60_000),
    offersSaving: (await queries.countSavedCards(database, known.residentId)) < rules.perPerson,
    refusedBrands: allBrands.filter((brand) => !rules.brands.includes(brand)),
  })
  await queries.keepReference(database, known.topUpId, page.ref)
  return page.url
}

async function askSaved(context: Context, known: queries.ByCard, cardId: string): Promise<CardLook> {
  const { database, providers } = context
  const now = context.now()
  const rules = await queries.readCardRules(database, now)
  const saved = await queries.findSavedCard(database, known.residentId, cardId, now)
  if (!saved) throw new Error('the saved card of a recorded top-up is gone')
  const secure = mustProve(saved, rules)
  const look = await providers.card.startSaved({
    ...(await commonOf(context, known)),
    ...{ cardRef: saved.ref, secure },
  })
  if (look.state !== 'unknown') await queries.keepReference(database, known.topUpId, look.ref)
  return look
}

async function commonOf(context: Context, { topUpId, residentId, amount }: queries.ByCard) {
  const coinName = await queries.readCoinName(context.database, context.now())
  const customerRef = await payerOf(context, residentId)
  const backUrl = `${context.config.origin}/top-ups/${topUpId}`
  return { topUpId, amount, customerRef, label: `${coinName}のチャージ`, backUrl }
}

async function payerOf(context: Context, residentId: string): Promise<string> {
  const known = await queries.findPayer(context.database, residentId)
  if (known) return known.ref
  const ref = await context.providers.card.addCustomer(residentId)
  return queries.keepPayer(context.database, { residentId, ref, at: context.now() })
}
