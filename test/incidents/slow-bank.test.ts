// The bank does not answer for half a minute, and a thousand people have just confirmed a top-up.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { pay } from '#contract/payments.ts'
import { readWallet } from '#contract/wallets.ts'
import { sql } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { askAgain } from '#server/top-ups/finish.ts'
import { bankAccountIdOf } from '../../bin/lib/seed-people.ts'
import { bakeryNumber, personOf, storeIdOf } from '../people.ts'
import { openTown, type Town } from '../town.ts'

const many = 1_000
const amount = 100

/** A line to the bank on which everything waits until it is let go. */
async function openSlowLine() {
  const { promise: letGo, resolve } = Promise.withResolvers<string>()
  const all = Promise.withResolvers<void>()
  let waiting = 0
  // One after the other, as the bank's own line is no part of this.
  let before: Promise<unknown> = Promise.resolve()
  const line = createServer((request, response) => {
    void (async () => {
      const body = await textOf(request)
      waiting += 1
      if (waiting === many) all.resolve()
      const bank = await letGo
      const headers = { 'content-type': request.headers['content-type'] ?? '' }
      before = before.then(() => forward(bank + request.url, { headers, body }, response))
      await before
    })().catch(() => response.destroy())
  })
  await once(line.listen({ port: 0, host: '127.0.0.1', backlog: 2 * many }), 'listening')
  return {
    url: `http://127.0.0.1:${(line.address() as AddressInfo).port}`,
    everybodyWaits: all.promise,
    letGo: resolve,
    [Symbol.asyncDispose]: async () => {
      line.closeAllConnections()
      line.close()
    },
  }
}

async function forward(url: string, asked: RequestInit, response: ServerResponse): Promise<void> {
  const answer = await fetch(url, { method: 'POST', ...asked })
  const type = answer.headers.get('content-type') ?? ''
  response.writeHead(answer.status, { 'content-type': type }).end(await answer.text())
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) text += String(chunk)
  return text
}

/** Top-ups that were confirmed this instant, and whose bank has not been asked yet. */
async function confirmMany(town: Town): Promise<string[]> {
  const person = personOf('hanako')
  const ids = Array.from({ length: many }, makeId)
  await town.database.run(sql`
    insert into top_ups.top_up (id, resident_id, means, bank_account_id, amount, posting_id, state, requested_at,
                                confirmed_at, earns_bonus)
    select id, ${person.id}, 'bank', ${bankAccountIdOf(person)}, ${amount}, posting_id, 'requested', at, at, false
    from unnest(${ids}::uuid[], ${ids.map(makeId)}::uuid[]) as x(id, posting_id),
         (select ${town.clock.now()}::timestamptz as at) y`)
  return ids
}

test('FLT-V21: while a thousand top-ups wait for a slow bank nothing is held, and shops are paid', async () => {
  await using line = await openSlowLine()
  await using town = await openTown({
    environment: { BANKPAY_BASE: line.url, BANKPAY_TIMEOUT_MS: '60000' },
  })
  const hanako = await town.signIn('hanako')
  const { coin: had } = await hanako.ask(readWallet)
  const ids = await confirmMany(town)
  const asked = ids.map((id) => askAgain(town.context, id))
  await line.everybodyWaits
  const { open } = await town.database.one<{ open: number }>(sql`
    select count(*)::int as open from pg_stat_activity
    where datname = current_database() and state like 'idle in transaction%'`)
  assert.equal(open, 0, 'no transaction is open while a stranger is asked')
  const payment = { id: makeId(), storeId: storeIdOf(bakeryNumber), coin: 100, points: 0 }
  await hanako.ask(pay, { body: { ...payment, via: 'store_code' } })
  assert.equal((await hanako.ask(readWallet)).coin, had - 100)
  line.letGo(town.urls.bank)
  await Promise.all(asked)
  assert.equal((await hanako.ask(readWallet)).coin, had - 100 + many * amount)
  const orders = (await town.bank.orders()).filter(({ orderId }) => ids.includes(orderId))
  assert.deepEqual([orders.length, orders.filter(({ captures }) => captures !== 1).length], [many, 0])
})
