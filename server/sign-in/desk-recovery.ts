// At the desk: one operator sees the documents, another approves, and each hands over one half of a code, so that
// neither of them can use it alone.
import { createHmac, randomBytes } from 'node:crypto'
import type { BodyOf, ReplyOf } from '#contract/endpoint.ts'
import * as contract from '#contract/recovery.ts'
import { endSessions, forgetDevices } from '../access.ts'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import type { Transaction } from '../lib/database.ts'
import { hashSecret, makeSecret, sameBytes } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import { findLoginByMail, findLoginOf, findNewestClaim, forgetTries, nobodysId } from './queries.ts'
import {
  bindDeskRecovery,
  countDeskTry,
  endLateDeskRecoveries,
  insertDeskRecovery,
  listOpenDeskRecoveries,
  lockDeskRecovery,
  markApproved,
  markDeclined,
  readDeskSettings,
} from './recovery-queries.ts'
import { defaultDeskRecovery, deskTries, halvesOf, recoveryMinutes, writeHalf } from './rules.ts'
import { requireRoom } from './sources.ts'
import { tellOwner, tellPhone } from './tell.ts'
import { requireTry, triesOf } from './tries.ts'

const hmacOf = (context: Context, id: string, half: string) =>
  createHmac('sha256', context.config.passcodeKey).update(`desk/${id}/${half}`).digest()

const hourMs = 3_600_000

/** Word to everything that the account has now: who is robbed hears of it while there is time. */
async function tellOld(
  context: Context,
  tx: Transaction,
  loginId: string,
  notice: 'recovery_opened' | 'recovery_approved',
): Promise<void> {
  await tellOwner(context, tx, loginId, notice)
  await tellPhone(context, tx, loginId, notice)
}

type Open = BodyOf<typeof contract.openDeskRecovery>

/** Opens a recovery for a resident who is at the desk and gives the first half. Refuses what the contract lists. */
export async function openDeskRecovery(
  context: Context,
  operatorId: string,
  residentId: string,
  { id, documents, reason }: Open,
): Promise<string> {
  const login = await findLoginOf(context.database, residentId)
  if (!login) refuse('not_found')
  if (!documents.some((each) => contract.photoDocuments.includes(each))) refuse('photo_document_needed')
  const first = writeHalf(randomBytes(10))
  const at = context.now()
  const { codeDays } = await settingsAt(context)
  await context.database.transact(async (tx) => {
    await endLateDeskRecoveries(tx, login.id, at)
    const expiresAt = new Date(at.getTime() + codeDays * 24 * hourMs)
    const half = hmacOf(context, id, first)
    const desk = { id, loginId: login.id, operatorId, documents, reason, half, at, expiresAt }
    if (!(await insertDeskRecovery(tx, desk))) refuse('recovery_already_open')
    await tellOld(context, tx, login.id, 'recovery_opened')
    const detail = { id, documents: documents.join(','), reason }
    await audit(tx, { operatorId, act: 'open_recovery', subject: residentId, detail, at })
  })
  return first
}

async function settingsAt(context: Context): Promise<typeof defaultDeskRecovery> {
  const { settings } = await readDeskSettings(context.database, context.now())
  return { ...defaultDeskRecovery, ...settings }
}

/**
 * Approves as the second person: every session ends, every device is new again, and the second half is given,
 * this once. The code can be used after the town's waiting time. Refuses what the contract lists.
 */
export async function approveDeskRecovery(
  context: Context,
  operatorId: string,
  id: string,
): Promise<ReplyOf<typeof contract.approveDeskRecovery>> {
  const second = writeHalf(randomBytes(10))
  const at = context.now()
  const { waitHours, codeDays } = await settingsAt(context)
  const usableFrom = new Date(at.getTime() + waitHours * hourMs)
  const expiresAt = new Date(usableFrom.getTime() + codeDays * 24 * hourMs)
  await context.database.transact(async (tx) => {
    const desk = await lockDeskRecovery(tx, id, at)
    if (!desk) refuse('not_found')
    if (desk.state !== 'opened') refuse('recovery_over')
    if (desk.openedBy === operatorId) refuse('second_person_needed')
    await markApproved(tx, { id, operatorId, half: hmacOf(context, id, second), usableFrom, expiresAt })
    await endSessions(context, desk.loginId, { except: null }, tx)
    await forgetDevices(context, tx, desk.loginId)
    await tellOld(context, tx, desk.loginId, 'recovery_approved')
    await audit(tx, { operatorId, act: 'approve_recovery', subject: desk.residentId, detail: { id }, at })
  })
  return { secondHalf: second, usableFrom: usableFrom.toISOString(), expiresAt: expiresAt.toISOString() }
}

/** Ends a recovery that shall not be. Refuses what the contract lists. */
export async function declineDeskRecovery(
  context: Context,
  operatorId: string,
  id: string,
  reason: string,
): Promise<void> {
  const at = context.now()
  await context.database.transact(async (tx) => {
    const desk = await lockDeskRecovery(tx, id, at)
    if (!desk) refuse('not_found')
    if (desk.state !== 'opened' && desk.state !== 'approved') refuse('recovery_over')
    await markDeclined(tx, { id, operatorId, reason, at })
    const detail = { id, reason }
    await audit(tx, { operatorId, act: 'decline_recovery', subject: desk.residentId, detail, at })
  })
}

/** What waits for a second person, or for the resident. */
export async function listDeskRecoveries(
  context: Context,
  operatorId: string,
): Promise<ReplyOf<typeof contract.listDeskRecoveries>> {
  const open = await listOpenDeskRecoveries(context.database, operatorId, context.now())
  return {
    recoveries: open.map(({ openedAt, usableFrom, expiresAt, ...row }) => ({
      ...row,
      openedAt: openedAt.toISOString(),
      usableFrom: usableFrom?.toISOString() ?? null,
      expiresAt: expiresAt.toISOString(),
    })),
  }
}

/**
 * Takes the code on the new phone and gives the secret for this browser's cookie. An address that nobody has, no
 * recovery and a wrong code are answered alike; tries are counted as those at a password are. Refuses what the
 * contract lists.
 */
export async function startDeskRecovery(
  context: Context,
  source: string,
  { mail, code }: BodyOf<typeof contract.startDeskRecovery>,
): Promise<string> {
  await requireRoom(context, source, 'wrongPasswords')
  const tries = triesOf({ audience: 'resident', mail, at: 'desk' })
  await requireTry(context, tries, 'sign_in_paused')
  const now = context.now()
  const owner = await findLoginByMail(context.database, 'resident', mail)
  const claimant = await findNewestClaim(context.database, mail)
  const desk = await countDeskTry(context.database, (owner ?? claimant)?.id ?? nobodysId, now)
  const { first, second } = halvesOf(code)
  const right =
    desk !== undefined &&
    desk.tries <= deskTries &&
    sameBytes(desk.openedHalf, hmacOf(context, desk.id, first)) &&
    sameBytes(desk.decidedHalf, hmacOf(context, desk.id, second))
  if (!right) refuse('desk_code_wrong')
  if (now < desk.usableFrom) {
    const waitSeconds = Math.ceil((desk.usableFrom.getTime() - now.getTime()) / 1000)
    refuse('desk_code_too_early', { waitSeconds })
  }
  const browserSecret = makeSecret()
  const expiresAt = new Date(now.getTime() + recoveryMinutes * 60_000)
  if (
    !(await bindDeskRecovery(context.database, desk.id, {
      browserHash: hashSecret(browserSecret),
      expiresAt,
    }))
  )
    refuse('desk_code_wrong')
  await forgetTries(context.database, tries)
  return browserSecret
}
