// What the office does with an application: reads it, looks at each point, asks back.
import type { ReplyOf } from '#contract/endpoint.ts'
import type * as contract from '#contract/joining.ts'
import { applicationForm, isHolder } from '#contract/joining-form.ts'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { enqueue } from '../jobs/queue.ts'
import type { Transaction } from '../lib/database.ts'
import { refuse } from '../lib/refusal.ts'
import type { Call } from '../route.ts'
import { toDocument, toQuestion } from './apply.ts'
import * as office from './office-queries.ts'
import * as queries from './queries.ts'
import { isOpen } from './rules.ts'

/** Lists what waits, or what is decided. Refuses nothing. */
export async function listApplications({
  context,
  query,
}: Call<typeof contract.listApplications>): Promise<ReplyOf<typeof contract.listApplications>> {
  const rows = await office.listSent(context.database, { decided: query.decided === 'true' })
  return {
    applications: rows.map((row) => ({ ...row, sentAt: row.sentAt.toISOString() })),
    asOf: context.now().toISOString(),
  }
}

/** Tells all that is known of an application; looking is written down. Refuses not_found, also for a draft. */
export async function readApplicationAtOffice({
  context,
  caller,
  params,
}: Call<typeof contract.readApplicationAtOffice>): Promise<ReplyOf<typeof contract.readApplicationAtOffice>> {
  const { database } = context
  const application = await queries.findApplication(database, params.applicationId)
  if (!application?.sentAt) refuse('not_found')
  const { id, state, mail, sentAt, appliedBy } = application
  await context.database.transact((tx) =>
    audit(tx, { operatorId: caller.id, act: 'read_application', subject: id, detail: {}, at: context.now() }),
  )
  const form = applicationForm.parse(application.form)
  const [facts, branch, place] = [
    await office.readOfficeFacts(database, id),
    await queries.findBranch(database, form),
    await office.findPlace(database, form.ward),
  ]
  const checks = await office.listChecks(database, id)
  return {
    ...{ id, state, mail, form, place: place ?? null, sentAt: sentAt.toISOString() },
    ...{ bankName: branch?.bankName ?? null, branchName: branch?.branchName ?? null },
    furtherOf: appliedBy === null ? null : await furtherOf(context, appliedBy),
    ...{ holderMatches: isHolder(form), termsVersion: facts.termsVersion },
    documents: (await queries.listDocuments(database, id)).map(toDocument),
    questions: (await queries.listQuestions(database, id)).map(toQuestion),
    checks: checks.map((check) => ({ ...check, checkedAt: check.checkedAt.toISOString() })),
    alike: await office.listAlike(database, id),
    ...{ proposal: proposalOf(facts, caller.id), decision: decisionOf(facts, application) },
  }
}

async function furtherOf({ database, now }: Context, appliedBy: string) {
  const merchantId = await office.findMerchantOf(database, appliedBy)
  const { businessName: merchantName, storeNames } = await queries.readMerchant(database, merchantId, now())
  return { merchantName, storeNames }
}

function proposalOf(facts: office.OfficeFacts, who: string) {
  const { proposedBy, proposedByName, proposedAt, latitude, longitude } = facts
  if (!proposedByName || !proposedAt || latitude === null || longitude === null) return null
  return { by: proposedByName, mine: proposedBy === who, at: proposedAt.toISOString(), latitude, longitude }
}

function decisionOf({ decidedByName, decidedAt }: office.OfficeFacts, application: queries.Application) {
  if (!decidedByName || !decidedAt) return null
  const { reason, storeNumber } = application
  return { by: decidedByName, at: decidedAt.toISOString(), reason, storeNumber }
}

type Act =
  | 'check_application'
  | 'ask_applicant'
  | 'propose_application'
  | 'decide_application'
  | 'decline_application'

/** Does something with an application, one person after the other, and writes down who. Refuses not_found. */
export async function withApplication<T>(
  context: Context,
  { applicationId, operatorId, act }: { applicationId: string; operatorId: string; act: Act },
  work: (tx: Transaction, application: queries.Application, at: Date) => Promise<T>,
): Promise<T> {
  return context.database.transact(async (tx) => {
    const application = await queries.lockApplication(tx, applicationId)
    if (!application?.sentAt) refuse('not_found')
    const at = context.now()
    const done = await work(tx, application, at)
    await audit(tx, { operatorId, act, subject: applicationId, detail: {}, at })
    return done
  })
}

/** Writes down what was found about one point. Refuses not_found and application_closed. */
export function checkApplication({
  context,
  caller,
  params: { applicationId },
  body,
}: Call<typeof contract.checkApplication>): Promise<ReplyOf<typeof contract.checkApplication>> {
  const who = { applicationId, operatorId: caller.id, act: 'check_application' } as const
  return withApplication(context, who, async (tx, { state }, at) => {
    if (!isOpen(state)) refuse('application_closed')
    await office.keepCheck(tx, { ...who, ...body, at })
    if (state === 'sent') await queries.setState(tx, applicationId, 'screening')
    return { done: true }
  })
}

/** Asks the applicant by mail, once for an id. Refuses not_found, application_closed and question_open. */
export function askApplicant({
  context,
  caller,
  params: { applicationId },
  body,
}: Call<typeof contract.askApplicant>): Promise<ReplyOf<typeof contract.askApplicant>> {
  const who = { applicationId, operatorId: caller.id, act: 'ask_applicant' } as const
  return withApplication(context, who, async (tx, { state }, at) => {
    const asked = await queries.listQuestions(tx, applicationId)
    if (asked.some(({ id, text }) => id === body.id && text === body.text)) return { done: true }
    if (!isOpen(state)) refuse('application_closed')
    if (state === 'asked') refuse('question_open')
    if (!(await office.insertQuestion(tx, { ...who, ...body, at }))) refuse('invalid_input')
    // What a colleague has proposed rested on what was known then.
    await office.dropProposal(tx, applicationId)
    await queries.setState(tx, applicationId, 'asked')
    await enqueue(context.queue, tx, 'joining.tell', { applicationId, what: 'asked' })
    return { done: true }
  })
}
