// What the stories of the morning after share: a day that is over, the job that compares it, and what it found.
import assert from 'node:assert/strict'
import type { ReplyOf } from '#contract/endpoint.ts'
import * as contract from '#contract/reconciliation.ts'
import { addDays, dayOf, startOfDay } from '#server/lib/day.ts'
import { makeId } from '#server/lib/id.ts'
import { bankAccountIdOf } from '../bin/lib/seed-people.ts'
import type { Client } from './client.ts'
import { office, personOf, phoneOf } from './people.ts'
import { topUp } from './steps.ts'
import type { Town } from './town.ts'

/** A seeded person with all that a top-up needs. */
export async function seeded(town: Town, key: string) {
  const person = personOf(key)
  const client = await town.signIn(key)
  return { id: person.id, client, phone: phoneOf(person), bankAccountId: bankAccountIdOf(person) }
}

/**
 * Comes before what shall be missed on the next morning. What happens in the last hour of a day may stand in the report
 * of the day after, so that it is missed a day later: tests between 23 o'clock and midnight in Japan leave that hour.
 */
export async function leaveTheLastHour(town: Town): Promise<void> {
  const midnight = startOfDay(addDays(dayOf(town.clock.now()), 1))
  if (midnight.getTime() - town.clock.now().getTime() > 65 * 60_000) return
  town.clock.advance({ minutes: 70 })
  await Promise.all([town.bank, town.atm].map((each) => each.setClock(town.clock.now())))
}

/** Hanako tops up 10,000 and 4,000; then it is the next day, for us and for the bank. */
export async function aDayLater(town: Town) {
  const hanako = await seeded(town, 'hanako')
  const day = dayOf(town.clock.now())
  const ids = [makeId(), makeId()] as const
  await topUp(town, hanako, 10_000, ids[0])
  await topUp(town, hanako, 4000, ids[1])
  await nextDay(town)
  return { hanako, day, ids }
}

/** Lets days pass, for us and for the providers. */
export async function nextDay(town: Town, days = 1) {
  town.clock.advance({ days })
  await Promise.all([town.bank, town.atm].map((each) => each.setClock(town.clock.now())))
}

/** The morning's job, as the worker does it. */
export async function reconcile(town: Town, operator?: Client): Promise<Client> {
  const client = operator ?? (await town.signInOperator(office.mail))
  await client.ask(contract.runReconciliation)
  await town.work()
  return client
}

/** What waits for people. */
export const differences = async (client: Client) =>
  (await client.ask(contract.listDifferences, { query: {} })).differences
export const kinds = async (client: Client) => (await differences(client)).map(({ kind }) => kind)
export const dayRow = async (client: Client, day: string) =>
  (await client.ask(contract.listReconciledDays, { query: {} })).days.find(
    (each) => each.day === day && each.source === 'bank',
  )
type Clearing = ReplyOf<typeof contract.readClearing>['sources'][number]
/** What the bank's gateway owes; nothing of it is unexplained. */
export async function clearingOf(client: Client): Promise<Clearing> {
  const { sources } = await client.ask(contract.readClearing)
  const bank = sources.find(({ source }) => source === 'bank')
  if (!bank) throw new Error('the bank is a source')
  assert.equal(bank.unexplained, 0)
  return bank
}
