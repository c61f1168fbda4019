// A resident before a cash machine, and the machine's line to the town.
import assert from 'node:assert/strict'
import { linkAtm, readAtmLink } from '#contract/atm.ts'
import { makeId } from '#server/lib/id.ts'
import { demoAtmLine } from '#server/providers/demo-keys.ts'
import { sql } from '#server/lib/database.ts'
import { sealRequest } from '../simulators/atm/wire.ts'
import type { Client } from './client.ts'
import type { Town } from './town.ts'

/** Reads a machine's code with a phone; the machine then asks for the company's number. */
export async function standBefore(town: Town, client: Client, machine?: string) {
  const atm = town.atm.standAt(machine)
  const id = makeId()
  const link = await client.ask(linkAtm, { body: { id, code: await atm.start() } })
  return { atm, id, link, read: () => client.ask(readAtmLink, { params: { id } }) }
}

/** Puts notes in after the number, and has them counted; the slot is open only where the town said yes. */
export async function putIn(town: Town, client: Client, notes: readonly number[], machine?: string) {
  const visit = await standBefore(town, client, machine)
  await visit.atm.typeCompany(visit.link.companyCode)
  await visit.atm.putIn(notes)
  return visit
}

type Line = { key?: string; times?: number }

/**
 * Sends a sealed message to the town as a machine would, or the very same bytes more than once; gives the code of the
 * last answer.
 */
export async function askHost(
  town: Town,
  kind: string,
  message: object,
  { key = demoAtmLine.key, times = 1 }: Line = {},
): Promise<string> {
  const [path, body] = [`/api/providers/atm/${kind}`, JSON.stringify(message)]
  const seal = sealRequest(
    { keyId: demoAtmLine.keyId, key },
    { method: 'POST', path, body },
    town.clock.now(),
  )
  const send = () => town.newClient().send({ method: 'POST', url: path, body, headers: seal })
  let answer = await send()
  for (let sent = 1; sent < times; sent += 1) answer = await send()
  return answer.status === 200 ? (JSON.parse(answer.body) as { code: string }).code : String(answer.status)
}

/** Lays the machines' books beside ours: what is in the safes is what the clearing account owes us. */
export async function assertSameBooks(town: Town): Promise<void> {
  const { deposits, stored, safes } = await town.atm.books()
  assert.equal(stored, 0, 'nothing waits to be sent')
  const ours = await town.database.one<{ amount: number }>(sql`
    select coalesce(sum(t.amount * (case when f.type = 'atm_clearing' then 1 else -1 end)), 0)::bigint as amount
    from ledger.transfer t
    join ledger.account f on f.id = t.from_account
    join ledger.account a on a.id = t.to_account
    where 'atm_clearing' in (f.type, a.type)`)
  const inSafes = safes.reduce((sum, { amount }) => sum + amount, 0)
  assert.equal(inSafes, ours.amount, JSON.stringify(deposits))
}

/** The link of the machine at which somebody stands now, by the network's own name for it. */
export async function linkIdAtMachine(town: Town): Promise<string> {
  const machines = (await (await fetch(`${town.urls.atm}/__sim/machines`)).json()) as { linkId: string }[]
  const found = machines.find(({ linkId }) => linkId !== '')
  assert.ok(found, 'nobody stands before a machine')
  return found.linkId
}
