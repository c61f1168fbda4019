// stories: sign-in
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readWaysIn, unlink } from '#contract/federated.ts'
import { leave, readLeaving, readMe } from '#contract/residents.ts'
import type { Jobs } from '#server/jobs/queue.ts'
import { sql } from '#server/lib/database.ts'
import { tasks } from '#server/tasks.ts'
import { begin, enterWith, linkWith } from '../federated.ts'
import { openTown, type Town } from '../town.ts'

const apple = 'apple'
const name = 'sign-in.revoke-grant'

test('Appleの連携: taking the way in away takes back at Apple what was agreed to, after an outage too', async () => {
  await using town = await openTown()
  const hanako = await town.signIn('hanako')
  await linkWith(town, hanako, { provider: apple, person: 'hanako' })
  assert.equal(await isKnownAtApple(town, 'hanako'), true)
  await hanako.ask(unlink, { params: { provider: apple } })
  assert.deepEqual((await hanako.ask(readWaysIn)).providers, [])
  await town.federated.fault({ match: '/auth/revoke', effect: 'error' })
  const { queue } = town.context
  const [job] = await queue.fetch<Jobs[typeof name]>(name)
  assert.ok(job)
  await assert.rejects(tasks[name](town.context, job.data), 'Apple is down')
  await queue.fail(name, job.id)
  assert.equal(await isKnownAtApple(town, 'hanako'), true)
  await town.work()
  assert.equal(await isKnownAtApple(town, 'hanako'), false)
})

test('Appleの連携: who leaves is forgotten by Apple when the account closes, not before', async () => {
  await using town = await openTown()
  const client = town.newClient()
  await enterWith(town, client, 'sign_up', { provider: apple, person: 'sota' })
  const { residentId } = await client.ask(readMe)
  const { kept } = await town.database.one<{ kept: string }>(sql`
    select encode(f.refresh_token, 'escape') as kept from sign_in.federated f
    join sign_in.login l on l.id = f.login_id where l.subject = ${residentId}`)
  assert.doesNotMatch(kept, /^[\\w-]{43}$/, 'sealed')
  const { coin, points } = await client.ask(readLeaving)
  await client.ask(leave, { body: { coin, points } })
  await town.work()
  assert.equal(await isKnownAtApple(town, 'sota'), true)
  town.clock.advance({ days: 15 })
  assert.equal(await tasks['residents.close-due'](town.context, {}), 1)
  await town.work()
  assert.equal(await isKnownAtApple(town, 'sota'), false)
})

/** Apple describes a person the first time only: who is described has no agreement with the town, and makes one. */
async function isKnownAtApple(town: Town, person: string): Promise<boolean> {
  const { form } = await town.federated.walk(await begin(town.newClient(), 'sign_in', apple), person)
  return form?.['user'] === undefined
}
