import assert from 'node:assert/strict'
import { randomBytes, randomInt } from 'node:crypto'
import bwip from 'bwip-js/node'
import type { ReplyOf } from '#contract/endpoint.ts'
import type * as contract from '#contract/payment-codes.ts'
import { encodePayerCode, encodePayerDigits } from '#contract/payer-code.ts'
import { type Caller, isFrozen } from '../access.ts'
import type { Context } from '../context.ts'
import { hashPayerCode, makeId } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import type { Call } from '../route.ts'
import {
  endCodes,
  endCodesOf,
  findPayerCode,
  forgetCodes,
  insertPayerCode,
  lockShowing,
  readShowing,
  type Shower,
} from './code-queries.ts'
import { standingOf } from './help-queries.ts'
import { codeGraceSeconds, codeLivesSeconds, codesPerMinute } from './code-rules.ts'

const after = (now: Date, seconds: number) => new Date(now.getTime() + seconds * 1000)

type Shown = ReplyOf<typeof contract.showPayerCode>

/** Shows a code for the caller's own wallet. Refuses what the contract lists. */
export const showPayerCode = ({
  context,
  caller,
  body,
}: Call<typeof contract.showPayerCode>): Promise<Shown> =>
  showCode(context, caller, { residentId: caller.id, helpId: null }, body.tender)

/** Shows a code for the wallet of a relative whom the caller helps. Refuses what the contract lists. */
export async function showRelativesCode({
  context,
  caller,
  params,
  body,
}: Call<typeof contract.showRelativesCode>): Promise<Shown> {
  if (await isFrozen(context.database, caller.id)) refuse('frozen')
  const standing = await standingOf(context.database, params.id, caller.id)
  if (!standing) refuse('not_found')
  if (standing.stopped || standing.perDay === 0) refuse('relative_cannot')
  return showCode(context, caller, { residentId: standing.relativeId, helpId: params.id }, body.tender)
}

/**
 * Makes a code that one till may read once within five minutes: 128 random bits for the camera, and twenty digits
 * for bars and fingers. The code before it ends after some seconds.
 */
async function showCode(
  context: Context,
  caller: Caller,
  shower: Shower,
  tender: 'points_first' | 'coin',
): Promise<Shown> {
  const now = context.now()
  const { passcodeKey, payerCodePrefix } = context.config
  const id = makeId()
  const token = randomBytes(16)
  const digits = encodePayerDigits(payerCodePrefix, randomDigits(19 - payerCodePrefix.length))
  const expiresAt = after(now, codeLivesSeconds)
  await context.database.transact(async (tx) => {
    await lockShowing(tx, shower)
    const { shown, frozen } = await readShowing(tx, shower, after(now, -60))
    if (frozen) refuse('frozen')
    if (shown >= codesPerMinute) refuse('too_many_requests', { waitSeconds: 60 })
    await endCodes(tx, shower, after(now, codeGraceSeconds))
    await forgetCodes(tx, shower, after(now, -86_400))
    await insertPayerCode(tx, {
      ...{ id, ...shower, sessionHash: caller.tokenHash, tender },
      tokenHmac: hashPayerCode(passcodeKey, { kind: 'token', token }),
      digitsHmac: hashPayerCode(passcodeKey, { kind: 'digits', digits }),
      ...{ shownAt: now, expiresAt },
    })
  })
  return {
    id,
    code: encodePayerCode(token),
    digits,
    bars: barsOf(digits),
    expiresAt: expiresAt.toISOString(),
  }
}

/** Says whether a till has used a code of the caller. Refuses not_found. */
export async function readPayerCode({
  context,
  caller,
  params,
}: Call<typeof contract.readPayerCode>): Promise<ReplyOf<typeof contract.readPayerCode>> {
  const code = await findPayerCode(context.database, caller.id, params.id)
  if (!code) refuse('not_found')
  if (code.paymentId) return { state: 'used', paymentId: code.paymentId }
  return { state: context.now() < code.expiresAt ? 'live' : 'over', paymentId: null }
}

/** Ends every code that the caller shows, as the person leaves the page. Refuses nothing. */
export async function endPayerCodes({
  context,
  caller,
}: Call<typeof contract.endPayerCodes>): Promise<ReplyOf<typeof contract.endPayerCodes>> {
  await context.database.transact(async (tx) => {
    await lockShowing(tx, { residentId: caller.id, helpId: null })
    await endCodesOf(tx, caller.tokenHash, caller.id, context.now())
  })
  return { done: true }
}

/** CODE128 as widths of bars and spaces by turns; the library chooses the set for pairs of digits. */
function barsOf(digits: string): number[] {
  // The named export of this name draws another kind of code.
  // oxlint-disable-next-line import/no-named-as-default-member
  const [drawn] = bwip.raw({ bcid: 'code128', text: digits }) as { sbs: number[] }[]
  assert(drawn)
  return drawn.sbs
}

/** So many random digits; randomInt has no bias. */
function randomDigits(length: number): string {
  return Array.from({ length }, () => randomInt(10)).join('')
}
