// A storm of repeats: answers are lost, and phones and tills send the same payment until they have one.
import { randomBytes } from 'node:crypto'
import { encodePayerCode } from '#contract/payer-code.ts'
import { readConfig } from '#server/config.ts'
import { type Database, sql } from '#server/lib/database.ts'
import { hashPayerCode, makeId } from '#server/lib/id.ts'
import type { HttpServer } from './http.ts'
import { countPayments, countThese } from './overload.ts'
import type { BenchTown } from './town.ts'

/** Yen of each payment; by phones 100 coin and 10 points, by tills whatever the wallet has, points first. */
const amount = 110

export type StormOutcome = {
  payments: number
  /** Answers that were lost, so that the same payment was sent again. */
  lostAnswers: number
  /** Acknowledged payments that are not in the books, and payments in the books that nobody acknowledged. */
  lost: number
  unasked: number
  /** Yen that left the wallets of all payers beyond what was acknowledged to them. */
  doubledYen: number
}

/**
 * Lets 30 % of the answers be lost: each of so many payments, half of them by phones and half by tills that have read
 * a code, is sent until its answer arrives, and is paid once. What was acknowledged is compared with what all wallets
 * lost meanwhile; nothing else may move them.
 */
export async function retryStorm(town: BenchTown, http: HttpServer, payments: number): Promise<StormOutcome> {
  const byPhone = Math.ceil(payments / 2)
  const byTill = payments - byPhone
  const charges = {
    codes: await showCodes(town, byTill),
    tills: await openTills(town, town.stores.slice(0, 10)),
  }
  const orders = {
    ...{ stores: town.stores.slice(0, 10), connections: Math.min(256, byTill), seconds: 0 },
    ...{ lost: 0.3, untilAcknowledged: true, tellIds: true },
  }
  const [heldBefore, countBefore] = [await readHeld(town.owner), await countPayments(town.owner)]
  const told = [
    await http.play({ ...orders, payments: byPhone }),
    await http.play({ ...orders, payments: byTill, charges }),
  ]
  const ids = told.flatMap((each) => each.ids)
  const [held, count] = [await readHeld(town.owner), await countPayments(town.owner)]
  const found = await countThese(town.owner, ids)
  return {
    payments: ids.length,
    lostAnswers: told.reduce((sum, each) => sum + each.lostAnswers, 0),
    lost: payments - found.there,
    unasked: count - countBefore - payments,
    doubledYen: heldBefore - held - payments * amount,
  }
}

/** Yen in all wallets, coin and points. */
async function readHeld(owner: Database): Promise<number> {
  const { held } = await owner.one<{ held: number }>(sql`
    select coalesce(sum(coin + points), 0)::bigint as held from ledger.wallet`)
  return held
}

/** Shows a code on each of so many phones, for five minutes; gives what a till reads. */
async function showCodes(town: BenchTown, count: number): Promise<string[]> {
  const { passcodeKey } = readConfig({ DATABASE_URL: town.postgres.url })
  const tokens = Array.from({ length: count }, () => randomBytes(16))
  const digits = tokens.map((_each, n) => String(n).padStart(20, '0'))
  await town.owner.run(sql`
    insert into payments.payer_code
      (id, resident_id, session_hash, token_hmac, digits_hmac, tender, shown_at, expires_at)
    select c.id, c.wallet, sha256(convert_to('bench-session-of-' || c.wallet, 'UTF8')), c.token, c.digits,
           'points_first', now(), now() + interval '5 minutes'
    from unnest(
      ${tokens.map(makeId)}::uuid[], ${town.wallets.slice(0, count)}::uuid[],
      ${tokens.map((token) => hashPayerCode(passcodeKey, { kind: 'token', token }))}::bytea[],
      ${digits.map((each) => hashPayerCode(passcodeKey, { kind: 'digits', digits: each }))}::bytea[])
      as c(id, wallet, token, digits)`)
  return tokens.map(encodePayerCode)
}

/** Signs somebody in at each of these stores; gives the cookies. */
async function openTills(town: BenchTown, stores: string[]): Promise<string[]> {
  const staff = stores.map(makeId)
  await town.owner.run(sql`
    with member as (
      insert into merchants.staff (id, store_id, name, role)
      select m.id, m.store, 'レジ', 'till' from unnest(${staff}::uuid[], ${stores}::uuid[]) as m(id, store)
      returning id
    ), login as (
      insert into sign_in.login (id, audience, subject, mail, password_hash, created_at)
      select id, 'staff', id, id || '@example.jp', '-', now() from member
      returning id
    )
    insert into sign_in.session (token_hash, audience, subject, login_id, started_at, expires_at)
    select sha256(convert_to('bench-till-of-' || id, 'UTF8')), 'staff', id, id, now(), now() + interval '1 day'
    from login`)
  return staff.map((id) => `bench-till-of-${id}`)
}
