// ABU-R06, INV-17: the limits of a charge, a day, a month and the balance, reached for by fifty hands in one instant.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { Refusal } from '#server/lib/refusal.ts'
import { confirmTopUp } from '#server/top-ups/confirm.ts'
import { bankAccountIdOf } from '../../bin/lib/seed-people.ts'
import { personOf, phoneOf } from '../people.ts'
import { openTown, type Town } from '../town.ts'

const code = '123456'

/** Fifty top-ups of one person, each waiting for a passcode that is known; over HTTP the SMS would pause them. */
async function fiftyWaiting(town: Town, amount: number): Promise<string[]> {
  const person = personOf('hanako')
  const ids = Array.from({ length: 50 }, makeId)
  const key = town.context.config.passcodeKey
  const codes = ids.map((id) => createHmac('sha256', key).update(`top_up/${id}/${code}`).digest())
  await town.database.run(sql`
    insert into top_ups.top_up (id, resident_id, bank_account_id, amount, posting_id, state, requested_at)
    select id, ${person.id}, ${bankAccountIdOf(person)}, ${amount}, ledger.uuid7(), 'awaiting_passcode', now()
    from unnest(${ids}::uuid[]) id`)
  await town.database.run(sql`
    insert into passcodes.passcode (id, purpose, reference, phone, code_hmac, sent_at, expires_at)
    select id, 'top_up', id, ${phoneOf(person)}, hmac, now(), now() + interval '5 minutes'
    from unnest(${ids}::uuid[], ${codes}::bytea[]) as c(id, hmac)`)
  return ids
}

for (const [limit, value, amount, fit, refusal] of [
  ['top_up_day', 100_000, 9_000, 11, 'top_up_over_day_limit'],
  ['top_up_month', 60_000, 7_000, null, 'top_up_over_month_limit'],
  ['balance_cap', 40_000, 5_000, 5, 'balance_over_cap'],
] as const) {
  test(`ABU-R06 INV-17 fifty confirmations in one instant never pass ${limit}`, async () => {
    await using town = await openTown()
    const { id } = personOf('hanako')
    await town.database.run(sql`
      insert into town.setting (name, valid_from, value) values (${limit}, now() - interval '1 second', ${value})`)
    const used = await town.database.one<{ month: number; coin: number }>(sql`
      select coalesce(sum(t.amount) filter (where t.confirmed_at >=
               date_trunc('month', now() at time zone 'Asia/Tokyo') at time zone 'Asia/Tokyo'), 0)::bigint as month,
             min(w.coin) as coin
      from ledger.wallet w left join top_ups.top_up t on t.resident_id = w.id and t.state = 'succeeded'
      where w.id = ${id}`)
    const ids = await fiftyWaiting(town, amount)
    const answers = await Promise.all(
      ids.map((each) =>
        confirmTopUp(town.context, id, each, code).then(
          () => 'confirmed',
          (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
        ),
      ),
    )
    const confirmed = answers.filter((answer) => answer === 'confirmed').length
    assert.equal(confirmed, fit ?? Math.floor((value - used.month) / amount))
    assert.ok(
      answers.every((answer) => answer === 'confirmed' || answer === refusal),
      answers.join(),
    )
    await town.work()
  })
}
