// What the shop does: begins, writes, adds files, sends, answers. The link in its mail is its key.
import { createHash } from 'node:crypto'
import type { ReplyOf } from '#contract/endpoint.ts'
import type * as contract from '#contract/joining.ts'
import { mostDocuments, largestDocument } from '#contract/joining.ts'
import { accountKeyOf, applicationForm, digitsOf, findMistakes, tidyForm } from '#contract/joining-form.ts'
import { searchKey } from '#contract/kana.ts'
import type { Context } from '../context.ts'
import { enqueue } from '../jobs/queue.ts'
import type { Transaction } from '../lib/database.ts'
import { hashSecret, makeId, makeSecret } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import type { Call } from '../route.ts'
import * as queries from './queries.ts'
import {
  bareName,
  documentTypeOf,
  hideAccount,
  knownOfMerchant,
  linkExpiry,
  linksPerHour,
  mayAddDocuments,
  mayWrite,
  perHourFromSource,
} from './rules.ts'

const hourMs = 3_600_000

/** Counts a deed of a network address. Refuses too_many_requests above the limit. */
async function requireRoom(context: Context, address: string, deed: keyof typeof perHourFromSource) {
  const now = context.now()
  const windowBegan = new Date(now.getTime() - hourMs)
  const count = await queries.countFromSource(context.database, { deed, address, now, windowBegan })
  if (count > perHourFromSource[deed]) refuse('too_many_requests', { waitSeconds: 3600 })
}

/**
 * Begins an application or finds the open one of this address, and sends its link. Every address hears the same.
 * Refuses too_many_requests, by source and by address.
 */
export async function startApplication({
  context,
  body,
  request,
}: Call<typeof contract.startApplication>): Promise<ReplyOf<typeof contract.startApplication>> {
  await requireRoom(context, request.ip, 'start')
  await context.database.transact(async (tx) => {
    const at = context.now()
    const windowBegan = new Date(at.getTime() - hourMs)
    const begun = await queries.beginApplication(tx, { id: makeId(), mail: body.mail, at, windowBegan })
    if (begun.links > linksPerHour) refuse('too_many_requests', { waitSeconds: 3600 })
    await enqueue(context.queue, tx, 'joining.tell', { applicationId: begun.id, what: 'link' })
  })
  return { done: true }
}

/**
 * Begins an application for a further store of the caller's merchant or finds the open one of their address, and gives
 * its secret. Refuses too_many_requests by source.
 */
export async function startFurtherApplication({
  context,
  caller,
  request,
}: Call<typeof contract.startFurtherApplication>): Promise<ReplyOf<typeof contract.startFurtherApplication>> {
  await requireRoom(context, request.ip, 'start')
  const at = context.now()
  const token = makeSecret()
  await context.database.transact(async (tx) => {
    const applicant = await queries.findApplicant(tx, caller.id)
    if (!applicant) refuse('owner_needed')
    const known = await queries.readMerchant(tx, applicant.merchantId, at)
    const { mail, staffId: appliedBy, name } = applicant
    const fixed = knownOfMerchant(known, name)
    const applicationId = await queries.beginFurtherApplication(tx, {
      ...{ id: makeId(), mail, appliedBy, fixed, at },
    })
    const expiresAt = linkExpiry(at)
    await queries.insertLink(tx, { tokenHash: hashSecret(token), applicationId, at, expiresAt })
  })
  return { token }
}

/** Finds what a link opens. Refuses link_invalid. */
async function findOwn(context: Context, token: string): Promise<queries.Application> {
  const found = await queries.findByLink(context.database, hashSecret(token), context.now())
  return found ?? refuse('link_invalid')
}

/** Does something with the application that a link opens, one after the other. Refuses link_invalid. */
async function withOwn<T>(
  context: Context,
  token: string,
  work: (tx: Transaction, application: queries.Application) => Promise<T>,
): Promise<T> {
  const { id } = await findOwn(context, token)
  return context.database.transact(async (tx) => {
    const application = await queries.lockApplication(tx, id)
    return application ? work(tx, application) : refuse('link_invalid')
  })
}

/** Tells an applicant how the application stands, and not what the office has written. Refuses link_invalid. */
export async function readApplication({
  context,
  body,
}: Call<typeof contract.readApplication>): Promise<ReplyOf<typeof contract.readApplication>> {
  const application = await findOwn(context, body.token)
  const { id, mail, state, form, fixed, savedAt, sentAt, reason, storeNumber } = application
  const documents = await queries.listDocuments(context.database, id)
  const questions = await queries.listQuestions(context.database, id)
  return {
    ...{ mail, state, storeNumber, reason: state === 'declined' ? reason : null },
    form: hideAccount(applicationForm.parse(form), fixed),
    fixed,
    ...{ savedAt: savedAt.toISOString(), sentAt: sentAt?.toISOString() ?? null },
    documents: documents.map(toDocument),
    questions: questions.map(({ askedBy: _askedBy, ...question }) => toQuestion(question)),
    terms: (await queries.findTerms(context.database, context.now())) ?? null,
  }
}

export const toDocument = ({ id, name, type, bytes, addedAt }: queries.DocumentRow) => ({
  ...{ id, name, type, bytes },
  addedAt: addedAt.toISOString(),
})

export const toQuestion = <Row extends Pick<queries.QuestionRow, 'askedAt' | 'answeredAt'>>(row: Row) => ({
  ...row,
  askedAt: row.askedAt.toISOString(),
  answeredAt: row.answeredAt?.toISOString() ?? null,
})

/** Keeps what was written so far. Refuses link_invalid, and application_closed once it is sent. */
export function saveApplication({
  context,
  body,
}: Call<typeof contract.saveApplication>): Promise<ReplyOf<typeof contract.saveApplication>> {
  return withOwn(context, body.token, async (tx, { id, state }) => {
    if (!mayWrite(state)) refuse('application_closed')
    const at = context.now()
    await queries.keepForm(tx, id, body.form, at)
    return { savedAt: at.toISOString() }
  })
}

/** Keeps a file; the same id again answers the same. Refuses what the contract lists, and too_large. */
export async function addDocument({
  context,
  body,
  request,
}: Call<typeof contract.addDocument>): Promise<ReplyOf<typeof contract.addDocument>> {
  await requireRoom(context, request.ip, 'document')
  const content = Buffer.from(body.content, 'base64')
  if (content.length > largestDocument) refuse('too_large')
  const { id: applicationId } = await findOwn(context, body.token)
  const type = documentTypeOf(content)
  if (!type) refuse('document_not_taken')
  return withOwn(context, body.token, async (tx, { id, state }) => {
    if (id !== applicationId || !mayAddDocuments(state)) refuse('application_closed')
    const before = await queries.listDocuments(tx, id)
    const known = before.find((each) => each.id === body.id)
    if (known) return toDocument(known)
    if (before.length >= mostDocuments) refuse('documents_full')
    const sha256 = createHash('sha256').update(content).digest()
    const at = context.now()
    const row = { id: body.id, applicationId, name: bareName(body.name), type, content, sha256, at }
    // An id of somebody else's file stands for nothing here.
    if (!(await queries.insertDocument(tx, row))) refuse('invalid_input')
    return toDocument({ ...row, bytes: content.length, addedAt: at })
  })
}

/** Takes a file away while the form is written; one that is not there is away. Refuses what the contract lists. */
export function removeDocument({
  context,
  body,
}: Call<typeof contract.removeDocument>): Promise<ReplyOf<typeof contract.removeDocument>> {
  return withOwn(context, body.token, async (tx, { id, state }) => {
    if (!mayWrite(state)) refuse('application_closed')
    await queries.deleteDocument(tx, id, body.documentId)
    return { done: true }
  })
}

/** Sends the application to the office, once; from then on it stays as it is. Refuses what the contract lists. */
export function sendApplication({
  context,
  body,
}: Call<typeof contract.sendApplication>): Promise<ReplyOf<typeof contract.sendApplication>> {
  return withOwn(context, body.token, async (tx, { id, state, mail, appliedBy, form: kept }) => {
    if (!mayWrite(state)) refuse('application_closed')
    const at = context.now()
    if ((await queries.findTerms(tx, at))?.version !== body.termsVersion) refuse('terms_outdated')
    const form = tidyForm(applicationForm.parse(kept))
    const mistakes = findMistakes(form, await queries.readChoices(tx, at))
    if (Object.keys(mistakes).length > 0) refuse('application_incomplete', mistakes)
    if (!(await queries.findBranch(tx, form))) refuse('application_incomplete', { branchCode: 'unknown' })
    if (appliedBy === null && (await queries.isOwnerMail(tx, mail))) refuse('mail_taken')
    if (appliedBy !== null && !(await queries.findApplicant(tx, appliedBy))) refuse('application_closed')
    const keys = {
      accountKey: accountKeyOf(form),
      phoneKey: digitsOf(form.phone),
      nameKey: searchKey(form.storeKana),
    }
    await queries.markSent(tx, { id, form, termsVersion: body.termsVersion, at, ...keys })
    await enqueue(context.queue, tx, 'joining.tell', { applicationId: id, what: 'received' })
    return { done: true }
  })
}

/** Answers what the office has asked; it goes on looking. Refuses what the contract lists. */
export function answerQuestion({
  context,
  body,
}: Call<typeof contract.answerQuestion>): Promise<ReplyOf<typeof contract.answerQuestion>> {
  return withOwn(context, body.token, async (tx, { id, state }) => {
    const answer = { applicationId: id, questionId: body.questionId, text: body.text, at: context.now() }
    if (state !== 'asked' || !(await queries.answerOpen(tx, answer))) refuse('application_closed')
    await queries.setState(tx, id, 'screening')
    return { done: true }
  })
}
