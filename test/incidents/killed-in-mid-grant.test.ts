// The worker dies between the grant and its commit, comes late, and stands beside another one.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readWallet } from '#contract/wallets.ts'
import { takeFromOutbox } from '#server/jobs/outbox.ts'
import { sql } from '#server/lib/database.ts'
import { followOutbox } from '#server/tasks.ts'
import { bankAccountIdOf } from '../../bin/lib/seed-people.ts'
import { runCampaign } from '../campaigns.ts'
import { personOf, phoneOf } from '../people.ts'
import { topUp } from '../steps.ts'
import { openTown } from '../town.ts'

test('FLT-C12: a bonus that was granted by a worker that is killed before its commit comes once', async () => {
  await using town = await openTown()
  await runCampaign(town, { budget: 1_000 })
  const person = personOf('hanako')
  const client = await town.signIn('hanako')
  const who = { client, phone: phoneOf(person), bankAccountId: bankAccountIdOf(person) }
  const before = (await client.ask(readWallet)).points
  await topUp(town, who, 10_000)

  const { database } = town.context
  const killed = takeFromOutbox(database, async (tx, batches) => {
    const postings = batches.flatMap((batch) => batch.postings)
    const owners = batches.flatMap((batch) => batch.owners)
    const { granted } = await tx.one<{ granted: number }>(sql`
      select campaigns.grant_bonuses(array_agg(p.id), array_agg(p.owner), 'at_once') as granted
      from unnest(${postings}::uuid[], ${owners}::uuid[]) as x(id, owner)
      join ledger.posting p on p.id = x.id and p.owner = x.owner and p.kind = 'top_up'`)
    assert.equal(granted, 2)
    await tx.run(sql`select pg_terminate_backend(pg_backend_pid())`)
  })
  await assert.rejects(killed)
  assert.equal((await client.ask(readWallet)).points, before)

  await Promise.all([1, 2, 3, 4].map(() => followOutbox(town.context)))
  await town.work()
  assert.equal((await client.ask(readWallet)).points, before + 800)
})
