// How people of the office come in where the town requires a second step.
import assert from 'node:assert/strict'
import {
  finishOperatorSecondStep,
  finishOperatorSetUp,
  operatorSignIn,
  startOperatorSetUp,
} from '#contract/operator-sign-in.ts'
import { showDigits } from './authenticator.ts'
import type { Client } from './client.ts'
import { demoPassword } from './people.ts'
import type { Town } from './town.ts'

/** Settings of a town whose operators need a second step, as in production. */
export const strict = { environment: { OPERATOR_SECOND_STEP: 'required' } }

export type Equipped = { client: Client; mail: string; secret: string; codes: string[] }

/** Mail and password, and the id of the set-up that follows at the first sign-in. */
export async function beginSetUp(client: Client, mail: string, password = demoPassword): Promise<string> {
  const entry = await client.ask(operatorSignIn, { body: { mail, password } })
  assert.ok(entry.state === 'set_up')
  return entry.challengeId
}

/** Sets an authenticator app up for a set-up that is under way; the browser is signed in then. */
export async function setUp(
  town: Town,
  client: Client,
  mail: string,
  challengeId: string,
): Promise<Equipped> {
  const { secret } = await client.ask(startOperatorSetUp, { body: { challengeId } })
  const code = showDigits(secret, town.clock.now())
  const { codes } = await client.ask(finishOperatorSetUp, { body: { challengeId, code } })
  return { client, mail, secret, codes }
}

/** Signs an operator in for the first time, in a browser of their own. */
export async function signInFirst(town: Town, mail: string): Promise<Equipped> {
  const client = town.newClient()
  return setUp(town, client, mail, await beginSetUp(client, mail))
}

/** Mail and password of somebody who has a second step, which then follows. */
export async function beginSignIn(client: Client, mail: string, password = demoPassword): Promise<string> {
  const entry = await client.ask(operatorSignIn, { body: { mail, password } })
  assert.ok(entry.state === 'second_step')
  return entry.challengeId
}

/** Signs an operator in who has an app, a minute later, so that it shows other digits than before. */
export async function signInAgain(
  town: Town,
  { mail, secret }: Equipped,
  password?: string,
): Promise<Client> {
  town.clock.advance({ minutes: 1 })
  const client = town.newClient()
  const challengeId = await beginSignIn(client, mail, password)
  const body = { challengeId, way: 'authenticator' as const, code: showDigits(secret, town.clock.now()) }
  await client.ask(finishOperatorSecondStep, { body })
  return client
}
