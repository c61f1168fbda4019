// A check that cannot fail proves nothing: each one is shown a right book, and then one that is wrong.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from '#server/lib/database.ts'
import { openTestDatabase, type TestDatabase } from '../test/database.ts'
import { writeRefund, writeSmallBook } from '../test/small-book.ts'
import { runChecks } from '#server/operators/run-checks.ts'

const folder = join(import.meta.dirname, 'checks')

const earned = `campaigns.bonus_id('payment', :operator, :payment, owner)`
/** A campaign of 1 % for payments, what the payment of 2,000 coin was promised by it, and its grant. */
const paymentBonus = `
  insert into campaigns.campaign
    (id, kind, name, basis_points, grant_when, expiry_months, starts_at, started_at, funding)
  values (:operator, 'payment', 'x', 100, 'at_once', 6, '2020-01-01', '2020-01-01', 'city');
  insert into campaigns.promise select bucket, owner, id, :operator, 20, null, '2040-01-01', occurred_at, null, false
    from ledger.posting where id = :payment;
  insert into ledger.posting select bucket, owner, ${earned}, 'payment_bonus', 'x', id,
    occurred_at, posted_at from ledger.posting where id = :payment;
  insert into ledger.transfer select bucket, owner, ${earned}, 'points',
    '00000000-0000-7000-8000-000000000002', owner, 20, 1000, null, posted_at from ledger.posting where id = :payment;
  insert into ledger.lot select bucket, owner, ${earned}, 20, '2040-01-01', 'city'
    from ledger.posting where id = :payment`

/** What somebody with all rights and bad luck could do to the book; at least one for each check. */
const damages: Record<string, string[]> = {
  'postings-and-transfers-belong-together': [
    `delete from ledger.transfer where posting = :payment`,
    `delete from ledger.posting where id = :payment`,
    `update ledger.transfer set posted_at = posted_at - interval '1 day' where posting = :payment`,
    `update ledger.posting set kind = 'grant' where id = :payment`,
    `delete from ledger.movement where kind = 'lapse'`,
    `update ledger.transfer set to_account = gen_random_uuid() where posting = :payment`,
    `insert into ledger.movement (kind, from_type, to_type, currency) values ('payment', 'wallet', 'wallet', 'coin');
     insert into ledger.account (id, type) values ('00000000-0000-7000-8000-0000000000ff', 'wallet');
     update ledger.transfer set to_account = '00000000-0000-7000-8000-0000000000ff'
     where posting = :payment and currency = 'coin'`,
    `insert into ledger.account (id, type) values ('00000000-0000-7000-8000-0000000000ff', 'wallet');
     update ledger.transfer set from_account = '00000000-0000-7000-8000-0000000000ff' where posting = :payment`,
  ],
  'no-points-in-coin-accounts': [
    `update ledger.movement set currency = 'points' where from_type = 'bank_clearing'`,
    `update ledger.movement set currency = 'coin' where kind = 'grant'`,
  ],
  'every-wallet-account-keeps-balances': [
    `delete from ledger.wallet`,
    `delete from ledger.account where id = :resident`,
  ],
  'every-resident-and-store-has-an-account': [
    `delete from ledger.account where id = :resident`,
    `delete from ledger.account where id = :store`,
  ],
  'kept-balances-equal-transfers': [
    `update ledger.wallet set coin = coin + 1`,
    `update ledger.wallet set points = points + 1`,
    `update ledger.wallet set coin_out = coin_out + 1`,
    `update ledger.wallet set points_out = points_out + 1`,
    `delete from ledger.transfer`,
  ],
  'kept-spending-equals-payments': [
    `update ledger.wallet set spent = spent - 1`,
    `update ledger.wallet set spent_on = spent_on - 1`,
  ],
  'balance-after-continues': [
    `update ledger.transfer set balance_after = balance_after + 1 where posting = :payment`,
    `update ledger.transfer set out_after = out_after + 1 where posting = :lapse`,
    `delete from ledger.transfer where posting = :topUp`,
  ],
  'no-balance-ever-below-zero': [
    `alter table ledger.transfer drop constraint insufficient_balance;
     update ledger.transfer set balance_after = -1 where posting = :payment`,
    `update ledger.transfer set balance_after = null where posting = :payment`,
  ],
  'points-that-arrive-are-in-lots': [
    `delete from ledger.lot where id = :grant`,
    `delete from ledger.transfer where posting = :grant`,
    `update ledger.lot set amount = amount + 1 where id = :grant`,
    `delete from ledger.lot_return`,
    `update ledger.lot_return set amount = amount - 1`,
    `delete from ledger.transfer where posting = :refund and currency = 'points'`,
  ],
  'points-come-back-to-the-lots-they-left': [
    `update ledger.lot_return set lot = :bonus`,
    `update ledger.lot_return set amount = 401`,
    `update ledger.posting set caused_by = :lapse where id = :refund`,
    `update ledger.posting set caused_by = null where id = :refund`,
  ],
  'no-payment-is-refunded-above-itself': [
    `update ledger.transfer set amount = 2001 where posting = :refund and currency = 'coin'`,
    `update ledger.transfer set amount = 401 where posting = :refund and currency = 'points'`,
    `update ledger.transfer set from_account = :operator where posting = :refund`,
    `update ledger.posting set caused_by = :topUp where id = :refund`,
    `insert into ledger.posting select bucket, owner, :operator, kind, via, caused_by, occurred_at, posted_at
       from ledger.posting where id = :refund;
     insert into ledger.transfer select bucket, owner, :operator, currency, from_account, to_account, amount,
       balance_after, out_after, posted_at from ledger.transfer where posting = :refund`,
  ],
  'every-refund-is-posted-once': [
    `delete from payments.refund`,
    `update payments.refund set coin = coin - 1`,
    `update payments.refund set points = points + 1`,
    `update payments.refund set payment_id = :topUp`,
    `update payments.refund set payer_id = :operator`,
    `update payments.refund set store_id = :operator`,
    `delete from ledger.posting where id = :refund`,
  ],
  'every-renewal-follows-its-refund': [
    `insert into ledger.posting select bucket, owner, :operator, 'renewal', null, :refund, occurred_at, posted_at
       from ledger.posting where id = :refund;
     insert into ledger.lot select bucket, wallet, :operator, 150, '2099-01-01', funding
       from ledger.lot where id = :grant`,
    `update ledger.lot set expires_on = '2020-01-01' where id = :grant;
     insert into ledger.posting select bucket, owner, :operator, 'renewal', null, :refund, occurred_at, posted_at
       from ledger.posting where id = :refund;
     insert into ledger.lot select bucket, wallet, :operator, 149, '2099-01-01', funding
       from ledger.lot where id = :grant`,
  ],
  'no-lot-is-laid-twice': [
    `insert into ledger.lot_interval select bucket, wallet, ends_at + 9999, lot, amount from ledger.lot_interval
     where lot = :grant`,
    `delete from ledger.lot_interval where lot = :bonus`,
    `delete from ledger.lot_return`,
  ],
  'lots-cover-the-whole-axis': [
    `update ledger.lot_interval set ends_at = ends_at + 1 where lot = :bonus`,
    `update ledger.lot_interval set amount = amount - 1 where lot = :bonus`,
    `update ledger.wallet set points = points - 1`,
    `delete from ledger.lot_interval`,
  ],
  'lots-ahead-run-out-in-order': [`update ledger.lot set expires_on = '2020-01-01' where id = :bonus`],
  'next-expiry-is-not-late': [`update ledger.wallet set next_expiry = 'infinity'`],
  'frozen-wallets-match-the-newest-freeze': [
    `update ledger.wallet set frozen = true`,
    `insert into residents.freeze values
       (:bonus, :resident, 'unfreeze', :operator, 'x', now() - interval '1 hour'),
       (:grant, :resident, 'freeze', :operator, 'x', now())`,
  ],
  'suspended-stores-match-the-newest-suspension': [
    `insert into merchants.suspension values (:bonus, :store, 'suspend', :operator, 'x', now())`,
    `insert into merchants.suspension values (:bonus, :store, 'lift', :operator, 'x', now());
     update merchants.store set status = 'suspended' where id = :store`,
  ],
  'closed-wallets-are-empty': [
    `insert into residents.former (resident_id, closed_at, erase_at) values (:resident, now(), now());
     update ledger.wallet set frozen = true`,
  ],
  'nothing-tells-who-was-erased': [
    `insert into residents.former (resident_id, closed_at, erase_at, erased_at)
       values (:resident, now(), now(), now())`,
  ],
  'every-succeeded-top-up-is-posted-once': [
    `update top_ups.top_up set state = 'declined'`,
    `update top_ups.top_up set amount = amount + 1`,
    `update top_ups.top_up set means = 'card', bank_account_id = null`,
    `update top_ups.top_up set posting_id = gen_random_uuid()`,
    `delete from ledger.posting where id = :topUp`,
    `insert into ledger.posting select bucket, :store, id, kind, via, caused_by, occurred_at, posted_at
       from ledger.posting where id = :topUp;
     insert into ledger.transfer select bucket, :store, posting, currency, from_account, to_account, amount,
       balance_after, out_after, posted_at from ledger.transfer where posting = :topUp`,
  ],
  'every-take-back-is-posted-once': [
    `insert into top_ups.take_back values (:bonus, :topUp, 'refund', 'x', 100, 100, now())`,
    `insert into top_ups.take_back values (:bonus, :topUp, 'refund', 'x', 100, 0, now())`,
    `update ledger.posting set kind = 'top_up_return', caused_by = :topUp where id = :payment`,
  ],
  'no-top-up-is-taken-back-above-itself': [
    `insert into top_ups.take_back values (:bonus, :topUp, 'refund', 'x', 10001, 0, now())`,
    `update top_ups.top_up set state = 'declined';
     insert into top_ups.take_back values (:bonus, :topUp, 'refund', 'x', 1, 0, now())`,
  ],
  'every-take-back-undone-is-posted-once': [
    `insert into top_ups.take_back values (:bonus, :topUp, 'refund', 'x', 100, 100, now());
     insert into top_ups.regained values (:bonus, :bonus, now())`,
    `update ledger.posting set kind = 'top_up_regained', caused_by = :topUp where id = :payment`,
  ],
  'every-correction-is-posted-once': [
    `update ledger.posting set kind = 'suspended' where id = :payment`,
    `insert into reconciliation.difference (id, source, day, kind, reference, state, found_at)
     values (:bonus, 'bank', '2026-11-22', 'ours_missing', 'x', 'open', now());
     insert into reconciliation.correction values (:bonus, :bonus, 100, now())`,
  ],
  'every-lump-sum-is-posted-once': [
    `update ledger.posting set kind = 'lump_sum' where id = :payment`,
    `insert into reconciliation.statement_line (id, statement_id, number, identity, "on", direction, amount, payer,
       summary, source, booked_at)
     values (:bonus, :bonus, 1, '\\x00', '2026-11-22', 'in', 100, 'x', 'x', 'bank', now())`,
  ],
  'every-bonus-has-its-cause': [
    `update ledger.posting set caused_by = null where id = :bonus`,
    `update ledger.posting set caused_by = :payment where id = :bonus`,
    `update ledger.posting set kind = 'payment_bonus' where id = :bonus`,
  ],
  'every-bonus-is-what-its-campaign-gives': [
    `update ledger.transfer set amount = amount + 1 where posting = :bonus`,
    `update ledger.lot set funding = 'somebody else' where id = :bonus`,
    `update ledger.posting set kind = 'top_up_bonus', caused_by = :topUp where id = :grant;
     update ledger.transfer set amount = 300 where posting = :grant`,
    `update campaigns.campaign set starts_at = now() + interval '1 day'`,
    `update campaigns.campaign set ends_at = now() - interval '1 day'`,
    `update campaigns.campaign set kind = 'payment'`,
    // Right but for its promise: what a payment earns is always written down first.
    `${paymentBonus};
     delete from campaigns.promise where posting = :payment`,
    `${paymentBonus};
     delete from ledger.transfer where posting = :payment and currency = 'coin'`,
  ],
  'every-budget-is-counted-and-kept': [
    `insert into campaigns.budget select id, 100, 50 from campaigns.campaign`,
    `insert into campaigns.budget select id, 100, 0 from campaigns.campaign;
     insert into campaigns.tally select id, 1, 0 from campaigns.campaign`,
    `insert into campaigns.budget select id, 100, 0 from campaigns.campaign;
     insert into campaigns.tally select id, 0, 1 from campaigns.campaign`,
  ],
  'nobody-is-promised-above-a-cap': [
    `update campaigns.campaign set cap_each = 299`,
    `update campaigns.campaign set cap_per_person = 299`,
    `update campaigns.campaign set cap_per_period = 299, period = 'day'`,
  ],
  'every-bonus-taken-back-is-posted': [
    `insert into campaigns.take_back select :refund, id, :resident, :bonus, 10, 10, 0, now() from campaigns.campaign`,
    `insert into campaigns.take_back select :refund, id, :resident, :bonus, 10, 0, 10, now() from campaigns.campaign`,
    `insert into campaigns.take_back select :refund, id, :resident, :bonus, 301, 0, 0, now() from campaigns.campaign`,
    `insert into campaigns.debt values (:resident, 5)`,
  ],
  'every-bonus-taken-back-has-its-cause': [
    `insert into campaigns.take_back select :refund, id, :resident, :bonus, 10, 10, 0, now() from campaigns.campaign`,
    `insert into top_ups.take_back values (:lapse, :topUp, 'refund', 'x', 100, 100, now());
     insert into campaigns.take_back select :lapse, id, :resident, :grant, 10, 10, 0, now() from campaigns.campaign`,
  ],
  'no-bonus-is-kept-for-what-came-back': [
    `delete from ledger.outbox;
     ${paymentBonus}`,
  ],
  'what-was-issued-is-somewhere': [
    `update ledger.wallet set coin = coin + 1`,
    `update ledger.closing set came_in = came_in + 1 where account = :store`,
    `delete from ledger.closing; delete from ledger.closed_day; delete from ledger.transfer where posting = :lapse`,
  ],
  'closings-equal-transfers': [
    `update ledger.closing set came_in = came_in + 1 where account = :store`,
    `update ledger.closing set went_out = went_out + 1 where account = :resident`,
    `delete from ledger.closing where account = :store`,
    `delete from ledger.closed_day`,
    `update ledger.closing set day = day - 1 where account = :store`,
    `update ledger.transfer set amount = amount + 1 where posting = :payment and currency = 'coin'`,
  ],
  'everybody-is-told': [
    `insert into ledger.untold select bucket, owner, id, now(), 1, now(), 'x' from ledger.posting where id = :payment`,
  ],
  'every-gift-is-given-and-received': [
    `insert into gifts.gift values
       (:payment, gen_random_uuid(), :resident, gen_random_uuid(), 1, 'thanks', '\\x00', now())`,
    `update ledger.posting set kind = 'gift_given' where id = :payment`,
    `update ledger.posting set kind = 'gift_received' where id = :topUp`,
  ],
  'every-helpers-payment-is-posted': [
    `insert into payments.help_charge values
       (:resident, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 1, now())`,
    `insert into payments.help_charge values
       (:resident, :payment, gen_random_uuid(), gen_random_uuid(), 1, now())`,
  ],
  'closing-balances-continue': [`update ledger.closing set balance = balance + 1 where account = :store`],
}

const names = readdirSync(folder).map((file) => file.replace(/\.sql$/, ''))

let books: TestDatabase
let ids: Record<string, string>

before(async () => {
  books = await openTestDatabase()
  const book = await writeSmallBook(books.database)
  ids = { ...book, refund: await writeRefund(books.database, book) }
  await books.database.run(sql`
    insert into ledger.closing (account, currency, day, came_in, went_out, balance)
    select account, currency, ${ids.today}, sum(came_in), sum(went_out), sum(came_in - went_out)
    from (
      select to_account as account, currency, amount as came_in, 0 as went_out from ledger.transfer
      union all
      select from_account, currency, 0, amount from ledger.transfer) as side
    group by account, currency`)
  await books.database.run(sql`insert into ledger.closed_day (day, closed_at) values (${ids.today}, now())`)
})

after(() => books.close())

test('a book that is right passes every check', async () => {
  const results = await runChecks(books.database)
  assert.deepEqual(
    results.filter(({ rows }) => rows.length > 0),
    [],
  )
})

test('each check has a book that it must find wrong', () => {
  assert.deepEqual(Object.keys(damages).toSorted(), names.toSorted())
})

for (const [name, statements] of Object.entries(damages)) {
  for (const [index, statement] of statements.entries()) {
    test(`${name} can fail (${index + 1})`, async () => {
      const client = await books.database.pool.connect()
      try {
        // As a replica the session passes by triggers and foreign keys, which nobody else can.
        await client.query('begin; set local session_replication_role = replica')
        await client.query(statement.replace(/:([a-z]\w*)/gi, (_, key: string) => `'${ids[key]}'`))
        const found = await client.query(readFileSync(join(folder, `${name}.sql`), 'utf8'))
        assert.ok((found.rowCount ?? 0) > 0, `${name} did not see: ${statement}`)
      } finally {
        await client.query('rollback')
        client.release()
      }
    })
  }
}
