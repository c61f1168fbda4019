import { createHmac, randomBytes, randomInt } from 'node:crypto'
import type { ReplyOf } from '#contract/endpoint.ts'
import * as contract from '#contract/relatives.ts'
import { requireProofsOf } from '../access.ts'
import type { Context } from '../context.ts'
import { makeId } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import type { Call } from '../route.ts'
import * as queries from './queries.ts'
import {
  codeMinutes,
  codesPerMinute,
  type HelperCode,
  mostRelatives,
  readHelperText,
  wrongCodesAllowed,
  wrongCodesMinutes,
} from './rules.ts'

const minutesFrom = (now: Date, minutes: number) => new Date(now.getTime() + minutes * 60_000)

/** What is kept of a helper's code: a keyed hash, found again by whoever has read the code. */
export const hashHelperCode = (context: Context, { kind, value }: HelperCode): Buffer =>
  createHmac('sha256', context.config.passcodeKey).update(`helper-code/${kind}/${value}`).digest()

/**
 * Makes a code by which a relative, or the desk for one, takes the caller as a helper within ten minutes: 128 random
 * bits for the camera and ten digits for fingers, whose guessing is counted. Refuses what the contract lists, and
 * too_many_requests.
 */
export async function showCode({
  context,
  caller,
}: Call<typeof contract.showHelperCode>): Promise<ReplyOf<typeof contract.showHelperCode>> {
  await requireProofsOf(context.database, caller, 'help')
  const now = context.now()
  const token = randomBytes(16).toString('base64url')
  const digits = Array.from({ length: contract.helperDigits }, () => randomInt(10)).join('')
  const expiresAt = minutesFrom(now, codeMinutes)
  await context.database.transact(async (tx) => {
    await queries.lockHelper(tx, caller.id)
    const { relatives } = await queries.readFacts(tx, { helperId: caller.id, relativeId: null }, now)
    if (relatives >= mostRelatives) refuse('help_too_many', { limit: mostRelatives })
    const shown = await queries.countCodes(tx, caller.id, minutesFrom(now, -1))
    if (shown >= codesPerMinute) refuse('too_many_requests', { waitSeconds: 60 })
    await queries.insertCode(tx, {
      ...{ id: makeId(), helperId: caller.id, sessionHash: caller.tokenHash },
      tokenHmac: hashHelperCode(context, { kind: 'token', value: token }),
      digitsHmac: hashHelperCode(context, { kind: 'digits', value: digits }),
      ...{ shownAt: now, expiresAt },
    })
  })
  const code = `${context.config.origin}${contract.helperCodePath}#${token}`
  return { code, digits, expiresAt: expiresAt.toISOString() }
}

/**
 * Who shows a code. A right code costs nothing; a wrong one is counted for who looks, a resident or an operator.
 * Refuses help_code_wrong, and too_many_requests after five wrong ones in ten minutes.
 */
export async function helperOf(
  context: Context,
  byWhom: string,
  text: string,
): Promise<{ id: string; name: string; hmac: Buffer }> {
  const code = readHelperText(text)
  if (!code) refuse('help_code_wrong')
  const hmac = hashHelperCode(context, code)
  const now = context.now()
  const windowBegan = minutesFrom(now, -wrongCodesMinutes)
  const helper = await context.database.transact(async (tx) => {
    await queries.lockGuessing(tx, byWhom)
    const tries = await queries.readTries(tx, byWhom, windowBegan)
    if (tries >= wrongCodesAllowed) refuse('too_many_requests', { waitSeconds: wrongCodesMinutes * 60 })
    const found = await queries.findHelper(tx, hmac, now)
    if (!found) await queries.countTry(tx, byWhom, now, windowBegan)
    return found
  })
  // Only now, so that the try stays counted.
  if (!helper) refuse('help_code_wrong')
  return { ...helper, hmac }
}

/** Says whose code it is. Refuses what the contract lists, and too_many_requests. */
export async function findHelper({
  context,
  caller,
  body,
}: Call<typeof contract.findHelper>): Promise<ReplyOf<typeof contract.findHelper>> {
  const { id, name } = await helperOf(context, caller.id, body.code)
  if (id === caller.id) refuse('help_to_oneself')
  return { name }
}
