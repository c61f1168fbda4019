// The part of the seed that is about the town itself: settings, documents, stores, banks of the country.
import { createRequire } from 'node:module'
import { searchKey } from '#contract/kana.ts'
import { readOpening } from '#contract/opening-hours.ts'
import { type Queries, sql } from '#server/lib/database.ts'
import { seedId } from '../../seed/id.ts'
import { categories, merchants, stores, wards } from '../../seed/stores.ts'
import { town } from '../../seed/town.ts'

/** When the seeded town opened; its settings, documents and campaign hold from here. */
export const openedAt = new Date('2026-04-01T00:00:00+09:00')

type Branch = { code: string; name: string; kana: string }
type Institution = Branch & { branches: Record<string, Branch> }
// Required, not imported: the package is CommonJS and has no types.
const institutions = createRequire(import.meta.url)('zengin-code') as Record<string, Institution>

/** Writes the settings, the legal documents and the campaign of the town. */
export async function seedTown(tx: Queries): Promise<void> {
  const { limits, currencies, municipality } = town
  const settings = {
    payment_max: limits.paymentMax,
    payment_day: limits.paymentDay,
    top_up_min: limits.chargeMin,
    top_up_max: limits.chargeMax,
    top_up_day: limits.chargeDay,
    top_up_month: limits.chargeMonth,
    balance_cap: limits.balanceCap,
    top_up_first_day: limits.chargeFirstDay,
    gift_max: limits.giftMax,
    gift_month: limits.giftMonth,
    own_account: town.ownAccount,
    town: {
      name: town.name,
      appName: town.appName,
      coinName: currencies.coin.name,
      pointsName: currencies.points.name,
      cardAppName: town.cardApp.name,
      atmName: town.atm.name,
      otherNames: town.otherNames,
      wards: wards.map(({ name }) => name),
      addressPrefix: municipality.addressPrefix,
      excludedGoods: town.excludedGoods.map(({ name }) => name),
    },
  }
  const values = Object.values(settings).map((value) => JSON.stringify(value))
  await tx.run(sql`
    insert into town.setting (name, valid_from, value)
    select name, ${openedAt}, value
    from unnest(${Object.keys(settings)}::text[], ${values}::jsonb[]) as s(name, value)`)
  for (const [source, payer] of Object.entries(town.lumpSumPayers))
    await tx.run(sql`update reconciliation.source set payer = ${payer} where name = ${source}`)
  // The demo town takes cards and cash from its first day on.
  await tx.run(sql`
    update reconciliation.source set starts_on = (now() at time zone 'Asia/Tokyo')::date
    where name in ('card', 'atm')`)
  for (const { kind, version, title, paragraphs, effectiveOn } of town.documents) {
    await tx.run(sql`
      insert into residents.document (kind, version, title, paragraphs, valid_from)
      values (${kind}, ${version}, ${title}, ${JSON.stringify(paragraphs)}, ${`${effectiveOn}T00:00:00+09:00`})`)
  }
  const { basisPoints, when } = town.chargeBonus
  await tx.run(sql`
    insert into campaigns.campaign
      (id, kind, name, basis_points, grant_when, expiry_months, starts_at, made_at, started_at, funding)
    values (${seedId('campaign:top-up')}, 'top_up', 'チャージボーナス', ${basisPoints}, ${when},
            ${town.pointsExpiry.monthsAhead}, ${openedAt}, ${openedAt}, ${openedAt}, 'town')`)
}

/** Writes the member stores with their merchants, trades and ledger accounts. */
export async function seedStores(tx: Queries): Promise<void> {
  await tx.run(sql`
    insert into merchants.merchant (id, name, created_at)
    select id, name, ${openedAt}
    from unnest(${merchants.map(({ id }) => id)}::uuid[], ${merchants.map(({ name }) => name)}::text[]) as m(id, name)`)
  await tx.run(sql`
    insert into merchants.category (code, name, position)
    select code, name, position
    from unnest(${categories.map(({ code }) => code)}::text[], ${categories.map(({ name }) => name)}::text[])
      with ordinality as c(code, name, position)`)
  const rows = stores.map((store) => ({
    ...store,
    merchant_id: store.merchantId,
    accepts_points: store.acceptsPoints,
    excluded_goods: store.excludedGoods,
    ...openingColumns(store.hours),
    search: [store.name, store.kana, store.address].map(searchKey).join(' '),
  }))
  await tx.run(sql`
    insert into merchants.store (id, merchant_id, number, name, kana, search, category, ward, address, phone, hours,
                                 opens_at, closes_at, closed_on, on_holidays, accepts_points, excluded_goods, latitude,
                                 longitude)
    select id, merchant_id, number, name, kana, search, category, ward, address, phone, hours,
           opens_at, closes_at, closed_on, on_holidays, accepts_points, excluded_goods, latitude, longitude
    from jsonb_populate_recordset(null::merchants.store, ${JSON.stringify(rows)})`)
  await tx.run(sql`select ledger.open_account(id, 'store') from merchants.store`)
}

function openingColumns(hours: string) {
  const opening = readOpening(hours)
  return {
    ...{ opens_at: opening?.opensAt ?? null, closes_at: opening?.closesAt ?? null },
    closed_on: opening?.closedOn ?? [],
    // No sign of the seed has hours of its own for holidays.
    on_holidays: opening?.onHolidays === 'closed' ? 'closed' : 'usual',
  }
}

/** Writes every institution and branch of the Zengin list; the town's featured ones in its order. */
export async function seedBanks(tx: Queries): Promise<void> {
  const banks = Object.values(institutions).map(({ code, name, kana }) => {
    const full = fullName(name)
    const position = (town.featuredBankCodes as readonly string[]).indexOf(code)
    const search = [full, name, kana, code].map(searchKey).join(' ')
    return { code, name: full, kana, search, featured: position === -1 ? null : position + 1 }
  })
  await tx.run(sql`
    insert into bank_accounts.bank (code, name, kana, search, featured)
    select code, name, kana, search, featured
    from jsonb_populate_recordset(null::bank_accounts.bank, ${JSON.stringify(banks)})`)
  const branches = Object.values(institutions).flatMap((bank) =>
    Object.values(bank.branches).map((branch) => ({ ...branch, bank: bank.code })),
  )
  await tx.run(sql`
    insert into bank_accounts.branch (bank_code, code, name, kana)
    select * from unnest(
      ${branches.map(({ bank }) => bank)}::text[], ${branches.map(({ code }) => code)}::text[],
      ${branches.map(({ name }) => name)}::text[], ${branches.map(({ kana }) => kana)}::text[])`)
}

/** The list has short names; people look for what stands on the sign. */
function fullName(short: string): string {
  if (short.endsWith('信金')) return short.replace(/信金$/, '信用金庫')
  if (short.endsWith('信組')) return short.replace(/信組$/, '信用組合')
  return /(農協|信連|労金|漁連|漁協|金庫|中金|中央)$/.test(short) ? short : `${short}銀行`
}
