// A small book that is right: one resident, one store, and each kind of posting at least once, a refund when asked.
import { accounts, giveBack, openAccount, post } from '#server/ledger/post.ts'
import { type Database, sql } from '#server/lib/database.ts'
import { addDays, dayOf } from '#server/lib/day.ts'
import { makeId } from '#server/lib/id.ts'

export type SmallBook = {
  resident: string
  store: string
  staff: string
  operator: string
  /** The postings, oldest first. */
  topUp: string
  bonus: string
  /** 500 points that run out before the bonus does, granted after it: the axis was laid anew for them. */
  grant: string
  payment: string
  lapse: string
  today: string
}

/**
 * Writes the book with the owner's rights. What is left of 10,000 coin and 300 + 500 points after a payment
 * of 2,000 coin and 400 points, and after 70 points that ran out: 8,000 coin, 100 points of the grant and all of
 * the bonus.
 */
export async function writeSmallBook(database: Database, now = new Date()): Promise<SmallBook> {
  const today = dayOf(now)
  const people = await writePeople(database, now)
  const { resident, store } = people
  const occurredAt = now
  const topUp = await writeTopUp(database, { resident, amount: 10_000, state: 'succeeded', now })
  const bonus = await grantBonus(database, resident, topUp)
  const give = async (amount: number, expiresOn: string) => {
    const id = makeId()
    const lot = { expiresOn, funding: 'city' }
    const transfers = [
      { from: accounts.pointsIssued, to: resident, currency: 'points' as const, amount, lot },
    ]
    await post(database, [{ id, owner: resident, kind: 'grant', occurredAt, transfers }])
    return id
  }
  const grant = await give(500, addDays(today, 45))
  const payment = makeId()
  await post(database, [
    {
      id: payment,
      owner: resident,
      kind: 'payment',
      via: 'store_code',
      occurredAt,
      transfers: [
        { from: resident, to: store, currency: 'coin', amount: 2000 },
        { from: resident, to: store, currency: 'points', amount: 400 },
      ],
    },
  ])
  await give(70, addDays(today, -1))
  await database.one(sql`select ledger.lapse(${[resident]}::uuid[], ${today}::date)`)
  const { lapse } = await database.one<{ lapse: string }>(
    sql`select id as lapse from ledger.posting where owner = ${resident} and kind = 'lapse'`,
  )
  return { ...people, topUp, bonus, grant, payment, lapse, today }
}

async function writePeople(database: Database, now: Date) {
  const [resident, store, staff, operator, merchant] = [makeId(), makeId(), makeId(), makeId(), makeId()]
  await database.run(sql`
    insert into residents.resident (id, family_kana, given_kana, created_at)
    values (${resident}, 'サイタマ', 'ハナコ', ${now})`)
  await database.run(sql`
    insert into sign_in.login
      (id, audience, subject, mail, password_hash, mail_verified_at, phone, created_at)
    values (${makeId()}, 'resident', ${resident}, 'Hanako@example.jp', '-', ${now}, '+816099990001', ${now})`)
  await database.run(sql`insert into merchants.category (code, name, position) values ('bakery', 'パン', 1)`)
  await database.run(sql`
    insert into merchants.merchant (id, name, created_at) values (${merchant}, 'さくら製パン', ${now})`)
  await database.run(sql`
    insert into merchants.store
      (id, merchant_id, number, name, kana, search, category, ward, address, phone, hours, accepts_points,
       latitude, longitude)
    values (${store}, ${merchant}, '130107', 'さくらベーカリー', 'サクラベーカリー',
      'サクラベカリ吉敷町', 'bakery', '大宮区', '吉敷町99-7', '048-000-1307', '7:30〜19:00', true, 35.9, 139.6)`)
  await database.run(sql`
    insert into merchants.staff (id, store_id, name, role) values (${staff}, ${store}, '佐藤', 'till')`)
  await database.run(sql`insert into operators.operator (id, name) values (${operator}, '事務局')`)
  await database.run(sql`
    insert into bank_accounts.bank (code, name, kana, search) values ('0017', '埼玉銀行', 'サイタマ', 'サイタマ')`)
  await database.run(sql`
    insert into campaigns.campaign
      (id, kind, name, basis_points, grant_when, expiry_months, starts_at, started_at, funding)
    values (${makeId()}, 'top_up', 'チャージ特典', 300, 'at_once', 6,
      ${now}::timestamptz - interval '1 day', ${now}, 'city')`)
  await openAccount(database, resident, 'wallet')
  await openAccount(database, store, 'store')
  return { resident, store, staff, operator }
}

type NewTopUp = { resident: string; amount: number; state: string; now: Date }

/** A top-up from an account at 埼玉銀行, posted when it has succeeded; gives its id. */
export async function writeTopUp(database: Database, topUp: NewTopUp): Promise<string> {
  const { resident, amount, state, now } = topUp
  const [id, bankAccount] = [makeId(), makeId()]
  await database.run(sql`
    insert into bank_accounts.bank_account (id, resident_id, bank_code, state, started_at)
    values (${bankAccount}, ${resident}, '0017', 'linked', ${now})`)
  await database.run(sql`
    insert into top_ups.top_up
      (id, posting_id, resident_id, bank_account_id, amount, state, attention, requested_at, confirmed_at, settled_at)
    values (${id}, ${id}, ${resident}, ${bankAccount}, ${amount}, ${state},
      ${state === 'needs_attention' ? 'no_answer' : null}, ${now},
      ${state === 'awaiting_passcode' ? null : now}, ${now})`)
  if (state === 'succeeded') {
    const transfers = [{ from: accounts.bankClearing, to: resident, currency: 'coin' as const, amount }]
    await post(database, [{ id, owner: resident, kind: 'top_up', occurredAt: now, transfers }])
  }
  return id
}

/** Grants what the town's one campaign gives for a top-up; gives the id of the bonus. */
export async function grantBonus(database: Database, resident: string, topUp: string): Promise<string> {
  await database.one(
    sql`select campaigns.grant_bonuses(${[topUp]}::uuid[], ${[resident]}::uuid[], 'at_once')`,
  )
  const { id } = await database.one<{ id: string }>(
    sql`select id from ledger.posting where owner = ${resident} and caused_by = ${topUp}`,
  )
  return id
}

/** Gives back 2,000 coin and 150 of the 400 points of the small book's payment; gives the id of the refund. */
export async function writeRefund(
  database: Database,
  { resident, store, staff, payment, grant }: SmallBook,
): Promise<string> {
  const id = makeId()
  await database.transact(async (tx) => {
    await tx.run(sql`
      insert into payments.refund
        (id, payment_id, payer_id, store_id, staff_id, coin, points, reason, refunded_at)
      values (${id}, ${payment}, ${resident}, ${store}, ${staff}, 2000, 150, '返品', now())`)
    await giveBack(tx, {
      ...{ id, owner: resident, kind: 'refund', causedBy: payment, occurredAt: new Date(), from: store },
      ...{ coin: 2000, points: 150, lots: [{ lot: grant, points: 150 }], renewedUntil: null },
    })
  })
  return id
}
